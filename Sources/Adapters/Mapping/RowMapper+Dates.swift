// What a row's dates say about the order of day and month, and what was put right in its values.

import SENDRecords

/// One value of a row that was read as what it was before a spreadsheet or an export touched it.
public struct RowCure: Sendable, Hashable {
    public let line: Int
    /// 1-based, or 0 where it isn't one column's.
    public let columnNumber: Int
    public let columnName: String
    /// The field as `type.field`.
    public let field: String
    public let cure: Cure
}

extension RowMapper {
    /// Takes the votes of the fields for which both orders are declared.
    mutating func survey() {
        // What stands in parts of a row tells as it is mapped.
        let fields = mapping.records.filter(\.parts.isEmpty).map(\.fields)
        for fields in fields + mapping.leaveOut.compactMap(\.unlessKnown?.fields) {
            for field in fields {
                guard let number = field.dateNumber, number < settled.count, !settled[number],
                    case .date(let reader) = field.reader, reader.needsSurvey
                else { continue }
                let found = find(field.value)
                vote(found, number, column(of: found, or: field.value), field)
            }
        }
    }

    mutating func vote(_ found: Found, _ number: Int, _ column: Int, _ field: CompiledField) {
        guard case .date(let reader) = field.reader else { return }
        let vote: DateVote?
        switch found {
        case .cell(let index): vote = row.withBytes(at: index) { reader.vote($0.trimmed) }
        case .text(var text, _): vote = text.withUTF8 { reader.vote($0.trimmed) }
        case .nothing, .blank, .orphan, .unusable: vote = nil
        }
        // Where one order is declared, a date that fits both says nothing.
        guard let vote, vote != .either || reader.needsSurvey else { return }
        votes.append(ColumnVote(number: number, column: column, vote: vote))
    }

    /// What was put right in each field of each record that the row states.
    mutating func cures() -> [RowCure] {
        var cures: [RowCure] = []
        for record in mapping.records where record.parts.isEmpty && allHold(record.when) {
            for field in record.fields where field.constant == nil {
                let found = find(field.value)
                let column = column(of: found, or: field.value)
                let several: [Cure]
                switch found {
                case .cell(let index): several = row.withBytes(at: index) { field.reader.cures(of: $0) }
                case .text(var text, _): several = text.withUTF8 { field.reader.cures(of: $0) }
                case .nothing, .blank, .orphan, .unusable: several = []
                }
                let name = column > 0 && column <= mapping.columns.count ? mapping.columns[column - 1] : ""
                cures += several.map {
                    RowCure(
                        line: row.line, columnNumber: column, columnName: name,
                        field: "\(record.type).\(field.declaration.name)", cure: $0)
                }
            }
        }
        return cures
    }
}
