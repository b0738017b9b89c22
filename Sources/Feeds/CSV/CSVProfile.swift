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
        var withPoint = 0
        var withSpace = 0
        var leadingSpace = 0
        var longest = 0
        var asLong = 0
        var startsWithDigit = 0
        var endsWithDigit = 0
        var quoted = 0
        /// How often each value comes, by its hash; empty where there are too many.
        var values: [UInt64: Int] = [:]
        var hasManyValues = false
        /// Hashes of all that these values begin with, of the last column only.
        var beginnings: Set<UInt64> = []

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
        /// Every value is of one length, as dates and codes are, and there are enough to say so of numbers.
        var isAlwaysAsLong: Bool {
            // One may be the value that is asked about.
            filled >= 4 && asLong >= filled - 1 && hasAlwaysDigits && (withSeparator >= filled - 1 || filled >= 20)
        }
        /// Every value has a digit, but for one that may be the one that is asked about.
        var hasAlwaysDigits: Bool { filled >= 3 && withDigit >= filled - 1 }
        /// Dates, times and identifiers: every value has digits and the length of all others.
        var isShaped: Bool {
            filled >= 4 && asLong >= filled - 1 && hasAlwaysDigits
                && (withSeparator >= filled - 1 || longest >= 6 && withPoint == 0)
        }
        /// A part of a known value that isn't known itself, in a column where a few come again and again.
        func isCutOff(_ value: UInt64) -> Bool {
            isCategory && filled >= 12 && values[value, default: 0] <= 1 && beginnings.contains(value)
        }
        func isAlwaysFilled(of rows: Int) -> Bool { rows >= 8 && filled == rows }

        private func isNearlyAll(_ count: Int) -> Bool {
            count >= filled - max(filled / 10, filled >= 4 ? 1 : 0)
        }

        static let mostValues = 48

        mutating func take(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, isLast: Bool) {
            if hasManyValues { return }
            let value = CSVCell.hash(bytes, range)
            if let count = values[value] {
                values[value] = count + 1
                return
            }
            values[value] = 1
            if isLast {
                for end in range.dropFirst().prefix(64) {
                    beginnings.insert(CSVCell.hash(bytes, range.lowerBound..<end))
                }
            }
            if values.count > Self.mostValues {
                hasManyValues = true
                (values, beginnings) = ([:], [])
            }
        }
    }

    private(set) var columns: [Column]
    private(set) var rows = 0
    /// Lines with nothing but their first value, which are left out.
    var soles = 0

    init(width: Int) {
        columns = Array(repeating: Column(), count: width)
    }

    private(set) var witness = CSVWitness()

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

    /// Whether a cell is surely whole: what stands in its column, and of the length that all values there have.
    func isWhole(_ column: Int, _ cell: CSVCell) -> Bool {
        let known = columns[column]
        // Two digits may be the rest of three.
        return rows > 1 && known.isFixed
            && (known.withSeparator * 2 > known.filled || known.longest >= (known.isNumeric ? 6 : 3))
            && isTyped(column, cell)
    }

    /// The first column where something else stands than it holds: words among numbers, dates or codes, several words
    /// among single ones, or nothing where there always is something.
    func firstOdd(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Int? {
        columns.indices.first { index in
            let known = columns[index]
            let cell = CSVCell(bytes, cells(index))
            if cell.isEmpty { return known.isAlwaysFilled(of: rows) }
            if known.isNumeric { return !cell.isNumeric }
            if known.hasDigits, known.filled > 3, !cell.hasDigit { return true }
            if known.isOneWord, known.filled > 7, known.longest >= 4, cell.hasSpace { return true }
            // Of few rows each may be the shifted one.
            return rows <= 4 && known.withSeparator > 0 && !cell.isNumeric
        }
    }

    /// True where a record looks like column names over these columns: where numbers stand, it has words, and none that
    /// comes again and again among other words of its column (`R` for Reception among years).
    func isHeaderLike(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        let isKnown = columns.indices.contains { index in
            columns[index].values.count > 1 && !cells(index).isEmpty
                && columns[index].values[CSVCell.hash(bytes, cells(index)), default: 0] > 1
        }
        if isKnown { return false }
        let numeric = numericColumns
        if !numeric.isEmpty {
            // One word in all of them (`NULL`) names nothing.
            return numeric.allSatisfy { CSVCell(bytes, cells($0)).isWord }
                && (numeric.count == 1 || Set(numeric.map { CSVCell.hash(bytes, cells($0)) }).count > 1)
        }
        // Several columns that mostly hold numbers have none at once.
        let mostly = columns.indices.filter { columns[$0].filled >= 4 && columns[$0].numeric * 2 >= columns[$0].filled }
        return mostly.count >= 4 && columns.indices.allSatisfy { CSVCell(bytes, cells($0)).isWord }
    }

    /// Whether every column of numbers, of which there are two at least, has a name with a letter in it, each another. Names
    /// have digits too (`Year 7`).
    func isNamed(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        let numeric = numericColumns
        return numeric.count >= 2 && numeric.allSatisfy { CSVCell(bytes, cells($0)).hasLetter }
            && Set(numeric.map { CSVCell.hash(bytes, cells($0)) }).count == numeric.count
    }

    /// How many columns that never had a value without a digit have words at once, where all else are words too, each
    /// another and none known in its column: column names over these columns, or hardly anything else. 0 where they
    /// aren't.
    func typedColumnsNamed(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Int {
        guard rows >= 3 else { return 0 }
        var seen: Set<UInt64> = []
        var typed = 0
        for index in columns.indices {
            let range = cells(index)
            let hash = CSVCell.hash(bytes, range)
            // It may be known from itself.
            guard CSVCell(bytes, range).isWord, seen.insert(hash).inserted,
                columns[index].values[hash, default: 0] <= 1
            else { return 0 }
            if columns[index].hasAlwaysDigits { typed += 1 }
        }
        return typed
    }

    /// Whether a value isn't the key or the date that the first column holds.
    func isUnlikeFirst(_ cell: CSVCell) -> Bool {
        guard rows >= 3, let first = columns.first, first.hasAlwaysDigits, first.filled >= rows - 1 else {
            return false
        }
        return !cell.isEmpty && !cell.hasDigit || first.withSpace == 0 && cell.hasSpace
    }

    /// Whether words stand in two columns or more, and in half of those at least, that have always had digits: no value is
    /// where it should be. The same word in all of them (`NULL`) stands for nothing.
    func isShifted(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        var (typed, odd) = (0, 0)
        var words: Set<UInt64> = []
        for index in columns.indices where columns[index].hasAlwaysDigits {
            let cell = CSVCell(bytes, cells(index))
            if cell.isEmpty { continue }
            typed += 1
            if cell.hasDigit { continue }
            odd += 1
            words.insert(CSVCell.hash(bytes, cells(index)))
        }
        return rows >= 3 && words.count >= 2 && odd * 2 >= typed
    }

    /// Whether the values of several columns stand in the next or in the one before: one of a date's or an identifier's
    /// shape stands beside its column and not in it, and another column hasn't what it always has; or the first value is
    /// missing, and two columns hold what their neighbours hold.
    func isMoved(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        guard rows >= 3 else { return false }
        if witness.hasFirst, cells(0).isEmpty, columnsOfNeighbours(bytes, cells).count >= 2 { return true }
        func isOf(_ column: Int, _ cell: Range<Int>) -> Bool {
            columns[column].isShaped && isTyped(column, CSVCell(bytes, cell))
        }
        let isBeside = columns.indices.contains { column in
            guard columns[column].isShaped, !isOf(column, cells(column)) else { return false }
            return [column - 1, column + 1].contains { other in
                columns.indices.contains(other) && isOf(column, cells(other))
                    && !(columns[other].isShaped && columns[other].longest == columns[column].longest)
            }
        }
        guard isBeside else { return false }
        let odd = columns.indices.count { index in
            let (known, cell) = (columns[index], CSVCell(bytes, cells(index)))
            if cell.isEmpty { return known.filled >= rows - 1 }
            if known.isShaped || known.isNumeric { return !isTyped(index, cell) }
            return known.hasAlwaysDigits && !cell.hasDigit
        }
        return odd >= 2
    }

    /// The columns where a value stands that is known in the column before and not in this one, of columns where a few come
    /// again and again.
    func columnsOfNeighbours(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> [Int] {
        columns.indices.dropFirst().filter { index in
            let (known, before) = (columns[index], columns[index - 1])
            // A mark (`x`, `-`) may stand anywhere.
            guard known.isCategory, before.isCategory, cells(index).count > 1 else { return false }
            let value = CSVCell.hash(bytes, cells(index))
            // Once may be here.
            return known.values[value, default: 0] <= 1 && before.values[value, default: 0] > 1
        }
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
