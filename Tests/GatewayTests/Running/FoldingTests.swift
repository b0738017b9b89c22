// Rows that state records together, through the gateway: counts that add up, the same file again, rows that differ.

import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

struct FoldingTests {
    private static let manifest = """
        id: needs-by-row
        version: 1
        title: Needs of pupils, a row for each
        partner: clinic
        population: Children seen in clinic
        source: {https: {origin: "https://clinic.example"}}
        schedule: {every: 1h}
        format: {csv: {}}
        contract: {snapshot: true, covers: all, quarantined: {limit: 90%, floor: 100}, withdrawals: {limit: 90%, floor: 100}}
        key-spaces: {child: needs-by-row}
        dates: dd/MM/yyyy
        files:
          - name: rows
            path: /rows.csv
            required-columns: [id, surname, born]
            records:
              - type: child
                key: id
                fields: {surname: surname, birth-date: born, middle-names: mark}
                fold: {middle-names: {place: slot, of: 4}}
              - type: sen-need
                key: {template: "{id}/{slot}"}
                about: id
                when: {stated: need}
                fields: {need: need, rank: slot}

        """

    private func city() throws -> SmallCity {
        let city = try SmallCity(children: 5)
        let folder = "\(city.folder)/plugins"
        try FileManager.default.createDirectory(
            atPath: "\(folder)/needs-by-row", withIntermediateDirectories: true)
        try Data(Self.manifest.utf8).write(to: URL(fileURLWithPath: "\(folder)/needs-by-row/adapter.yaml"))
        let settings = URL(fileURLWithPath: "\(city.folder)/config/sendgate.yaml")
        let text = try String(contentsOf: settings, encoding: .utf8).split(separator: "\n").map { line -> String in
            if line.hasPrefix("plugins:") { return "plugins: \(folder)" }
            return line.hasPrefix("adapters:") ? "adapters: [needs-by-row]" : String(line)
        }
        try Data(text.joined(separator: "\n").utf8).write(to: settings)
        return city
    }

    private func pull(_ city: SmallCity, _ gateway: Gateway, _ rows: String, dryRun: Bool = false) async throws
        -> String
    {
        let path = try city.write(Array("id,surname,born,mark,slot,need\n\(rows)".utf8), "rows.csv")
        var arguments = ["adapter": "needs-by-row", "files": path]
        if dryRun { arguments["dry-run"] = "true" }
        let answer = await gateway.handle(ControlRequest("pull", arguments))
        try await gateway.finishDeriving()
        return answer.message
    }

    private func child(_ key: String, _ gateway: Gateway) throws -> [String]? {
        let feed = try #require(try gateway.store.feed(named: "needs-by-row"))
        let name = RecordName(try #require(RecordType.named("child")), key: key)
        guard let version = try gateway.store.history(of: name, feed: feed.id).first, let blob = version.blob else {
            return nil
        }
        let record = try Record(encoded: blob)
        return [record[Child.surname] ?? "", record[Child.middleNames] ?? "", "\(version.place?.line ?? 0)"]
    }

    private static let rows = "7,Reid,,/,1,ASD\n8,Lee,,/,1,\n7,,,I,3,\n7,Reid,05/01/2015,N,2,\n"

    private func counts(_ gateway: Gateway) throws -> String {
        try #require(try gateway.store.runs().first { $0.state == .applied }).counts.description
    }

    @Test func rowsInAnyOrderStateOneRecordAndAllOfThemCount() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, Self.rows)
            #expect(try counts(gateway) == "4 applied, 0 unchanged, 0 left out, 0 quarantined")
            #expect(try child("7", gateway) == ["Reid", "/ N I -", "2"])
            #expect(try child("8", gateway) == ["Lee", "/ - - -", "3"])
            // The same rows in another order say the same.
            let lines = Self.rows.split(separator: "\n").reversed().joined(separator: "\n")
            _ = try await pull(city, gateway, lines + "\n")
            #expect(try counts(gateway) == "0 applied, 4 unchanged, 0 left out, 0 quarantined")
            // One mark more: every row that feeds the record counts, the other child's does not.
            _ = try await pull(city, gateway, Self.rows + "7,,,L,4,\n")
            #expect(try counts(gateway) == "4 applied, 1 unchanged, 0 left out, 0 quarantined")
            #expect(try child("7", gateway) == ["Reid", "/ N I L", "2"])
        }
    }

    @Test func rowsThatDifferAreAllQuarantinedAndWhatWasKnownStays() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, Self.rows)
            _ = try await pull(city, gateway, Self.rows + "7,,,X,1,\n")
            #expect(try counts(gateway) == "0 applied, 1 unchanged, 0 left out, 4 quarantined")
            #expect(try child("7", gateway) == ["Reid", "/ N I -", "2"])
            let run = try #require(try gateway.store.runs().first)
            let faults = try gateway.store.faults(of: run.id)
            #expect(faults.map(\.line).sorted() == [2, 4, 5, 6])
            #expect(faults.allSatisfy { $0.fault.rule == "two rows with one key" })
        }
    }

    @Test func aRowThatIsQuarantinedForAnotherRecordFeedsNothing() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, "8,Lee,,/,1,ASD\n8,Lee,,/,1,MLD\n8,Lee,,N,2,\n9,Ray,,N,2,\n")
            #expect(try counts(gateway) == "2 applied, 0 unchanged, 0 left out, 2 quarantined")
            #expect(try child("8", gateway) == ["Lee", "- N - -", "4"])
        }
    }

    @Test func aSnapshotWithdrawsWhatNoRowFeedsAnyMore() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, Self.rows)
            _ = try await pull(city, gateway, "7,Reid,05/01/2015,/,1,ASD\n")
            #expect(try child("8", gateway) == nil)
            #expect(try child("7", gateway) == ["Reid", "/ - - -", "2"])
        }
    }

    @Test func aDryRunCountsTheSameAndLeavesNothing() async throws {
        let city = try city()
        try await city.open { gateway in
            let told = try await pull(city, gateway, Self.rows + "7,,,X,1,\n", dryRun: true)
            #expect(told.contains("1 applied, 0 unchanged, 0 left out, 4 quarantined"), "\(told)")
            #expect(try child("7", gateway) == nil && (try child("8", gateway)) == nil)
        }
    }

    @Test func theWaitingFileHasNoNameAndGivesBackWhatWasPut() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spill-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = SpillFile(in: folder)
        let block = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        try file.append(block)
        try file.append([1, 2, 3])
        #expect(try file.bytes(at: 99_999, count: 3) == [block[99_999], 1, 2])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(throws: (any Error).self) { try file.bytes(at: 100_000, count: 10) }
    }
}
