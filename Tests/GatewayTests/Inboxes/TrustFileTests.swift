// One file for several schools, told apart by a column with the URN: through the same step as a dropped file.

import Adapters
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

@Suite struct TrustFileTests {
    private static let header = "URN,Adno,Surname,Forename,DOB,SEN Status"

    /// Drops a file for the trust and gives its receipt.
    private func drop(
        _ rows: [String], on gateway: Gateway, _ city: SmallCity, at second: Int64, adapter: String = "school-pupils",
        header: String = Self.header
    ) async throws -> Receipt {
        let path = try city.write(Array(([header] + rows).joined(separator: "\n").utf8), "pupils.csv")
        let place = try #require(gateway.inboxPlaces.first { $0.isShared && $0.adapter == adapter })
        #expect(place.label == "alder-trust/\(adapter)")
        let look = try #require(try FileCopy.copy(path, to: path + ".copy"))
        let claim = Claim(at: Instant(milliseconds: gateway.clock.now.milliseconds + second))
        let file = ClaimedFile(
            place: place, name: "pupils.csv", path: path, claim: claim.id, arrived: claim.arrived, look: look,
            isRepeated: false)
        return try await gateway.take(file).receipt
    }

    private func pupils(_ urn: String, _ numbers: ClosedRange<Int>) -> [String] {
        numbers.map { "\(urn),\($0),Reid,Fern,05/01/2014,K" }
    }

    /// Admission numbers that a school's feed states now.
    private func children(_ gateway: Gateway, _ urn: String) throws -> [String] {
        try GatewayReader(gateway).children().values.joined().filter { $0.space == "school-pupils@\(urn)" }
            .map(\.key).sorted()
    }

