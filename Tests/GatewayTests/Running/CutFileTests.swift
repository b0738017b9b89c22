// Files that end inside their last value: what the file before tells of them.

import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

struct CutFileTests {
    private static let manifest = """
        id: caseload
        version: 1
        title: Caseload
        partner: clinic
        population: Children seen in clinic
        source: {https: {origin: "https://clinic.example"}}
        schedule: {every: 1h}
        format: {csv: {encoding: any}}
        contract: {snapshot: true, covers: all, withdrawals: {limit: 90%, floor: 100}}
        key-spaces: {child: caseload}
        dates: dd/MM/yyyy
        files:
          - name: rows
            path: /rows.csv
            required-columns: [id, surname]
            records:
              - type: child
                key: id
                fields: {birth-date: born, surname: surname}

        """
    private static let rows = ["7,05/01/2015,Reid", "8,06/01/2015,Lee", "9,07/01/2015,Okonkwo"]

    /// Gives the files one after the other; the state of the last one's run, its reason, and the children that are known.
    private func outcome(of files: [[UInt8]]) async throws -> (state: RunState?, reason: String, surnames: [String]) {
        let city = try SmallCity(children: 5)
        try city.plugIn(["caseload": Self.manifest])
        var found: (RunState?, String, [String]) = (nil, "", [])
        try await city.open { gateway in
            for (index, bytes) in files.enumerated() {
                let path = try city.write(bytes, "rows-\(index).csv")
                _ = await gateway.handle(ControlRequest("pull", ["adapter": "caseload", "files": path]))
            }
            let run = try gateway.store.runs().first
            let feed = try #require(try gateway.store.feed(named: "caseload"))
            let surnames = try ["7", "8", "9"].compactMap { key -> String? in
                let name = RecordName(try #require(RecordType.named("child")), key: key)
                let blob = try gateway.store.history(of: name, feed: feed.id).first?.blob
                return try blob.flatMap { try Record(encoded: $0)[Child.surname] }
            }
            found = (run?.state, run?.reason ?? "", surnames)
        }
        return found
    }

    private func list(_ rows: [String], end: String = "\n", in encoding: String.Encoding = .utf8) throws -> [UInt8] {
        let text = (["id,born,surname"] + rows).joined(separator: "\n") + end
        return Array(try #require(text.data(using: encoding)))
    }

    @Test(arguments: [String.Encoding.utf8, .utf16])
    func aShorterFileWithoutTheLineEndThatTheLastOneHadIsHeld(encoding: String.Encoding) async throws {
        let whole = try list(Self.rows, in: encoding)
        let cut = try list([Self.rows[0], "8,06/01/2015,Le"], end: "", in: encoding)
        let outcome = try await outcome(of: [whole, cut])
        #expect(outcome.state == .held)
        #expect(outcome.reason.contains("1 row fewer: it may have been cut off in its last row"), "\(outcome.reason)")
        #expect(outcome.surnames == ["Reid", "Lee", "Okonkwo"])
    }

    @Test func aFileWithAllItsRowsIsTakenHoweverItEnds() async throws {
        let open = try list(Self.rows.dropLast() + ["9,07/01/2015,Page"], end: "")
        let outcome = try await outcome(of: [try list(Self.rows), open])
        #expect(outcome.state == .applied)
        #expect(outcome.surnames == ["Reid", "Lee", "Page"])
    }

    @Test func aProgramThatNeverWritesTheLastLineEndIsKnownByItsLastFile() async throws {
        let outcome = try await outcome(of: [
            try list(Self.rows, end: ""), try list(Array(Self.rows.prefix(2)), end: ""),
        ])
        #expect(outcome.state == .applied)
        #expect(outcome.surnames == ["Reid", "Lee"])
    }
}
