// What `adapters compare` has to say: figures, children up to a limit, and whether the old system can go.

import Feeds
import SENDRecords

/// Collects a comparison and tells it. Of the children it keeps no more than it lists.
struct ComparisonTelling {
    let old: String
    let new: String
    let limit: Int
    let withValues: Bool
    /// The feeds of each side and as of when they are.
    var oldFeeds: [(name: String, asOf: String)] = []
    var newFeeds: [(name: String, asOf: String)] = []
    /// Why the comparison may not show everything.
    var doubts: [String] = []
    /// Record types that are not about a child.
    var leftOut: [String] = []
    private(set) var comparison = FeedComparison()
    private var inTheWay: [Listed] = []
    private var more: [Listed] = []
    private var onlyNew: [Listed] = []
    private var onlyOld: [Listed] = []
    private var withoutChild = 0

    private struct Listed {
        let child: String?
        let difference: ChildDifference
    }

    init(old: String, new: String, limit: Int, withValues: Bool) {
        self.old = old
        self.new = new
        self.limit = max(0, limit)
        self.withValues = withValues
    }

    /// - Parameter child: nil for a key that belongs to no child.
    mutating func add(_ child: String?, old: ComparedSide, new: ComparedSide) {
        if child == nil, !old.isEmpty || !new.isEmpty { withoutChild += 1 }
        guard let difference = comparison.add(old: old, new: new) else { return }
        let listed = Listed(child: child, difference: difference)
        switch difference.presence {
        case .onlyOld: if onlyOld.count < limit { onlyOld.append(listed) }
        case .onlyNew: if onlyNew.count < limit { onlyNew.append(listed) }
        case .both where difference.isInTheWay: if inTheWay.count < limit { inTheWay.append(listed) }
        case .both: if more.count < limit { more.append(listed) }
        }
    }

    var telling: Telling {
        Telling(
            text: text,
            json: [
                "old": .string(old), "new": .string(new),
                "feeds": [
                    "old": .array(oldFeeds.map { .string($0.name) }), "new": .array(newFeeds.map { .string($0.name) }),
                ],
                "children": json(comparison.children),
                "childrenDiffering": .integer(comparison.childrenInTheWay),
                "childrenWithMore": .integer(comparison.childrenWithMore),
                "keysWithoutChild": .integer(withoutChild),
                "records": .array(
                    types.map { type in
                        let presence = comparison.records[type] ?? FeedComparison.Presence()
                        return [
                            "type": .string(type.name), "old": .integer(presence.old), "new": .integer(presence.new),
                            "pairs": .integer(presence.both), "onlyOld": .integer(presence.onlyOld),
                            "onlyNew": .integer(presence.onlyNew),
                        ]
                    }),
                "fields": .array(
                    statedFields.map { field in
                        [
                            "field": .string(field.name), "agree": .integer(field.count.agree),
                            "differ": .integer(field.count.differ), "onlyOld": .integer(field.count.onlyOld),
                            "onlyNew": .integer(field.count.onlyNew),
                        ]
                    }),
                "notCompared": .array((ownKeys + leftOut).map(JSONValue.string)),
                "differing": .array((onlyOld + inTheWay + more + onlyNew).map(json)),
                "doubts": .array(doubts.map(JSONValue.string)),
                "canBeSwitchedOff": .bool(obstacles.isEmpty && doubts.isEmpty),
                "conclusion": .string(conclusion),
            ])
    }

    // MARK: - Text

