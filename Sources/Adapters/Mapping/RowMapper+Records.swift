// The records that a row states: their keys, whom they are about, and what their folding takes.

import SENDRecords

extension RowMapper {
    /// The records whose conditions hold, for each part of the row that they are stated of.
    mutating func statedRecords() -> [SourceRecord] {
        var records: [SourceRecord] = []
        records.reserveCapacity(mapping.records.count)
        var index = 0
        while index < mapping.records.count {
            if mapping.records[index].parts.isEmpty {
                if allHold(mapping.records[index].when), let record = record(mapping.records[index]) {
                    records.append(record)
                }
            } else {
                let rule = mapping.records[index]
                count = 0
                forEachPart(rule.parts) { mapper in
                    if mapper.allHold(rule.when), let record = mapper.record(rule) { records.append(record) }
                }
            }
            index += 1
        }
        return records
    }

    private mutating func record(_ rule: CompiledRecord) -> SourceRecord? {
        let key = key(rule.key, of: rule.type)
        if hasEnded(rule) { return key.map { ended(rule, key: $0) } }
        let about = rule.isAboutKey ? key : self.key(rule.about, of: rule.type)
        var values = [Value](repeating: .notStated, count: rule.fieldCount)
        var columns = rule.columns
        var index = 0
        while index < rule.fields.count {
            read(rule.fields[index], into: &values, &columns)
            index += 1
        }
        let folding = rule.fold.map { self.folding($0) }
        guard let key, let about else { return nil }
        return SourceRecord(
            type: rule.type, key: key, subject: SubjectKey(rule.type.entity, space: rule.space, key: about),
            record: Record(rule.type, values: values), columns: columns, folding: folding)
    }

    /// What the folding takes of the row. A position that is none quarantines it.
    private mutating func folding(_ values: [CompiledFoldValue]) -> Folding {
        Folding(
            positions: values.map { value in
                let found = find(value.value)
                let text = text(of: found) ?? ""
                if let places = value.places, Int(text).map({ $0 < 1 || $0 > places }) ?? true {
                    quarantine(
                        .positionUnusable, column(of: found, or: value.value), FaultText.unusable(.positionUnusable))
                }
                return text
            })
    }

    private mutating func key(_ value: CompiledValue, of type: RecordType) -> String? {
        let found = find(value)
        if case .orphan(let table, let column) = found {
            quarantine(.parentMissing, column, FaultText.parentMissing(in: tableNames[table]))
            return nil
        }
        if case .unusable(let rule, let column) = found {
            quarantine(rule, column, FaultText.unusable(rule))
            return nil
        }
        guard let text = text(of: found) else {
            let column = value.column == 0 ? column(of: found) : value.column
            quarantine(.keyMissing, column, FaultText.keyMissing(names(of: value)))
            return nil
        }
        if let fault = KeyText.fault(in: text) {
            let why = fault == .digitsGone ? FaultText.keyWithoutDigits : FaultText.keyIsError
            quarantine(fault, column(of: found, or: value), why)
            return nil
        }
        if text.utf8.count > Self.longestKey {
            quarantine(.keyTooLong, column(of: found, or: value), FaultText.keyTooLong)
            return nil
        }
        return text
    }
}
