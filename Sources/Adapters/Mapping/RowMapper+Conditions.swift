// Whether the conditions of a rule hold for the row.

import Feeds
import SENDRecords

extension RowMapper {
    mutating func allHold(_ conditions: [CompiledCondition]) -> Bool {
        var index = 0
        while index < conditions.count {
            if !holds(conditions[index]) { return false }
            index += 1
        }
        return true
    }

    mutating func holds(_ condition: CompiledCondition) -> Bool {
        switch condition {
        case .stated(let values):
            for value in values where isStated(value) { return true }
            return false
        case .blank(let values):
            for value in values where isStated(value) { return false }
            return true
        case .oneOf(let value, let words, let orBlank):
            switch find(value) {
            case .unusable: return false
            case .nothing, .blank, .orphan: return orBlank
            case .cell(let index): return row.withBytes(at: index) { words.contains($0.trimmed) }
            case .text(let text, _): return words.contains(text)
            }
        case .compare(let value, let comparison, let orBlank):
            return holds(value, comparison, orBlank: orBlank) ?? false
        case .field(let field, let codes, let isOther, let orBlank):
            let value = field.constant ?? self.value(of: find(field.value), field.reader)
            switch value {
            case .notStated, .empty: return orBlank
            case .unreadable, .unverified: return false
            default: return value.shown.map { codes.contains($0) != isOther } ?? false
            }
        case .any(let conditions):
            for condition in conditions where holds(condition) { return true }
            return false
        }
    }

    mutating func isStated(_ value: CompiledValue) -> Bool {
        switch find(value) {
        case .cell, .text: true
        // Something is there, whatever it may be.
        case .unusable: true
        case .nothing, .blank, .orphan: false
        }
    }
}
