// Fields: what reads each, and which of them tell the order of day and month.

import Feeds
import SENDRecords

extension MappingCompiler {
    mutating func field(_ rule: FieldRule, of type: RecordType, in record: Int) -> CompiledField {
        let place = DatePlace(record: record, field: rule.field.number)
        let reader = reader(of: rule, order: orders[place])
        var dateNumber: Int?
        if case .date(let dates) = reader, !dates.orders.isEmpty {
            dateNumber = mapping.datePlaces.firstIndex(of: place) ?? mapping.datePlaces.count
            if dateNumber == mapping.datePlaces.count { mapping.datePlaces.append(place) }
        }
        var value = value(rule.value)
        if case .columns(let names) = rule.value.source, names.contains(where: { !$0.anyOf.isEmpty }) {
            value.blank = WordTable()
        }
        var constant: Value?
        if case .constant(var text) = value.finder, value.steps.isEmpty {
            constant = text.withUTF8 { reader.value(of: $0.trimmed) }
        }
        return CompiledField(
            declaration: rule.field, value: value, reader: reader, constant: constant, isRequired: rule.isRequired,
            isBirthDate: type == Child.declaration.type && rule.field.number == Child.birthDate.declaration.number,
            dateNumber: dateNumber)
    }

    func reader(of rule: FieldRule, order: DateOrder? = nil) -> FieldReader {
        switch rule.field.kind {
        case .text: return .text(withoutTitle: rule.withoutTitle)
        case .date:
            return .date(
                DateReader(
                    rule.dates, years: rule.years, isBirthDate: rule.field.name == Child.birthDate.declaration.name,
                    today: today, decided: order, zone: zone))
        case .integer: return .integer(NumberReader(unit: rule.unit, decimalComma: rule.decimalComma))
        case .money: return .money(NumberReader(unit: rule.unit, decimalComma: rule.decimalComma))
        case .identifier(let kind): return .identifier(kind)
        case .flag:
            var words = WordTable<Bool>()
            for word in rule.yes + FlagWords.yes { words.add(word, true) }
            for word in rule.no + FlagWords.no { words.add(word, false) }
            return .flag(words)
        case .code(let name):
            var words = WordTable<Value>()
            for partnerCode in rule.codes { words.add(partnerCode.word, .text(partnerCode.code)) }
            for code in definitions.codeSets[name]?.codes ?? [] where code.validFrom.map({ $0 <= today }) ?? true {
                words.add(code.code, .text(code.code))
            }
            return .code(set: name, words)
        }
    }
}