    private var text: String {
        var page = Page()
        page.line("Old: \(shown(old, oldFeeds))")
        page.line("New: \(shown(new, newFeeds))")
        page.line()
        let children = comparison.children
        page.line(
            "Children: \(children.both) in both, \(children.onlyOld) only in the old, \(children.onlyNew) only in the new"
        )
        if withoutChild > 0 {
            let keys =
                withoutChild == 1 ? "1 of these is a key that belongs" : "\(withoutChild) of these are keys that belong"
            page.line("  \(keys) to no child: no child record says who it is.")
        }
        if children.onlyOld > 0, children.onlyNew > 0 {
            page.line(
                "  Some may be the same child under two keys: `sendgate verdicts doubtful` lists who waits for a person."
            )
        }
        page.line()
        page.line("Records")
        page.table(
            [["type", "old", "new", "pairs", "only old", "only new"]]
                + types.map { type in
                    let presence = comparison.records[type] ?? FeedComparison.Presence()
                    return [
                        type.name, "\(presence.old)", "\(presence.new)", "\(presence.both)", "\(presence.onlyOld)",
                        "\(presence.onlyNew)",
                    ]
                })
        if !statedFields.isEmpty {
            page.line()
            page.line("Fields of the pairs")
            page.table(
                [["field", "agree", "differ", "only old", "only new"]]
                    + statedFields.map {
                        [
                            $0.name, "\($0.count.agree)", "\($0.count.differ)", "\($0.count.onlyOld)",
                            "\($0.count.onlyNew)",
                        ]
                    })
        }
        if !ownKeys.isEmpty {
            page.line("  Not compared, since each system has keys of its own: \(ownKeys.joined(separator: ", "))")
        }
        if !leftOut.isEmpty {
            page.line("  Not compared, since they are not about a child: \(leftOut.joined(separator: ", "))")
        }
        list(onlyOld, of: children.onlyOld, "Only in the old", on: &page)
        list(inTheWay, of: comparison.childrenInTheWay, "In both, and the new differs or lacks something", on: &page)
        list(more, of: comparison.childrenWithMore, "In both, and the new has more", on: &page)
        list(onlyNew, of: children.onlyNew, "Only in the new", on: &page)
        if !withValues, !inTheWay.isEmpty {
            page.line("  `--values --by NAME` shows the values; that is kept in the audit.")
        }
        page.line()
        page.line(conclusion)
        return page.text
    }

    private func shown(_ name: String, _ feeds: [(name: String, asOf: String)]) -> String {
        if feeds.count == 1 { return "\(feeds[0].name), as of \(feeds[0].asOf)" }
        let days = feeds.map(\.asOf)
        return "\(name), \(feeds.count) feeds as of \(days.min() ?? "") to \(days.max() ?? "")"
    }

    private func list(_ listed: [Listed], of count: Int, _ title: String, on page: inout Page) {
        guard count > 0, limit > 0 else { return }
        page.line()
        page.line("\(title): \(count)")
        for item in listed {
            page.line("  \(item.child ?? "(no child)"): \(names(item.difference))")
            for record in item.difference.records {
                page.line(
                    "    \(record.type.name): a record only in the \(record.isOld ? "old" : "new")"
                        + (withValues ? ", \(plain(record.key))" : ""))
            }
            for field in item.difference.fields {
                page.line("    \(field.name): \(words(field))")
            }
        }
        if listed.count < count { page.line("  and \(count - listed.count) more; `--limit` lists more of them") }
    }

    private func names(_ difference: ChildDifference) -> String {
        let old = difference.oldKeys.map(shown).joined(separator: ", ")
        let new = difference.newKeys.map(shown).joined(separator: ", ")
        return [old, new].filter { !$0.isEmpty }.joined(separator: " | ")
    }

    private func shown(_ key: SubjectKey) -> String { plain("\(key.space):\(key.key)") }

    private func words(_ field: FieldDifference) -> String {
        switch field.kind {
        case .differs where withValues: "\(shown(field.old)) in the old, \(shown(field.new)) in the new"
        case .onlyOld where withValues: "\(shown(field.old)) in the old, nothing in the new"
        case .onlyNew where withValues: "nothing in the old, \(shown(field.new)) in the new"
        case .differs: "differs"
        case .onlyOld: "only in the old"
        case .onlyNew: "only in the new"
        }
    }

    private func shown(_ value: Value) -> String { value.shown.map(plain) ?? "nothing" }

    private func plain(_ text: String) -> String { ReceiptPage.plain(text, atMost: 300) }

    // MARK: - The end

