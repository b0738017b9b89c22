// Manifests of one fetched file made from a few lines, and plans played by hand.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

enum SourceYAML {
    /// A manifest whose source and files say more than the usual.
    ///
    /// - Parameters:
    ///   - https: lines under `https`, beside the origin.
    ///   - file: lines of the one file, beside its name and records.
    static func text(
        https: String = "", file: String = "path: /students", contract: String = "{snapshot: false}",
        format: String = "{json: {elements: \"$.data[*]\"}}", origin: String = "https://api.mis.example",
        record: String = "fields: {provision: $.sen}"
    ) -> String {
        """
        id: mis
        version: 1
        title: Students
        partner: the service
        population: pupils with SEND
        source:
          https:
            origin: \(origin)
        \(https.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        schedule: {every: 1h}
        format: \(format)
        contract: \(contract)
        key-spaces: {child: mis}
        files:
          - name: students
        \(file.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            records:
              - type: sen-provision
                key: $.id
                \(record)
        """
    }

    static func manifest(_ text: String) throws -> Manifest {
        try Manifest(
            try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "mis", definitions: Fixtures.definitions)
    }

    /// What is wrong with a manifest, a line each.
    static func problems(_ text: String) -> [String] {
        do {
            _ = try manifest(text)
            return []
        } catch let error as ConfigurationProblems {
            return error.description.split(separator: "\n").map(String.init)
        } catch {
            return ["\(error)"]
        }
    }

    static let day = CalendarDate(iso: "2026-11-20")!

    /// The addresses that a plan asks for, given what comes of each, and how it ends.
    static func play(
        _ manifest: Manifest, _ answers: [SourceAnswer], schools: [String] = [], cursor: CursorValue? = nil
    ) throws -> (asked: [String], end: SourceStep, absent: [AbsentPart]) {
        var plan = try #require(
            SourcePlan(manifest, SourceCircumstances(date: day, schools: schools, cursor: cursor)))
        var asked: [String] = []
        var step = plan.next(nil)
        for answer in answers {
            guard case .request(let request) = step else { break }
            asked.append(request.address + (request.body.map { " \($0)" } ?? ""))
            step = plan.next(answer)
        }
        if case .request(let request) = step { asked.append(request.address + (request.body.map { " \($0)" } ?? "")) }
        return (asked, step, plan.absent)
    }

    /// An answer of so many rows, looked through as the daemon does.
    static func answer(_ json: String, _ manifest: Manifest, links: [String] = []) throws -> SourceAnswer {
        var source = MemoryByteSource(json)
        return try #require(manifest.file("students")).answer(in: &source, linkHeaders: links)
    }
}
