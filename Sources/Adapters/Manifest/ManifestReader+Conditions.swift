// Conditions in `adapter.yaml`: when a row is left out, a record stated or ended.

import Configuring
import Feeds
import SENDRecords

extension ManifestReader {
    /// One test, or a list of tests that must all hold.
    func conditions(_ node: ConfigurationNode, in scope: FileScope) -> [Condition] {
        if case .sequence(let nodes) = node.content { return nodes.compactMap { condition($0, in: scope) } }
        return condition(node, in: scope).map { [$0] } ?? []
    }

    private func condition(_ node: ConfigurationNode, in scope: FileScope) -> Condition? {
        guard let reader = MappingReader(node, called: "the test", keys: ConditionKeys.all, problems) else {
            return nil
        }
        let kinds: [any DeclaredKey] = [
            ConditionKeys.stated, ConditionKeys.blank, ConditionKeys.value, ConditionKeys.field, ConditionKeys.any,
        ]
        let words = reader[ConditionKeys.oneOf]
        let comparisons: [any DeclaredKey] = [
            ConditionKeys.oneOf, ConditionKeys.notOneOf, ConditionKeys.matches, ConditionKeys.before,
            ConditionKeys.after, ConditionKeys.equals,
        ]
        let compares = reader.states(ConditionKeys.value) || reader.states(ConditionKeys.field)
        for key in comparisons where reader.states(key) && !compares {
            reader.report("`\(key.name)` is for `value` and `field`", at: key)
        }
        let orBlank = reader[ConditionKeys.orBlank]
        switch reader.exactlyOne(of: kinds) {
        case "stated": return reader[ConditionKeys.stated].map { .stated(values($0, in: scope)) }
        case "blank": return reader[ConditionKeys.blank].map { .blank(values($0, in: scope)) }
        case "any":
            return .any((reader[ConditionKeys.any] ?? []).compactMap { condition($0, in: scope) })
        case "value":
            let value = reader[ConditionKeys.value].flatMap { self.value($0, called: "value", in: scope) }
            let kind = reader.exactlyOne(of: comparisons)
            let comparison = kind.flatMap { self.comparison($0, reader, in: scope) }
            guard let value else { return nil }
            if kind == "one-of" { return .oneOf(value, (words ?? []) + (orBlank ? [""] : [])) }
            return comparison.map { .compare(value, $0, orBlank: orBlank) }
        case "field":
            let others = reader[ConditionKeys.notOneOf]
            for key in comparisons.dropFirst(2) where reader.states(key) {
                reader.report("`\(key.name)` is for `value`", at: key)
            }
            guard let kind = reader.exactlyOne(of: [ConditionKeys.oneOf, ConditionKeys.notOneOf]) else { return nil }
            return reader[ConditionKeys.field].flatMap {
                fieldTest($0, (words ?? others) ?? [], isOther: kind == "not-one-of", orBlank: orBlank, in: scope)
            }
        default: return nil
        }
    }

    private func comparison(_ kind: String, _ reader: MappingReader, in scope: FileScope) -> Comparison? {
        switch kind {
        case "not-one-of": return reader[ConditionKeys.notOneOf].map(Comparison.notOneOf)
        case "matches": return reader[ConditionKeys.matches].map { .matches($0.compactMap(TextShape.init)) }
        case "before":
            return reader[ConditionKeys.before].flatMap { limit($0, in: scope) }.map {
                .before($0, self.dates(of: $0, scope.dates))
            }
        case "after":
            return reader[ConditionKeys.after].flatMap { limit($0, in: scope) }.map {
                .after($0, self.dates(of: $0, scope.dates))
            }
        case "equals":
            return reader[ConditionKeys.equals].flatMap { value($0, called: "equals", in: scope) }
                .map(Comparison.equals)
        default: return nil
        }
    }

    /// A date that is written there, or a value.
    private func limit(_ node: ConfigurationNode, in scope: FileScope) -> ValueRule? {
        if let text = node.text, CalendarDate(iso: text) != nil {
            return ValueRule(source: .text(text), place: node.place)
        }
        return value(node, called: "the date", in: scope)
    }

    /// Each element is a value of its own here, not one of several columns.
    private func values(_ node: ConfigurationNode, in scope: FileScope) -> [ValueRule] {
        if case .sequence(let nodes) = node.content {
            return nodes.compactMap { value($0, called: "the value", in: scope) }
        }
        return value(node, called: "the value", in: scope).map { [$0] } ?? []
    }

    private func fieldTest(
        _ name: Located<String>, _ words: [String], isOther: Bool, orBlank: Bool, in scope: FileScope
    ) -> Condition? {
        var known: [String] = []
        for (index, record) in scope.records.enumerated() {
            for field in record.fields {
                let text = "\(record.type).\(field.field.name)"
                if text == name.value {
                    if field.value.usesParts {
                        problems.report(
                            "`\(name.value)` is stated several times in a row", hint: "Test the value itself.",
                            at: name.place)
                    }
                    return .field(
                        record: index, field: field.field.number, codes: words, isOther: isOther, orBlank: orBlank)
                }
                known.append(text)
            }
        }
        problems.report(
            "no record of this file fills `\(name.value)`",
            hint: NearestName.hint(for: name.value, among: known)
                ?? "A test can name the fields of the records above it, written as `type.field`.",
            at: name.place)
        return nil
    }
}