    @Test func eachSchoolsFeedTakesItsOwnRowsAndTheReceiptNamesEachSchool() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            let receipt = try await drop(
                pupils(urns[0], 1...3) + ["\(urns[1]),7,Okafor,Toby,19/11/2013,E", "\(urns[1]),8,Lowe,Nia,1/2/2014,N"],
                on: gateway, small, at: 0)
            try await gateway.finishDeriving()
            #expect(receipt.outcome == .accepted)
            #expect(receipt.counts.map { [$0.read, $0.accepted, $0.leftOutTotal] } == [5, 4, 1])
            #expect(receipt.counts?.addUp == true)
            #expect(try children(gateway, urns[0]) == ["1", "2", "3"])
            #expect(try children(gateway, urns[1]) == ["7"])
            #expect(Set(receipt.shares.map(\.urn)) == Set(urns))
            #expect(receipt.shares.first { $0.urn == urns[1] }?.counts?.read == 2)
            #expect(receipt.shares.first { $0.urn == urns[2] }?.outcome == nil)
            let text = receipt.text(timeZone: ReceiptSample.london)
            #expect(text.contains("Trust       Alder Learning Trust"))
            #expect(text.contains("\(urns[2]) School: not in this file; nothing was changed"))
        }
    }

    @Test func aRetryOfASchoolsRowsPutsNobodyElsesRowsToThem() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(2).map { "\($0.urn)" }
        let path = URL(fileURLWithPath: "\(small.folder)/config/sendgate.yaml")
        let settings = try String(contentsOf: path, encoding: .utf8)
            .replacingOccurrences(of: "adapters: [", with: "adapters: [school-attendance, ")
        try Data(settings.utf8).write(to: path)
        try await small.open { gateway in
            let receipt = try await drop(
                [
                    "\(urns[0]),7,K,02/11/2026,AM,/", "\(urns[0]),7,K,02/11/2026,Dusk,N",
                    // Another school's pupil of that number, and one that nobody can place.
                    "\(urns[1]),7,K,03/11/2026,AM,I", ",7,K,04/11/2026,AM,I",
                ], on: gateway, small, at: 0, adapter: "school-attendance",
                header: "URN,Adno,SEN status,Date,Session,Mark")
            #expect(receipt.counts.map { [$0.read, $0.notAccepted] } == [4, 2])
        }
        try Data((settings + "\noverrides:\n  school-attendance: {tables: {halves: {Dusk: PM}}}\n").utf8).write(
            to: path)
        try await small.open { gateway in
            let feed = "school-attendance@\(urns[0])"
            let answer = await gateway.handle(ControlRequest("quarantine.retry", ["feed": feed]))
            #expect(answer.message.contains("All of them are mended"), "\(answer.message)")
            let name = RecordName(try #require(RecordType.named("attendance-week")), key: "7/2026-11-02")
            let id = try #require(try gateway.store.feed(named: feed)).id
            let version = try #require(try gateway.store.history(of: name, feed: id).first)
            let record = try Record(encoded: try #require(version.blob))
            #expect(record[AttendanceWeek.marks] == "/ N - - - - - - - - - - - -")
            let marks = version.origin(ofField: 2)
            #expect(marks?.cells.map(\.line) == [2, 3])
        }
    }

    @Test func aSchoolThatIsMissingWithdrawsNothingAndOneThatIsThereDoes() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            _ = try await drop(pupils(urns[0], 1...3) + pupils(urns[1], 1...3), on: gateway, small, at: 0)
            let second = try await drop(pupils(urns[0], 1...2), on: gateway, small, at: 10)
            try await gateway.finishDeriving()
            #expect(try children(gateway, urns[0]) == ["1", "2"])
            #expect(try children(gateway, urns[1]) == ["1", "2", "3"])
            #expect(second.shares.first { $0.urn == urns[1] }?.outcome == nil)
        }
    }

    @Test func rowsOfNoSchoolOfTheTrustAreQuarantinedAndNobodyIsTakenOff() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            _ = try await drop(pupils(urns[0], 1...6), on: gateway, small, at: 0)
            let receipt = try await drop(
                pupils(urns[0], 1...4) + pupils("", 5...5) + pupils("999998", 6...6), on: gateway, small, at: 10)
            try await gateway.finishDeriving()
            #expect(receipt.outcome == .acceptedInPart)
            #expect(receipt.counts.map { [$0.read, $0.notAccepted] } == [6, 2])
            #expect(receipt.faults.listedNotAccepted.map(\.rule) == ["school-missing", "school-unknown"])
            #expect(receipt.faults.listedNotAccepted.map(\.line) == [6, 7])
            // They may be the very two that the school seems to have lost.
            #expect(try children(gateway, urns[0]) == ["1", "2", "3", "4", "5", "6"])
            #expect(receipt.remarks.contains { $0.contains("Nobody was taken off") })
        }
    }

    @Test func aFileWithoutTheColumnOrWithTooManyStrayRowsIsRefusedWhole() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            let stray = try await drop(pupils(urns[0], 1...2) + pupils("", 10...30), on: gateway, small, at: 0)
            guard case .refused(let reason, let advice) = stray.outcome else {
                Issue.record("was not refused")
                return
            }
            #expect(reason.hasPrefix("21 rows of the file name no school of Alder Learning Trust"))
            #expect(advice.contains("URN or School URN"))
            #expect(try children(gateway, urns[0]).isEmpty)
            #expect(try GatewayReader(gateway).children().isEmpty)
        }
    }

    @Test func aFileThatWasInterruptedGoesOnWithTheSchoolsThatAreLeft() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            let rows = pupils(urns[0], 1...3) + pupils(urns[1], 1...2)
            let path = try small.write(Array(([Self.header] + rows).joined(separator: "\n").utf8), "pupils.csv")
            let place = try #require(gateway.inboxPlaces.first { $0.isShared && $0.adapter == "school-pupils" })
            let claim = Claim(at: gateway.clock.now)
            let look = try #require(try FileCopy.copy(path, to: path + ".copy"))
            let file = ClaimedFile(
                place: place, name: "pupils.csv", path: path, claim: claim.id, arrived: claim.arrived, look: look,
                isRepeated: true)
            let first = try await gateway.take(file).receipt
            let again = try await gateway.take(file).receipt
            #expect(first == again)
            #expect(again.counts?.accepted == 5)
        }
    }

    @Test func inASchoolsOwnFolderARowOfAnotherSchoolIsNotTakenForItsOwn() async throws {
        let small = try SmallCity()
        let urns = small.city.schools.prefix(3).map { "\($0.urn)" }
        try await small.open { gateway in
            let rows = pupils(urns[0], 1...3) + pupils("", 4...4) + pupils(urns[1], 5...5)
            let path = try small.write(Array(([Self.header] + rows).joined(separator: "\n").utf8), "pupils.csv")
            let request = ControlRequest("pull", ["adapter": "school-pupils", "files": path, "school": urns[0]])
            try await gateway.work(request)
            #expect(try children(gateway, urns[0]) == ["1", "2", "3", "4"])
            #expect(try children(gateway, urns[1]).isEmpty)
        }
    }
}
