// Whether a record names the columns, or others, and isn't one of their rows.

extension CSVProfile {
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
