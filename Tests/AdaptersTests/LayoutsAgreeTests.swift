// Partners' systems lay the same facts out differently: what an adapter makes of each layout must be the same records.

import Feeds
import Foundation
import Testing

/// Compares the records that are expected of an adapter's examples; that they are what comes out is the contract suite's to
/// say.
struct LayoutsAgreeTests {
    /// Examples that show something else than how one more system lays out the same facts.
    private static let others: [String: Set<String>] = [
        "health-advice": ["tracker-without-numbers"],
        "school-attendance": ["no-sen-column", "week-grid"],
        "school-mis": ["changes", "loop"],
        "school-part-time": ["by-name", "no-sen-column"],
        "school-pupils": ["three-needs"],
        "school-suspensions": ["no-sen-column"],
    ]

    @Test(arguments: Fixtures.adapterFolders)
    func threeLayoutsOrMoreGiveTheSameRecords(of id: String) throws {
        let layouts = try StatedRecords.ofExamples(of: id, without: Self.others[id] ?? [])
        #expect(layouts.count >= 3, "\(id) has examples of \(layouts.map(\.layout))")
        guard let first = layouts.first else { return }
        #expect(!first.records.isEmpty)
        for other in layouts.dropFirst() {
            let differences = first.differences(from: other)
            #expect(
                differences.isEmpty,
                "\(id), \(first.layout) and \(other.layout):\n\(differences.joined(separator: "\n"))")
        }
    }
}

/// What one layout's example states: for each record the fields that have a value.
private struct StatedRecords {
    let layout: String
    private(set) var records: [String: [String: String]] = [:]
    private var types: Set<String> = []

    static func ofExamples(of id: String, without others: Set<String>) throws -> [StatedRecords] {
        let folder = "\(Fixtures.root)/Plugins/\(id)/expected"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
            let layout = String(name.dropLast(".json".count))
            if others.contains(layout) { return nil }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            return StatedRecords(layout, try JSONValue(parsing: Array(bytes)))
        }
    }

    private init(_ layout: String, _ expected: JSONValue) {
        self.layout = layout
        for file in expected["files"]?.elements ?? [] {
            for row in file["rows"]?.elements ?? [] {
                for record in row["records"]?.elements ?? [] { add(record) }
            }
        }
        for folded in expected["folded"]?.elements ?? [] {
            // Rows that contradict each other give no record; its name stands in its place.
            if let record = folded["record"], record["type"] != nil { add(record) }
        }
    }

    private mutating func add(_ record: JSONValue) {
        guard let type = record["type"]?.text, let key = record["key"]?.text else { return }
        types.insert(type)
        var fields = records["\(type) \(key)"] ?? [:]
        for name in ["about", "ended"] { fields[name] = record[name].map(Self.text) }
        for member in record["fields"]?.members ?? [] where member.value != .null {
            fields[member.name] = Self.text(member.value)
        }
        records["\(type) \(key)"] = fields
    }

    /// A value as it is compared: why one can't be read, and how an unverified number is grouped, is the layout's own.
    private static func text(_ value: JSONValue) -> String {
        if value["unreadable"] != nil { return "unreadable" }
        if let unverified = value["unverified"]?.text { return unverified.filter(\.isNumber) }
        return String(decoding: value.serialisedBytes(), as: UTF8.self)
    }

    /// A layout may state fewer fields, and fewer types of records; what both state must be equal.
    func differences(from other: StatedRecords) -> [String] {
        func shared(_ records: StatedRecords) -> Set<String> {
            let both = types.intersection(other.types)
            return Set(records.records.keys.filter { both.contains(String($0.prefix { $0 != " " })) })
        }
        let (mine, theirs) = (shared(self), shared(other))
        var lines = mine.subtracting(theirs).sorted().map { "only \(layout) has \($0)" }
        lines += theirs.subtracting(mine).sorted().map { "only \(other.layout) has \($0)" }
        for name in mine.intersection(theirs).sorted() {
            guard let left = records[name], let right = other.records[name] else { continue }
            for field in left.keys.sorted() {
                guard let first = left[field], let second = right[field], first != second else { continue }
                lines.append("\(name), \(field): \(first) in \(layout), \(second) in \(other.layout)")
            }
        }
        if mine.isEmpty { lines.append("\(layout) and \(other.layout) have no type of record in common") }
        return lines
    }
}
