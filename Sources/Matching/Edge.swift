// What speaks for two members of a component being one child.

/// An edge of a component: two members by their index, and the weight.
struct Edge: Sendable {
    var a: UInt32
    var b: UInt32
    var weight: Int32

    /// Joins nothing: it tells that the two are two children who bear one number.
    static let contested = Int32.min
}
