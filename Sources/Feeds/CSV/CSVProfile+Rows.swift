// Whether a record is like the rows that the columns were learned from, or where it isn't.

extension CSVProfile {
    enum Fit: Equatable {
        /// Not like the rows above it.
        case none
        /// Nothing speaks against it.
        case weak
        /// Something speaks for it: numbers or codes stand where they should.
        case strong
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
}
