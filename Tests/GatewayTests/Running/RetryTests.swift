import DemoCity
import Feeds
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

/// Quarantine, receipts and the life of payloads through the commands that the daemon and the command line use.
@Suite struct RetryTests {
    static let header = "Adno,Legal forename,Legal surname,DOB,SEN status\n"
    static let list =
        header + "004211,James,Smith,20150228,K\n004212,Maya,Khan,01/03/2014,K\n004214,Zoë,Oak,no date,E\n"

    let small: SmallCity
    var urn: String { "\(small.city.schools[0].urn)" }
    var feed: String { "school-pupils@\(urn)" }

    init() throws {
        small = try SmallCity()
    }

    private func pull(_ text: String, dry: Bool = false) throws -> ControlRequest {
        let path = try small.write(Array(text.utf8), "pupils.csv")
        return ControlRequest(
            "pull", ["adapter": "school-pupils", "files": path, "school": urn, "dry-run": dry ? "true" : "false"])
    }

    /// Another way of writing dates that the adapter is told of.
    private func learnDates() throws {
        try append(
            "\noverrides:\n  school-pupils: {dates: [yyyyMMdd, dd/MM/yyyy, yyyy-MM-dd, d/M/yyyy, dd-MM-yyyy]}\n")
    }

    private func append(_ text: String) throws {
        let path = "\(small.folder)/config/sendgate.yaml"
        let settings = try String(contentsOfFile: path, encoding: .utf8)
        try (settings + text).write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func key(_ number: String) -> SubjectKey { SubjectKey(.child, space: feed, key: number) }

    @Test func aRetryTakesWhatTheAdapterHasLearntToReadAndChangesNoOldCount() async throws {
        try await small.open { gateway in
            try await gateway.work(try pull(Self.list))
            #expect(try gateway.store.quarantineGroups().map(\.rows) == [2])
            #expect(try gateway.store.subject(of: key("004211")) == nil)
        }
        try learnDates()
        try await small.open { gateway in
            let before = try gateway.store.run(RunID(1)).counts
            let answer = await gateway.handle(ControlRequest("quarantine.retry", ["feed": feed]))
            #expect(answer.isDone)
            #expect(answer.message.contains("1 still can't be used"), "\(answer.message)")
            #expect(try gateway.store.run(RunID(1)).counts == before)
            let run = try gateway.store.run(RunID(2))
            #expect(run.retries == RunID(1) && run.rows == 2 && run.counts.applied == 1)
            #expect(try gateway.store.quarantine().map(\.place.line) == [4])
            try await gateway.finishDeriving()
            #expect(try gateway.store.child(of: key("004211")) != nil)
            // The other pupils are still there: reading some rows again is no snapshot.
            #expect(try gateway.store.child(of: key("004212")) != nil)
            let digest = try GatewayReader(gateway).contentDigest()
            #expect(await gateway.handle(ControlRequest("rebuild")).message.contains("the same as before"))
            #expect(try GatewayReader(gateway).contentDigest() == digest)
        }
    }

    @Test func ofTwoRowsOfOneKeyThatDifferNoneIsTakenAlone() async throws {
        try await small.open { gateway in
            let list = Self.header + "004211,James,Smith,28/02/2015,K\n004211,Jack,Smith,28/02/2015,K\n"
            try await gateway.work(try pull(list))
            let rows = try gateway.store.quarantine()
            #expect(rows.map(\.place.line) == [2, 3])
            let answer = await gateway.handle(ControlRequest("quarantine.retry", ["id": "\(rows[0].id)"]))
            #expect(answer.message.contains("2 still can't be used"), "\(answer.message)")
            #expect(try gateway.store.run(RunID(2)).counts.applied == 0)
            #expect(try gateway.store.quarantine().map(\.place.line) == [2, 3])
        }
    }

    @Test func aCorrectedListTakesThePlaceOfWhatWasQuarantined() async throws {
        try await small.open { gateway in
            try await gateway.work(try pull(Self.list))
            let reader = GatewayReader(gateway)
            #expect(try reader.status().text.contains("2 row(s) of \(feed) can't be used"))
            try await gateway.work(
                try pull(Self.list.replacing("no date", with: "05/06/2013").replacing("20150228", with: "28/02/2015"))
            )
            #expect(try gateway.store.quarantine().isEmpty)
            #expect(try !reader.status().text.contains("(quarantine)"))
            let answer = await gateway.handle(ControlRequest("quarantine.retry", ["run": "1"]))
            #expect(!answer.isDone && answer.message.contains("quarantine list"))
        }
    }

    @Test func theListHoldsNoValueAndWhoSeesOneIsInTheAudit() async throws {
        try await small.open { gateway in
            try await gateway.work(try pull(Self.list))
            let reader = GatewayReader(gateway)
            let list = try reader.quarantine(feed: nil, rule: nil, limit: 100)
            let shown = try reader.quarantined(id: nil, run: 1, line: 2)
            for text in [list.text, list.jsonText, shown.text, shown.jsonText] {
                for value in ["James", "Smith", "004211", "20150228"] { #expect(!text.contains(value), "\(text)") }
            }
            #expect(shown.text.contains("    Legal surname   (hidden)\n"))
            #expect(try gateway.store.auditEntries().isEmpty)
            let answer = await gateway.handle(
                ControlRequest("quarantine.values", ["run": "1", "line": "2", "by": "A. Officer"]))
            #expect(answer.message.contains("20150228"))
            let entries = try gateway.store.auditEntries()
            #expect(entries.map(\.who) == ["A. Officer"])
            #expect(!entries[0].detail.contains("Smith"))
            #expect(await !gateway.handle(ControlRequest("quarantine.values", ["run": "1", "line": "2"])).isDone)
        }
    }

    @Test func onlyTheSchoolsOwnReceiptNamesAPupil() async throws {
        try await small.open { gateway in
            let path = try small.write(Array(Self.list.utf8), "pupils.csv")
            let place = try #require(gateway.inboxPlaces.first { $0.urn == urn && !$0.isMain })
            let look = try #require(try FileCopy.copy(path, to: path + ".copy"))
            func dropped(_ look: FileLook) -> ClaimedFile {
                let claim = Claim(at: gateway.clock.now)
                return ClaimedFile(
                    place: place, name: "pupils.csv", path: path, claim: claim.id, arrived: claim.arrived, look: look,
                    isRepeated: false)
            }
            let receipt = try await gateway.take(dropped(look)).receipt
            let text = receipt.text(timeZone: .gmt)
            #expect(text.contains("Line 2 (J.S., admission number 004211), column 4 (D)"), "\(text)")
            #expect(text.contains("Line 4 (Z.O., admission number 004214)"), "\(text)")
            let reader = GatewayReader(gateway)
            for telling in [try reader.report(feed), try reader.run(1), try reader.status()] {
                for word in ["J.S.", "004211", "Z.O."] {
                    #expect(!telling.text.contains(word) && !telling.jsonText.contains(word), "\(telling.text)")
                }
            }
            // Somebody has written to it since it was taken.
            let other = FileLook(size: look.size - 1, modifiedNanoseconds: look.modifiedNanoseconds, inode: look.inode)
            await #expect(throws: ChangedFile.self) { try await gateway.take(dropped(other)) }
        }
    }

    @Test func aFetchedFeedsReportLiesInItsFolder() async throws {
        try append("\nreports: ../told\n")
        try await small.open { gateway in
            try await gateway.work(try small.transport())
            let folder = "\(small.folder)/told/transport"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(
                names.count == 2 && names[0].hasSuffix(" run 1.json") && names[1].hasSuffix(" run 1.txt"), "\(names)")
            let text = try String(contentsOfFile: "\(folder)/\(names[1])", encoding: .utf8)
            #expect(text.contains("Every row is counted once"))
            // The same again has nothing to report.
            try await gateway.work(try small.transport())
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        }
    }

    @Test(arguments: [true, false])
    func aDryRunLeavesNothingBehind(isGood: Bool) async throws {
        try await small.open { gateway in
            let text = isGood ? Self.list : "a,b\n1,2\n"
            _ = await gateway.handle(try pull(text, dry: true))
            #expect(try gateway.store.subjectCount(.child) == 0)
            #expect(try gateway.store.payload(PayloadHash(of: Array(text.utf8))) == nil)
            #expect(!gateway.store.hasBytes(of: PayloadHash(of: Array(text.utf8))))
            #expect(try gateway.store.runs().isEmpty)
            #expect(try gateway.store.quarantine().isEmpty)
        }
    }

    @Test func aRefusedFileLeavesNoKeyAndAnotherSchoolsIsRefused() async throws {
        try await small.open { gateway in
            let other = "URN,\(Self.header)" + "999999,1,A,B,01/02/2015,K\n999999,2,C,D,01/02/2015,K\n"
            let answer = await gateway.handle(try pull(other))
            #expect(!answer.isDone && answer.message.contains("999999"), "\(answer.message)")
            #expect(try gateway.store.subjectCount(.child) == 0)
            let run = try gateway.store.run(RunID(1))
            #expect(run.state == .refused && run.counts == Storage.RunCounts() && run.rows == 0)
        }
    }

    @Test func whenTheFilesTimeIsOverTheRecordsAreTheBase() async throws {
        try append("\nretention: {payloads: 90 days, adapters: {transport: 10 days}}\n")
        let transport = try small.transport()
        try await small.open { gateway in
            try await gateway.work(try pull(Self.list))
            try await gateway.work(transport)
        }
        try await small.open(daysLater: 20) { gateway in
            try gateway.tidy()
            #expect(try gateway.store.payloads(of: RunID(1)).allSatisfy { gateway.store.hasBytes(of: $0.hash) })
            #expect(try gateway.store.payloads(of: RunID(2)).allSatisfy { !gateway.store.hasBytes(of: $0.hash) })
            #expect(try gateway.store.quarantine().count == 2)
        }
        try await small.open(daysLater: 91) { gateway in
            let digest = try GatewayReader(gateway).contentDigest()
            try gateway.tidy()
            #expect(try gateway.store.payloads(of: RunID(1)).allSatisfy { !gateway.store.hasBytes(of: $0.hash) })
            #expect(try gateway.store.quarantine().isEmpty)
            _ = await gateway.handle(ControlRequest("rebuild"))
            #expect(try GatewayReader(gateway).contentDigest() == digest)
            let reader = GatewayReader(gateway)
            #expect(try reader.explainRow(run: 1, file: nil, line: 3).text.contains("The file is no longer kept"))
            #expect(try reader.explainChild("\(feed):004212").text.contains("(the file is no longer kept)"))
            // The same bytes are still known as the feed's latest.
            let answer = await gateway.handle(transport)
            #expect(answer.message.contains("Already received"), "\(answer.message)")
        }
    }
}
