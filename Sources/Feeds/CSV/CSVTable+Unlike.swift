// Records of the table's width that hold nothing of what its rows hold: filled up with one mark, quoted otherwise, or with
// their values in other columns.

extension CSVTable {
    /// Whether every value is the same run of marks (`??`), or all stand in single quotes as no other row's do. The first
    /// byte of a row nearly always says that they aren't.
    @inline(__always)
    func isFilledOrQuotedOtherwise() -> Bool {
        let first = records.scanner.marks[0].inner
        if first.isEmpty || columns == 1 { return false }
        let byte = records.window.base[first.lowerBound]
        if byte <= 0x20 || byte.isLetter || byte.isASCIIDigit { return false }
        return isFilled() || isQuotedOtherwise()
    }

    private func isFilled() -> Bool {
        let (base, first) = (records.window.base, cell(0))
        if first.contains(where: { base[$0].isLetter || base[$0].isASCIIDigit }) { return false }
        return (1..<columns).allSatisfy { index in
            let other = cell(index)
            return other.count == first.count
                && zip(first, other).allSatisfy { base[$0] == base[$1] }
        }
    }

    private func isQuotedOtherwise() -> Bool {
        let (base, single) = (records.window.base, UInt8(ascii: "'"))
        if quote == single { return false }
        var filled = 0
        for index in 0..<columns {
            let cell = cell(index)
            if cell.isEmpty { continue }
            guard cell.count >= 2, base[cell.lowerBound] == single, base[cell.upperBound - 1] == single else {
                return false
            }
            filled += 1
        }
        return filled >= 2
    }
}
