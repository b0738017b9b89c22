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
        /// Records and fields that not every one of the systems has: `sen-need`, `referral.closed`.
        var gaps: Set<String> = []

        var testDescription: String { adapter }
    }

    static let adapters: [Layouts] = [
        Layouts(adapter: "attainment", examples: ["results-table", "results-export", "marksheet"]),
        Layouts(adapter: "council-casework", examples: ["documented", "capita-one-like", "synergy-like"]),
        // The module files hold no placements and needs, and of a review only its decision.
        Layouts(
            adapter: "council-sen2", examples: ["collect", "message", "modules"],
            gaps: [
                "placement", "sen-need", "phase-transfer", "annual-review.meeting", "annual-review.outcome",
                "annual-review.draft", "ehc-request.request-source",
            ]),
        Layouts(adapter: "finance", examples: ["ledger", "payments", "commitments"]),
        Layouts(adapter: "health-advice", examples: ["systmone-like", "rio-like", "emis-like", "json"]),
        // The community data set holds no names and numbers for services; messages say nothing of what came later.
        Layouts(
            adapter: "health-referrals", examples: ["csds", "list", "fhir"],
            gaps: [
                "child.forename", "child.surname", "child.nhs-number-status", "referral.service", "referral.status",
                "referral.stated-service", "referral.first-contact", "referral.rejected", "referral.closed",
            ]),
    ]

    @Test(arguments: adapters)
    func everyLayoutStatesTheSameRecords(of layouts: Layouts) throws {
        #expect(layouts.examples.count >= 3)
        let first = try records(layouts.adapter, layouts.examples[0])
        #expect(first.count > 5)
        for example in layouts.examples.dropFirst() {
            let other = try records(layouts.adapter, example)
            for record in Set(first.keys).union(other.keys).sorted() {
                let type = String(record.prefix { $0 != " " })
                guard let here = first[record], let there = other[record] else {
                    #expect(layouts.gaps.contains(type), "\(example): only one of them states \(record)")
                    continue
                }
                for field in Set(here.keys).union(there.keys).sorted() {
                    if layouts.gaps.contains("\(type).\(field)"), here[field] == nil || there[field] == nil { continue }
                    #expect(here[field] == there[field], "\(example): \(field) of \(record)")
                }
            }
        }
    }

    /// What an example is expected to state: each record as `type key about`, with its fields. A blank cell and a missing
    /// one are the same here, since one system has a column that another lacks.
    private func records(_ adapter: String, _ example: String) throws -> [String: [String: String]] {
        let path = "\(Fixtures.root)/Plugins/\(adapter)/expected/\(example).json"
        let tree = try JSONValue(parsing: try String(contentsOfFile: path, encoding: .utf8))
        var found: [String: [String: String]] = [:]
        for file in tree["files"]?.elements ?? [] {
            for row in file["rows"]?.elements ?? [] {
                for record in row["records"]?.elements ?? [] {
                    let name = ["type", "key", "about"].map { record[$0]?.text ?? "" }.joined(separator: " ")
                    let stated = (record["fields"]?.members ?? []).filter { $0.value != .null }
                    found[name] = Dictionary(stated.map { ($0.name, shown($0.value)) }) { first, _ in first }
                }
            }
        }
        return found
    }

    /// An identifier that fails its check stays as it was written, with or without its blanks and hyphens.
    private func shown(_ value: JSONValue) -> String {
        guard let stated = value["unverified"]?.text else { return value.serialised() }
        return "unverified \(stated.filter { $0.isLetter || $0.isNumber })"
    }
}
