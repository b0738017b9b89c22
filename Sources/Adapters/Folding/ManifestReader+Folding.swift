// `fold` of a manifest's record.

import Configuring
import SENDRecords

extension ManifestReader {
    func fold(
        _ entries: [Named<ConfigurationNode>], of type: RecordType, filling fields: [String], in scope: FileScope
    ) -> [FoldRule] {
        entries.compactMap { entry in
            guard let field = type.declaration.field(named: entry.name), fields.contains(entry.name) else {
                problems.report(
                    "the folded field `\(entry.name)` is not filled",
                    hint: NearestName.hint(for: entry.name, among: fields), at: entry.place)
                return nil
            }
            return rule(entry.value, of: field, in: scope)
        }
    }

    private func rule(_ node: ConfigurationNode, of field: FieldDeclaration, in scope: FileScope) -> FoldRule? {
        if let name = node.text, !node.isBlank {
            guard let way = Self.plainWay(name) else {
                problems.report(
                    name == "place" ? "`place` lacks the position" : "there is no way of folding `\(name)`",
                    hint: name == "place"
                        ? "Such as `{place: slot, of: 10}`."
                        : NearestName.hint(for: name, among: FoldKeys.all.prefix(9).map(\.name)), at: node.place)
                return nil
            }
            check(way, name, field, at: node.place)
            return FoldRule(field: field.number, way: way, value: nil, isCount: name == "count", words: [])
        }
        guard let reader = MappingReader(node, called: "`\(field.name)`", keys: FoldKeys.all, problems) else {
            return nil
        }
        let ways: [any DeclaredKey] = [
            FoldKeys.first, FoldKeys.last, FoldKeys.join, FoldKeys.count, FoldKeys.place,
        ]
        let plain: [any DeclaredKey] = [FoldKeys.sum, FoldKeys.min, FoldKeys.max, FoldKeys.any]
        for key in plain where reader.states(key) {
            reader.report("nothing follows `\(key.name)`", hint: "Write it alone.", at: key)
        }
        let ofPlace: [any DeclaredKey] = [FoldKeys.of, FoldKeys.by, FoldKeys.blank]
        for key in ofPlace where reader.states(key) && !reader.states(FoldKeys.place) {
            reader.report("`\(key.name)` is for `place`", at: key)
        }
        guard let name = reader.exactlyOne(of: ways) else { return nil }
        var value: ValueRule?
        var words: [String] = []
        let way: FoldWay
        switch name {
        case "first":
            way = .first(isOrdered: true)
            value = reader[FoldKeys.first].flatMap { self.value($0, called: name, in: scope) }
        case "last":
            way = .last(isOrdered: true)
            value = reader[FoldKeys.last].flatMap { self.value($0, called: name, in: scope) }
        case "join": way = .join(reader[FoldKeys.join] ?? ", ")
        case "count":
            way = .sum
            words = reader[FoldKeys.count] ?? []
        default:
            way = .place(of: reader[FoldKeys.of] ?? 1, by: reader[FoldKeys.by], blank: reader[FoldKeys.blank])
            if !reader.states(FoldKeys.of) {
                problems.report("`place` lacks `of`", hint: "It says: \(FoldKeys.of.meaning).", at: node.place)
            }
            value = reader[FoldKeys.place].flatMap { self.value($0, called: name, in: scope) }
        }
        check(way, name, field, at: node.place)
        return FoldRule(field: field.number, way: way, value: value, isCount: name == "count", words: words)
    }

    private static func plainWay(_ name: String) -> FoldWay? {
        switch name {
        case "first": .first(isOrdered: false)
        case "last": .last(isOrdered: false)
        case "join": .join(", ")
        case "count", "sum": .sum
        case "min": .min
        case "max": .max
        case "any": .any
        default: nil
        }
    }

    private func check(_ way: FoldWay, _ name: String, _ field: FieldDeclaration, at place: ConfigurationPlace) {
        let fits: Bool =
            switch way {
            case .first, .last: true
            case .sum: field.kind == .integer
            case .min, .max: field.kind == .integer || field.kind == .date
            case .any: field.kind == .flag
            case .join, .place: field.kind == .text
            }
        guard !fits else { return }
        let kinds =
            switch way {
            case .sum: "whole numbers"
            case .min, .max: "whole numbers and dates"
            case .any: "fields of yes or no"
            default: "texts"
            }
        problems.report("`\(name)` is for \(kinds), which `\(field.name)` is not", at: place)
    }

    /// The rules of a manifest that fold one record type fold it alike: its rows may come from several files.
    func checkFolding(_ files: [FileRule], at place: ConfigurationPlace) {
        var plans: [UInt8: FoldPlan] = [:]
        for record in files.flatMap(\.records) {
            guard let fold = record.fold else { continue }
            let plan = FoldPlan(fold)
            if let known = plans[record.type.number], known != plan {
                problems.report(
                    "two rules fold \(record.type) in different ways", hint: "The same fields in the same ways.",
                    at: record.key.place)
            }
            plans[record.type.number] = plan
        }
    }
}

enum FoldKeys {
    static let first = Key("first", .node, "the value of the row where this one is lowest; alone: of the first row")
    static let last = Key("last", .node, "the value of the row where this one is highest; alone: of the last row")
    static let join = Key("join", .text, "the different texts in alphabetical order, with this between them")
    static let count = Key("count", .oneOrMore(of: .text), "how many rows have one of these words; alone: any")
    static let place = Key("place", .node, "the position, from 1, at which the row's text stands in the whole")
    static let sum = Key("sum", .node, "all numbers together")
    static let min = Key("min", .node, "the lowest number, the earliest date")
    static let max = Key("max", .node, "the highest number, the latest date")
    static let any = Key("any", .node, "whether any row says yes")
    static let of = Key("of", .integer(1...400), "how many places there are")
    static let by = DefaultedKey("by", .text, default: " ", "what stands between two places")
    static let blank = DefaultedKey("blank", .text, default: "-", "what stands at a place that no row fills")
    static let all: [any DeclaredKey] = [first, last, join, count, place, sum, min, max, any, of, by, blank]
}
