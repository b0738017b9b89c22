// The value of each field of a record, and what is to be said of one that can't be used.

import SENDRecords

extension RowMapper {
    mutating func read(_ field: CompiledField, into values: inout [Value], _ columns: inout [UInt16]) {
        let number = field.declaration.number
        if let constant = field.constant, field.counts == nil {
            values[number] = constant
            return
        }
        let found = find(field.value)
        let column = column(of: found, or: field.value)
        if column != 0, columns[number] != UInt16(clamping: column) { columns[number] = UInt16(clamping: column) }
        if let words = field.counts {
            values[number] = .integer(counts(found, words) ? 1 : 0)
            return
        }
        let value = self.value(of: found, field.reader)
        values[number] = value
        if let place = field.dateNumber, place < settled.count, !settled[place] { vote(found, place, column, field) }
        judge(value, of: field, column)
    }

    /// Quarantines the row, or notes the field, where the value isn't what the field needs.
    private mutating func judge(_ value: Value, of field: CompiledField, _ column: Int) {
        switch value {
        case .notStated, .empty:
            if field.isRequired {
                quarantine(.requiredMissing, column, FaultText.requiredMissing(field.declaration))
            }
        case .unreadable(let rule):
            let text = FaultText.unreadable(rule, field, definitions)
            if field.isRequired || field.isBirthDate {
                quarantine(rule, column, text)
            } else {
                note(rule, column, text)
            }
        case .unverified(let stated):
            let text = FaultText.unverified(stated, field)
            let rule = FaultText.rule(ofUnverified: stated, field).rawValue
            if field.isRequired {
                quarantine(rule, column, text)
            } else {
                note(rule, column, text)
            }
        case .text(let text) where field.declaration.kind == .text:
            if TextValue.hasLostLetters(text) {
                note(FaultRule.lettersLost.rawValue, column, FaultText.lettersLost(field.declaration))
            }
        case .date(let date) where field.isBirthDate:
            if date > today {
                quarantine(.birthDateInFuture, column, FaultText.birthDateInFuture)
            } else if date < today.adding(months: -12 * Self.oldestAgeInYears) {
                quarantine(.birthDateTooEarly, column, FaultText.birthDateTooEarly)
            }
        case .text, .date, .integer, .flag: break
        }
    }

    private func counts(_ found: Found, _ words: WordTable<Void>) -> Bool {
        switch found {
        case .nothing, .blank, .orphan, .unusable: false
        case .cell(let index): words.isEmpty || row.withBytes(at: index) { words.contains($0) }
        case .text(let text, _): words.isEmpty || words.contains(text)
        }
    }

    func value(of found: Found, _ reader: FieldReader) -> Value {
        switch found {
        case .nothing: return .notStated
        case .blank, .orphan: return .empty
        case .unusable(let rule, _): return .unreadable(rule: rule.rawValue)
        case .cell(let index): return row.withBytes(at: index) { reader.value(of: $0.trimmed) }
        case .text(var text, _): return text.withUTF8 { reader.value(of: $0.trimmed) }
        }
    }
}
