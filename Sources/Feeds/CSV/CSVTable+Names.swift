// Column names among the rows: a second line of the header, or the header of another table.

extension CSVTable {
    enum OtherNames {
        /// A further line of names at the top.
        case belowNames
        /// After a blank line: rows have to look like the table from here on.
        case perhapsTable
        /// Nothing below it is a row of this table.
        case table
        /// No names either.
        case noRow
    }

    /// Whether the scanned record, which has the table's width, holds column names and not a row. Asked of the first row, of
    /// those below a blank line, and of those that their witness tells.
    func otherNames() -> OtherNames? {
        let base = records.window.base
        if !hasRows || followsBlank {
            let isOther = layout.isHeaderLike(base, cell)
            if isOther || gaps == 0 && layout.profile.isForeign(base, cell) {
                if !hasRows { return .belowNames }
                return layout.isOtherNames(base, cell) ? .table : .perhapsTable
            }
            if !hasRows, layout.profile.typedColumnsNamed(base, cell) > 0 || isAboutNames() { return .belowNames }
            return hasRows ? layout.otherNames(base, cell) ?? noRow() : noRow()
        }
        return layout.otherNames(base, cell) ?? noRow()
    }

    private func noRow() -> OtherNames? {
        let (profile, base) = (layout.profile, records.window.base)
        return profile.isShifted(base, cell) || profile.isMoved(base, cell) ? .noRow : nil
    }

    /// Whether the record below the header says of each column what it is: its name again with more words (`Score points`
    /// below `Score`), or a type.
    private func isAboutNames() -> Bool {
        guard columns >= 2 else { return false }
        let texts = (0..<columns).map { index in
            String(decoding: cell(index).map { records.window.base[$0] }, as: UTF8.self).lowercased()
        }
        let isType = texts.allSatisfy { text in Self.types.contains(String(text.prefix { $0.isLetter })) }
        return isType || zip(texts, summary.header).allSatisfy { $0.contains($1.lowercased()) }
    }

    /// What tools call the types of columns.
    private static let types: Set<String> = [
        "text", "string", "str", "varchar", "nvarchar", "char", "character", "number", "numeric", "integer", "int",
        "bigint",
        "decimal", "float", "double", "real", "date", "datetime", "time", "timestamp", "boolean", "bool", "code",
        "memo",
    ]
}
