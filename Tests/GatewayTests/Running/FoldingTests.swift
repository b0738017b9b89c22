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
        try city.plugIn(["needs-by-row": Self.manifest])
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
            // Nothing has changed, so they still differ.
            let answer = await gateway.handle(ControlRequest("quarantine.retry", ["run": "\(run.id)"]))
            #expect(answer.isDone && answer.message.contains("4 still can't be used"), "\(answer.message)")
            #expect(try gateway.store.quarantine().count == 4)
            #expect(try child("7", gateway) == ["Reid", "/ N I -", "2"])
        }
    }

    // MARK: - Retries

    /// The adapter reads positions as words, too, from now on.
    private func learnWords(_ city: SmallCity) throws {
        let path = URL(fileURLWithPath: "\(city.plugins)/needs-by-row/adapter.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
            .replacingOccurrences(
                of: "place: slot,", with: "place: {from: slot, apply: [{table: words, otherwise: keep}]},"
            )
            .replacingOccurrences(of: "files:\n", with: "tables: {words: {second: 2, last: 4}}\nfiles:\n")
        try Data(text.utf8).write(to: path)
    }

    private func retry(_ gateway: Gateway, _ filter: [String: String]) async throws -> ControlAnswer {
        let answer = await gateway.handle(ControlRequest("quarantine.retry", filter))
        try await gateway.finishDeriving()
        return answer
    }

    @Test func aRetryPutsWholeRecordsTogetherAndTouchesNoOther() async throws {
        let city = try city()
        let rows = "7,Reid,,/,1,\n8,Lee,,/,1,\n7,,,N,second,\n7,,05/01/2015,I,3,\n9,Ray,,L,1,\n8,,,I,last,\n"
        try await city.open { gateway in
            _ = try await pull(city, gateway, rows)
            #expect(try counts(gateway) == "4 applied, 0 unchanged, 0 left out, 2 quarantined")
            #expect(try child("7", gateway) == ["Reid", "/ - I -", "2"])
        }
        try learnWords(city)
        try await city.open { gateway in
            let old = try #require(try gateway.store.runs().first)
            let row = try #require(try gateway.store.quarantine().first { $0.place.line == 4 })
            // One row is named; the other of its run is tried as well.
            let answer = try await retry(gateway, ["id": "\(row.id)"])
            #expect(
                answer.message.contains("2 rows of run \(old.id) again, with the whole file")
                    && answer.message.contains("All of them are mended"), "\(answer.message)")
            let new = try #require(try gateway.store.runs().first)
            #expect(
                new.retries == old.id && new.counts.description == "2 applied, 0 unchanged, 0 left out, 0 quarantined")
            #expect(try gateway.store.run(old.id).counts == old.counts)
            #expect(try child("7", gateway) == ["Reid", "/ N I -", "2"])
            #expect(try child("8", gateway) == ["Lee", "/ - - I", "3"])
            // What no retried row feeds stands as the old run stated it.
            let feed = try #require(try gateway.store.feed(named: "needs-by-row"))
            let other = RecordName(try #require(RecordType.named("child")), key: "9")
            #expect(try gateway.store.history(of: other, feed: feed.id).map(\.run) == [old.id])
            let told = try GatewayReader(gateway).explainChild("needs-by-row:7").text
            #expect(told.contains("run \(new.id), rows, lines 2, 4 and 5, column mark"), "\(told)")
            let digest = try GatewayReader(gateway).contentDigest()
            _ = await gateway.handle(ControlRequest("rebuild"))
            #expect(try GatewayReader(gateway).contentDigest() == digest)
        }
    }

    @Test func aRetriedRowThatContradictsAnAppliedOneStaysQuarantined() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, "7,Reid,,/,1,\n7,,,N,2,\n7,,,I,second,\n")
            #expect(try counts(gateway) == "2 applied, 0 unchanged, 0 left out, 1 quarantined")
        }
        try learnWords(city)
        try await city.open { gateway in
            let answer = try await retry(gateway, ["run": "1"])
            #expect(answer.message.contains("1 still can't be used"), "\(answer.message)")
            #expect(try child("7", gateway) == ["Reid", "/ N - -", "2"])
            let row = try #require(try gateway.store.quarantine().first)
            #expect(row.rule == "two rows with one key")
            let faults = try gateway.store.faults(of: row)
            #expect(faults.first?.fault.what.contains("Lines 4 and 2") == true, "\(faults)")
        }
    }

    @Test func aRetryGivesBackNothingThatALaterFileStates() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, "7,Reid,,/,1,\n7,,,N,second,\n8,Lee,,/,1,\n8,,,N,second,\n")
        }
        try learnWords(city)
        try await city.open(daysLater: 1) { gateway in
            // The later file has child 7 anew; child 8's rows are mended in the same way.
            _ = try await pull(city, gateway, "7,Reid,,L,1,\n8,Lee,,L,1,\n")
            #expect(try gateway.store.quarantine().isEmpty)
            let answer = try await retry(gateway, ["run": "1"])
            #expect(!answer.isDone)
            #expect(try child("7", gateway) == ["Reid", "L - - -", "2"])
        }
    }

    @Test func withoutTheFileARetrySaysThatItMustComeAgain() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, "7,Reid,,/,1,\n7,,,N,second,\n")
        }
        try learnWords(city)
        try await city.open(daysLater: 2000) { gateway in
            try gateway.tidy()
            let answer = try await retry(gateway, ["run": "1"])
            #expect(!answer.isDone && answer.message.contains("is no longer kept"), "\(answer.message)")
            let told = try GatewayReader(gateway).explainChild("needs-by-row:7").text
            #expect(told.contains("rows, line 2, column mark (the file is no longer kept)"), "\(told)")
        }
    }

    // MARK: - Explaining

    @Test func everyFieldIsExplainedByTheRowsThatItCameFrom() async throws {
        let city = try city()
        try await city.open { gateway in
            _ = try await pull(city, gateway, Self.rows)
            let reader = GatewayReader(gateway)
            let told = try reader.explainChild("needs-by-row:7")
            for line in [
                "surname = Reid\n        only stated; needs-by-row: run 1, rows, line 2, column surname",
                "birth-date = 2015-01-05\n        only stated; needs-by-row: run 1, rows, line 5, column born",
                "middle-names = / N I -\n        only stated; needs-by-row: run 1, rows, lines 2, 4 and 5, column mark",
            ] {
                #expect(told.text.contains(line), "\(told.text)")
            }
            #expect(told.jsonText.contains(#""values":3"#) || told.jsonText.contains(#""values": 3"#))
            let row = try reader.explainRow(run: 1, file: nil, line: 5).text
            #expect(row.contains("states, together with other rows, child 7"), "\(row)")
            #expect(try !reader.explainRow(run: 1, file: nil, line: 3).text.contains("together"))
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
