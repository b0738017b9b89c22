// Long lists are gone through in parts.

extension Array {
    /// The elements in parts of at most so many.
    func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
