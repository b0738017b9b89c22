// Adapters that read the exports of several systems: each layout states the same records of the same children.

import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct LayoutTests {
    struct Layouts: Sendable, CustomTestStringConvertible {
        let adapter: String
        let examples: [String]

        var testDescription: String { adapter }
    }

    static let adapters: [Layouts] = [
        Layouts(adapter: "council-casework", examples: ["documented", "capita-one-like", "synergy-like"]),
        Layouts(adapter: "attainment", examples: ["results-table", "results-export", "marksheet"]),
        Layouts(adapter: "finance", examples: ["ledger", "payments", "commitments"]),
        Layouts(adapter: "health-advice", examples: ["systmone-like", "rio-like", "emis-like"]),
    ]

    @Test(arguments: adapters)
    func everyLayoutStatesTheSameRecords(of layouts: Layouts) throws {
        #expect(layouts.examples.count >= 3)
        let first = try records(layouts.adapter, layouts.examples[0])
        #expect(first.count > 5)
        for example in layouts.examples.dropFirst() {
            let other = try records(layouts.adapter, example)
            #expect(first.subtracting(other).sorted() == [], "missing from \(example)")
            #expect(other.subtracting(first).sorted() == [], "only in \(example)")
        }
    }

    /// Every record that an example is expected to give, as text, wherever it stands.
    private func records(_ adapter: String, _ example: String) throws -> Set<String> {
        let path = "\(Fixtures.root)/Plugins/\(adapter)/expected/\(example).json"
        let tree = try JSONValue(parsing: try String(contentsOfFile: path, encoding: .utf8))
        var found: Set<String> = []
        for file in tree["files"]?.elements ?? [] {
            for row in file["rows"]?.elements ?? [] {
                for record in row["records"]?.elements ?? [] { found.insert(text(record)) }
            }
        }
        return found
    }

    /// What a record states: a blank cell and a missing one are the same here, since one system has a column that another lacks.
    private func text(_ record: JSONValue) -> String {
        let fields = (record["fields"]?.members ?? []).filter { $0.value != .null }
            .map { "\($0.name)=\(shown($0.value))" }.sorted()
        let head = ["type", "key", "about"].map { record[$0]?.text ?? "" }.joined(separator: " ")
        return "\(head) \(fields.joined(separator: " "))"
    }

    /// An identifier that fails its check stays as it was written, with or without its blanks and hyphens.
    private func shown(_ value: JSONValue) -> String {
        guard let stated = value["unverified"]?.text else { return value.serialised() }
        return "unverified \(stated.filter { $0.isLetter || $0.isNumber })"
    }
}
