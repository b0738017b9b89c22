// What the columns of a table look like, learned from its first rows. It helps where the number of fields leaves a doubt:
// which line is the header, whether the text after a damaged quote is rows again, whether a line is a total, a title or
// another table's, whether a row's values have moved. What may be a row is never rejected for one odd value.

struct CSVProfile {
    private(set) var columns: [Column]
    private(set) var rows = 0
    /// Lines with nothing but their first value, which are left out.
    var soles = 0
    private(set) var witness = CSVWitness()

    init(width: Int) {
        columns = Array(repeating: Column(), count: width)
    }

    /// Looks once for what is asked of every row.
    mutating func finish() {
        let most = rows - max(1, rows / 50)
        guard rows >= 3 else { return }
        witness.hasFirst = rows >= 8 && (columns.first?.filled ?? 0) >= most
        if let fixed = columns.indices.first(where: { columns[$0].filled >= most && columns[$0].isShaped }) {
            (witness.fixed, witness.length) = (fixed, columns[fixed].longest)
        }
        // The last tells of a shift in any column before it.
        let filled = columns.indices.filter { columns[$0].filled >= most }.reversed()
        if let first = filled.first(where: { columns[$0].startsWithDigit >= most }) {
            witness.digits = first
        } else if let last = filled.first(where: { columns[$0].endsWithDigit >= most }) {
            (witness.digits, witness.isAtEnd) = (last, true)
        }
    }

    var numericColumns: [Int] { columns.indices.filter { columns[$0].isNumeric } }
    var hasTypes: Bool { columns.contains { $0.isNumeric || $0.hasDigits } }

    /// - Parameter quote: 0 where no field is quoted.
    mutating func learn(_ bytes: UnsafePointer<UInt8>, quote: UInt8, _ cells: (Int) -> Range<Int>) {
        rows += 1
        for index in columns.indices {
            let range = cells(index)
            let cell = CSVCell(bytes, range)
            if cell.isEmpty { continue }
            columns[index].filled += 1
            columns[index].take(bytes, range, isLast: index == columns.count - 1)
            if quote != 0, range.lowerBound > 0, bytes[range.lowerBound - 1] == quote { columns[index].quoted += 1 }
            if cell.isNumeric { columns[index].numeric += 1 }
            if cell.hasDigit { columns[index].withDigit += 1 }
            if cell.hasSeparator { columns[index].withSeparator += 1 }
            if cell.hasPoint { columns[index].withPoint += 1 }
            if cell.hasSpace { columns[index].withSpace += 1 }
            if cell.startsWithSpace { columns[index].leadingSpace += 1 }
            if cell.length > columns[index].longest { columns[index].asLong = 0 }
            columns[index].longest = max(columns[index].longest, cell.length)
            if cell.length == columns[index].longest { columns[index].asLong += 1 }
            if cell.startsWithDigit { columns[index].startsWithDigit += 1 }
            if cell.endsWithDigit { columns[index].endsWithDigit += 1 }
        }
    }

}
