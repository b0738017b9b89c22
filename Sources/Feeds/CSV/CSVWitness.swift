// What is looked at in every row, however many there are: a byte and two lengths, by which nearly every row that is none
// betrays itself.

/// The columns that tell soonest that a row isn't like the others. -1 where there is none.
struct CSVWitness {
    /// Its values always begin, or always end, with a digit.
    var digits = -1
    var isAtEnd = false
    /// The first column whose values are always there and of one length, as dates are.
    var fixed = -1
    var length = 0
    /// The first column is never empty.
    var hasFirst = false

    /// Whether the row is to be looked at again.
    @inline(__always)
    func isOdd(_ bytes: UnsafePointer<UInt8>, _ marks: UnsafePointer<CSVFieldMark>) -> Bool {
        if fixed >= 0, marks[fixed].inner.count != length { return true }
        if hasFirst, marks[0].inner.isEmpty { return true }
        guard digits >= 0 else { return false }
        let range = marks[digits].inner
        if range.isEmpty { return false }
        let byte = bytes[isAtEnd ? range.upperBound - 1 : range.lowerBound]
        return byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9")
    }
}
