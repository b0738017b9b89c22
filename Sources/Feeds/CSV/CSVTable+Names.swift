// Column names among the rows: a second line of the header, or the header of another table.

extension CSVTable {
    enum OtherNames {
        /// A further line of names at the top.
        case belowNames
        /// After a blank line: rows have to look like the table from here on.
        case perhapsTable
        /// Nothing below it is a row of this table.
        case table
    }

    /// Whether the scanned record, which has the table's width, holds column names and not a row.
    func otherNames() -> OtherNames? {
        let base = records.window.base
        if !hasRows || followsBlank {
            let isOther = layout.isHeaderLike(base, cell)
            if isOther || gaps == 0 && layout.profile.isForeign(base, cell) {
                if !hasRows { return .belowNames }
                return layout.isOtherNames(base, cell) ? .table : .perhapsTable
            }
            return nil
        }
        // Nearly always the first byte of one value tells.
        guard let column = layout.profile.firstNumeric else { return nil }
        let range = cell(column)
        if range.isEmpty || records.window.base[range.lowerBound] < UInt8(ascii: "A") { return nil }
        return layout.isOtherNames(base, cell) ? .table : nil
    }
}
