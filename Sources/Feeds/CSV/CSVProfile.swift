// What the columns of a table look like, learned from its first rows. It never judges a row that
// has the right shape; it helps only where the shape leaves a doubt: which line is the header,
// whether the text after a damaged quote is rows again, whether a line below the table is a total.

struct CSVProfile {
    enum Fit: Equatable {
        /// Not like the rows above it.
        case none
        /// Nothing speaks against it.
        case weak
        /// Something speaks for it: numbers or codes stand where they should.
        case strong
    }

    struct Column {
        var filled = 0
        var numeric = 0
        var withDigit = 0
        var withSeparator = 0
        var withSpace = 0
        var leadingSpace = 0
        var longest = 0
        var asLong = 0
        var startsWithDigit = 0
        var quoted = 0
        /// How often each value comes, by its hash; empty where there are too many.
        var values: [UInt64: Int] = [:]
        var hasManyValues = false

        /// Digits and what stands in dates, times and amounts, and nothing else.
        var isNumeric: Bool { filled > 0 && isNearlyAll(numeric) }
        /// Identifiers and codes.
        var hasDigits: Bool { filled > 1 && isNearlyAll(withDigit) }
        var isOneWord: Bool { filled > 3 && withSpace == 0 }
        /// Nearly all are of one length, as dates and numbers with leading zeros are.
        var isFixed: Bool { filled > 1 && isNearlyAll(asLong) }
        var isDigitFirst: Bool { filled > 1 && isNearlyAll(startsWithDigit) }
        /// A few values that come again and again.
        var isCategory: Bool { filled >= 8 && !hasManyValues && values.count >= 2 && values.count * 3 <= filled }
        /// Nearly every value stands in quotes.
        var isQuoted: Bool { filled > 1 && isNearlyAll(quoted) }
        func isAlwaysFilled(of rows: Int) -> Bool { rows >= 8 && filled == rows }

        private func isNearlyAll(_ count: Int) -> Bool {
            count >= filled - max(filled / 10, filled >= 4 ? 1 : 0)
        }

        static let mostValues = 48

        mutating func take(_ value: UInt64) {
            if hasManyValues { return }
            values[value, default: 0] += 1
            if values.count > Self.mostValues {
                hasManyValues = true
                values = [:]
            }
        }
    }

    private(set) var columns: [Column]
    private(set) var rows = 0

    init(width: Int) {
        columns = Array(repeating: Column(), count: width)
    }

    /// A column of numbers that always has one.
    private(set) var firstNumeric: Int?

    /// Looks once for what is asked of every row.
    mutating func finish() {
        firstNumeric = columns.indices.first { columns[$0].isNumeric && columns[$0].filled == rows }
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
            columns[index].take(CSVCell.hash(bytes, range))
            if quote != 0, range.lowerBound > 0, bytes[range.lowerBound - 1] == quote { columns[index].quoted += 1 }
            if cell.isNumeric { columns[index].numeric += 1 }
            if cell.hasDigit { columns[index].withDigit += 1 }
            if cell.hasSeparator { columns[index].withSeparator += 1 }
            if cell.hasSpace { columns[index].withSpace += 1 }
            if cell.startsWithSpace { columns[index].leadingSpace += 1 }
            if cell.length > columns[index].longest { columns[index].asLong = 0 }
            columns[index].longest = max(columns[index].longest, cell.length)
            if cell.length == columns[index].longest { columns[index].asLong += 1 }
            if cell.startsWithDigit { columns[index].startsWithDigit += 1 }
        }
    }

    /// Whether a record of the table's width looks like its rows.
    func fit(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Fit {
        var isStrong = false
        var isTight = columns.count >= 2
        var hasProse = false
        for (index, column) in columns.enumerated() {
            let cell = CSVCell(bytes, cells(index))
            if cell.isEmpty {
                if column.isAlwaysFilled(of: rows) { return .none }
                continue
            }
            if column.isNumeric, !cell.isNumeric || column.hasDigits && !cell.hasDigit { return .none }
            if column.hasDigits, !cell.hasDigit { return .none }
            if column.isOneWord, cell.hasSpace { return .none }
            if column.leadingSpace == 0, cell.startsWithSpace { return .none }
            // Prose has a space after its commas.
            if index > 0, cell.startsWithSpace { hasProse = true }
            if column.filled > 3, cell.length > column.longest * 4 + 32 { return .none }
            if column.isNumeric || column.hasDigits && column.isOneWord { isStrong = true }
        }
        if isStrong { return .strong }
        if rows == 0 { isTight = columns.count >= 3 }
        return isTight && !hasProse && !hasTypes ? .weak : .none
    }

    /// Whether a cell is what stands in its column, where that is numbers or codes.
    func isTyped(_ column: Int, _ cell: CSVCell) -> Bool {
        let known = columns[column]
        if cell.isEmpty || cell.hasSpace && known.isOneWord { return false }
        // The rest of a date is numeric as well, but shorter than dates are, or it begins with their mark.
        if known.isFixed, cell.length != known.longest { return false }
        if known.isDigitFirst, !cell.startsWithDigit { return false }
        return known.isNumeric ? cell.isNumeric : known.hasDigits && known.isOneWord && cell.hasDigit
    }

    /// The first column of numbers where something else stands.
    func firstOdd(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Int? {
        columns.indices.first { index in
            // Of few rows each may be the shifted one.
            guard columns[index].isNumeric || rows <= 4 && columns[index].withSeparator > 0 else { return false }
            let cell = CSVCell(bytes, cells(index))
            return !cell.isEmpty && !cell.isNumeric
        }
    }

    /// True where a record looks like column names over these columns: where numbers stand, it has words.
    func isHeaderLike(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        let numeric = numericColumns
        if !numeric.isEmpty { return numeric.allSatisfy { CSVCell(bytes, cells($0)).isWord } }
        // Several columns that mostly hold numbers have none at once.
        let mostly = columns.indices.filter { columns[$0].filled >= 4 && columns[$0].numeric * 2 >= columns[$0].filled }
        return mostly.count >= 4 && columns.indices.allSatisfy { CSVCell(bytes, cells($0)).isWord }
    }

    /// In a table of words: other words in every column where the same few come again and again.
    func isForeign(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        if hasTypes { return false }
        let known = columns.indices.filter { columns[$0].isCategory }
        guard known.count >= 2 else { return false }
        return known.allSatisfy { index in
            let range = cells(index)
            return CSVCell(bytes, range).isWord && columns[index].values[CSVCell.hash(bytes, range)] == nil
        }
    }

    /// In a table of words: known ones in every such column, of which there is one.
    func isKnown(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        if hasTypes { return false }
        let known = columns.indices.filter { columns[$0].isCategory }
        return !known.isEmpty
            && known.allSatisfy { index in
                let range = cells(index)
                return range.isEmpty || columns[index].values[CSVCell.hash(bytes, range)] != nil
            }
    }
}
