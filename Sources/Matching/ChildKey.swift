// The name of one child in one partner's key space, and the order that every decision follows.

/// One partner's own key for one child: the key and the space in which it is unique ("council-ehc", "school-103456").
public struct ChildKey: Hashable, Sendable {
    public var space: String
    public var key: String

    public init(space: String, key: String) {
        self.space = space
        self.key = key
    }
}

/// The place of a child key in the order in which ties are broken. It comes from the space and the key alone, so it is
/// the same in every process and does not depend on which record arrived first.
public struct CanonicalOrder: Hashable, Comparable, Sendable {
    /// Equal for all keys of one space.
    public let space: UInt64
    public let key: UInt64

    public init(_ child: ChildKey) {
        // Fixed, public hash keys: the order has to be the same everywhere; nothing here has to be kept secret.
        let space = SipHash(0x7365_6e64_6761_7465, 0x6f72_6465_7273_7061)
        let key = SipHash(0x6368_696c_646b_6579, 0x6f72_6465_726b_6579)
        self.space = space.hash(child.space)
        self.key = key.hash(child.key)
    }

    init(space: UInt64, key: UInt64) {
        self.space = space
        self.key = key
    }

    public static func < (a: CanonicalOrder, b: CanonicalOrder) -> Bool {
        a.space != b.space ? a.space < b.space : a.key < b.key
    }
}