    /// One sentence: what still stands in the way of switching the old system off, or that nothing does.
    private var conclusion: String {
        let unsure = doubts.isEmpty ? "" : " Not everything is compared: \(doubts.joined(separator: "; "))."
        guard obstacles.isEmpty else {
            return "What stands in the way of switching \(old) off: \(obstacles.joined(separator: "; ")).\(unsure)"
        }
        let more = comparison.children.onlyNew > 0 || comparison.childrenWithMore > 0
        return "Nothing \(doubts.isEmpty ? "" : "that is compared ")stands in the way of switching \(old) off: "
            + "\(new) has all that it states" + (more ? ", and more.\(unsure)" : ".\(unsure)")
    }

    private var obstacles: [String] {
        var obstacles: [String] = []
        let missing = comparison.children.onlyOld
        if missing > 0 { obstacles.append("\(missing) \(missing == 1 ? "child is" : "children are") only in \(old)") }
        guard comparison.childrenInTheWay > 0 else { return obstacles }
        let count = comparison.childrenInTheWay
        let fields = statedFields.filter { $0.count.differ + $0.count.onlyOld > 0 }.sorted {
            ($0.count.differ + $0.count.onlyOld, $1.name) > ($1.count.differ + $1.count.onlyOld, $0.name)
        }
        let lacking = comparison.lackingRecords.sorted { ($0.value, $1.key.number) > ($1.value, $0.key.number) }
        var what: [String] = []
        if !fields.isEmpty { what.append("\(fields.count) field\(fields.count == 1 ? "" : "s")") }
        if !lacking.isEmpty { what.append("\(lacking.count) record type\(lacking.count == 1 ? "" : "s")") }
        let named =
            fields.map { "\($0.name) (\($0.count.differ + $0.count.onlyOld))" }
            + lacking.map { "\($0.key.name) (\($0.value) missing)" }
        obstacles.append(
            "\(count) \(count == 1 ? "child" : "children") and \(what.joined(separator: " and ")) differ: "
                + named.joined(separator: ", "))
        return obstacles
    }

    // MARK: - Figures

    private var types: [RecordType] {
        let stated = comparison.records
        return RecordType.all.map(\.type).filter { stated[$0] != nil }
    }

    /// Fields that at least one record of a pair states, in the order of the reference.
    private var statedFields: [(name: String, count: FeedComparison.FieldCount)] {
        types.flatMap { type in
            zip(type.declaration.fields, comparison.fields[type] ?? []).filter { $0.1 != FeedComparison.FieldCount() }
                .map { (name: "\(type.name).\($0.0.name)", count: $0.1) }
        }
    }

    private var ownKeys: [String] {
        types.filter { (comparison.records[$0]?.both ?? 0) > 0 }.flatMap { type in
            NaturalFields.references(of: type).sorted().map { "\(type.name).\(type.declaration.fields[$0].name)" }
        }
    }

    private func json(_ presence: FeedComparison.Presence) -> JSONValue {
        [
            "both": .integer(presence.both), "onlyOld": .integer(presence.onlyOld),
            "onlyNew": .integer(presence.onlyNew),
        ]
    }

    private func json(_ listed: Listed) -> JSONValue {
        let difference = listed.difference
        return [
            "child": .text(listed.child), "in": .string(difference.presence.rawValue),
            "oldKeys": .array(difference.oldKeys.map { .string("\($0.space):\($0.key)") }),
            "newKeys": .array(difference.newKeys.map { .string("\($0.space):\($0.key)") }),
            "fields": .array(difference.fields.map(json)),
            "records": .array(
                difference.records.map { record in
                    var members = [
                        JSONMember("type", .string(record.type.name)),
                        JSONMember("in", .string(record.isOld ? "only-old" : "only-new")),
                    ]
                    if withValues { members.append(JSONMember("key", .string(record.key))) }
                    return .object(members)
                }),
        ]
    }

    private func json(_ field: FieldDifference) -> JSONValue {
        var members = [JSONMember("field", .string(field.name)), JSONMember("kind", .string(field.kind.rawValue))]
        if withValues {
            members.append(JSONMember("old", .text(field.old.shown)))
            members.append(JSONMember("new", .text(field.new.shown)))
        }
        return .object(members)
    }
}
