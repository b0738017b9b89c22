// Rows that say that a record is no more.

import SENDRecords

extension RowMapper {
    mutating func hasEnded(_ rule: CompiledRecord) -> Bool {
        switch rule.ending {
        case .never: false
        case .always: true
        case .when(let conditions): allHold(conditions)
        }
    }

    /// The record by its key alone. Whom it was about is what its feed said before; where the row doesn't say it anew, the
    /// key stands in its place.
    mutating func ended(_ rule: CompiledRecord, key: String) -> SourceRecord {
        let about = rule.isAboutKey ? key : text(of: find(rule.about)) ?? key
        return SourceRecord(
            type: rule.type, key: key, subject: SubjectKey(rule.type.entity, space: rule.space, key: about),
            record: Record(rule.type, values: [Value](repeating: .notStated, count: rule.fieldCount)), columns: [],
            isEnded: true)
    }

    /// Records that have ended, of a row that is left out.
    mutating func endedRecords() -> [SourceRecord] {
        var records: [SourceRecord] = []
        for rule in mapping.records {
            if case .never = rule.ending { continue }
            count = 0
            forEachPart(rule.parts) { mapper in
                guard mapper.allHold(rule.when), mapper.hasEnded(rule),
                    let key = mapper.text(of: mapper.find(rule.key)),
                    key.utf8.count <= RowMapper.longestKey
                else { return }
                records.append(mapper.ended(rule, key: key))
            }
        }
        return records
    }
}
