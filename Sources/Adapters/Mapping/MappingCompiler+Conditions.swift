// Conditions of rules: what must be stated, and what it is compared with.

import Feeds
import SENDRecords

extension MappingCompiler {
    mutating func condition(_ condition: Condition) -> CompiledCondition {
        switch condition {
        case .stated(let values): return .stated(values.map { value($0) })
        case .blank(let values): return .blank(values.map { value($0) })
        case .oneOf(let rule, let words):
            let table = WordTable(words.filter { !$0.isEmpty })
            return .oneOf(value(rule), table, orBlank: words.contains(""))
        case .any(let conditions): return .any(conditions.map { self.condition($0) })
        case .compare(let rule, let comparison, let orBlank):
            return .compare(value(rule), self.comparison(comparison), orBlank: orBlank)
        case .field(let record, let number, let codes, let isOther, let orBlank):
            let rule = file.records[record]
            guard let field = rule.fields.first(where: { $0.field.number == number }) else { return .any([]) }
            return .field(
                self.field(field, of: rule.type, in: record), codes: codes, isOther: isOther, orBlank: orBlank)
        }
    }

    private mutating func comparison(_ comparison: Comparison) -> CompiledComparison {
        switch comparison {
        case .notOneOf(let words):
            let table = WordTable(words)
            return .notOneOf(table)
        case .matches(let shapes): return .matches(shapes)
        case .before(let value, let dates): return .before(self.value(value), self.dates(dates))
        case .after(let value, let dates): return .after(self.value(value), self.dates(dates))
        case .equals(let value): return .equals(self.value(value))
        }
    }
}
