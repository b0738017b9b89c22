// The text form of mapped rows, as `expected/*.json` holds it, and what differs between two of them.

import Feeds
import SENDRecords

enum ExpectedText {
    // MARK: From rows

    static func tree(_ row: MappedRow) -> JSONValue {
        var members = [JSONMember("line", .integer(row.line))]
        switch row.outcome {
        case .leftOut(let rule): members.append(JSONMember("left-out", .string(rule)))
        case .quarantined(let faults, _): members.append(JSONMember("quarantined", .array(faults.map(tree))))
        case .records(let records, let notes):
            members.append(JSONMember("records", .array(records.filter { $0.folding == nil }.map(tree))))
            var fed: [JSONValue] = []
            for record in records where record.folding != nil {
                let name = JSONValue.string("\(record.type) \(record.key)")
                if !fed.contains(name) { fed.append(name) }
            }
            if !fed.isEmpty { members.append(JSONMember("feeds", .array(fed))) }
            if !notes.isEmpty { members.append(JSONMember("notes", .array(notes.map(tree)))) }
        }
        return .object(members)
    }

    /// A record that several rows state, by the line of the first of them, or the lines that differ.
    static func tree(_ folded: FoldPool.Folded) -> JSONValue {
        switch folded {
        case .record(let record, let from):
            .object([JSONMember("line", .integer(from.first.line)), JSONMember("record", tree(record))])
        case .conflict(let record, let from, let other):
            .object([
                JSONMember("line", .integer(from.first.line)),
                JSONMember("differs-from-line", .integer(other.line)),
                JSONMember("record", .string("\(record.type) \(record.key)")),
            ])
        }
    }

    private static func tree(_ fault: RowFault) -> JSONValue {
        .string(fault.columnName.isEmpty ? fault.rule : "\(fault.rule) in \(fault.columnName)")
    }

    private static func tree(_ record: SourceRecord) -> JSONValue {
        if record.isEnded {
            return .object([
                JSONMember("type", .string(record.type.name)), JSONMember("key", .string(record.key)),
                JSONMember("ended", .bool(true)),
            ])
        }
        let fields = record.record.stated.map { JSONMember($0.field.name, tree($0.value)) }
        return .object([
            JSONMember("type", .string(record.type.name)), JSONMember("key", .string(record.key)),
            JSONMember("about", .string("\(record.subject.space):\(record.subject.key)")),
            JSONMember("fields", .object(fields)),
        ])
    }

    private static func tree(_ value: Value) -> JSONValue {
        switch value {
        case .notStated, .empty: .null
        case .text(let text): .string(text)
        case .date(let date): .string(date.description)
        case .integer(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .unverified(let text): .object([JSONMember("unverified", .string(text))])
        case .unreadable(let rule): .object([JSONMember("unreadable", .string(rule))])
        }
    }

    // MARK: As text

    static func text(_ tree: JSONValue) -> String {
        var text = ""
        append(tree, indent: 0, to: &text)
        return text + "\n"
    }

    private static func append(_ value: JSONValue, indent: Int, to text: inout String) {
        let short = value.serialised()
        if short.utf8.count + indent <= 118 {
            text += short
            return
        }
        let margin = String(repeating: " ", count: indent + 2)
        let end = String(repeating: " ", count: indent)
        switch value.kind {
        case .array:
            text += "["
            for (index, element) in (value.elements ?? []).enumerated() {
                text += index == 0 ? "\n\(margin)" : ",\n\(margin)"
                append(element, indent: indent + 2, to: &text)
            }
            text += "\n\(end)]"
        case .object:
            text += "{"
            for (index, member) in (value.members ?? []).enumerated() {
                text += index == 0 ? "\n\(margin)" : ",\n\(margin)"
                text += JSONValue.string(member.name).serialised() + ": "
                append(member.value, indent: indent + 2, to: &text)
            }
            text += "\n\(end)}"
        case .null, .bool, .number, .string: text += short
        }
    }

    // MARK: Differences

    /// One line for each place at which two trees differ.
    static func differences(_ expected: JSONValue, _ actual: JSONValue, at place: String = "") -> [String] {
        switch (expected.kind, actual.kind) {
        case (.object, .object):
            let first = expected.members ?? []
            let second = actual.members ?? []
            let names = first.map(\.name) + second.map(\.name).filter { expected[$0] == nil }
            return names.flatMap { name -> [String] in
                let here = place.isEmpty ? name : "\(place) \(name)"
                guard let wanted = expected[name] else {
                    return ["\(here): nothing was expected, but is \(actual[name].map { $0.serialised() } ?? "")"]
                }
                guard let found = actual[name] else {
                    return ["\(here): expected \(wanted.serialised()), but is not there"]
                }
                return differences(wanted, found, at: here)
            }
        case (.array, .array):
            let first = expected.elements ?? []
            let second = actual.elements ?? []
            return (0..<max(first.count, second.count)).flatMap { index -> [String] in
                let here = "\(place) \(label(index < first.count ? first[index] : second[index], index))"
                guard index < first.count else {
                    return ["\(here): nothing was expected, but is \(second[index].serialised())"]
                }
                guard index < second.count else {
                    return ["\(here): expected \(first[index].serialised()), but is not there"]
                }
                return differences(first[index], second[index], at: here)
            }
        default:
            return expected == actual
                ? [] : ["\(place): expected \(expected.serialised()), but is \(actual.serialised())"]
        }
    }

    /// How an element of a list is called: by its file, line or type where it has one.
    private static func label(_ value: JSONValue, _ index: Int) -> String {
        for name in ["file", "line", "type"] {
            if let text = value[name]?.scalarText { return "\(name) \(text)" }
        }
        return "\(index + 1)"
    }
}
