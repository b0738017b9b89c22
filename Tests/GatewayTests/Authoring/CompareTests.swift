import DemoCity
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

/// `adapters compare` over a store: the council's old extract and its return from the new system.
@Suite struct CompareTests {
    let small: SmallCity

    init() throws {
        small = try SmallCity()
        let path = "\(small.folder)/config/sendgate.yaml"
        let settings = try String(contentsOfFile: path, encoding: .utf8)
        try settings.replacing("council-ehc,", with: "council-ehc, council-sen2,").write(
            toFile: path, atomically: true, encoding: .utf8)
    }

    /// The council's eight tables for one of the two adapters, with another table of persons.
    private func pull(_ adapter: String, persons: (inout [[String]]) -> Void = { _ in }) throws -> ControlRequest {
        let paths = try CouncilModule.allCases.map { module in
            var bytes = small.city.councilFile(module)
            if module == .person {
                var rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
                    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
                persons(&rows)
                bytes = Array((rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n").utf8)
            }
            return try small.write(bytes, module.fileName(date: small.city.councilDate))
        }
        return ControlRequest("pull", ["adapter": adapter, "files": paths.joined(separator: "\n")])
    }

    /// Another person, who is like nobody else.
    private static func add(_ person: [String: String], to rows: inout [[String]]) {
        let blank = ["upn": "", "uniquelearnernumber": "", "upnunknown": "UN4"]
        rows.append(zip(rows[0], rows[1]).map { person[$0] ?? blank[$0] ?? $1 })
    }

    private static let ashgrove = [
        "persontableid": "990001", "surname": "Ashgrove", "forename": "Quentin", "sex": "M",
        "personbirthdate": "2011-Feb-03 00:00:00", "postcode": "B1 1AA",
    ]
    private static let birchwood = [
        "persontableid": "990002", "surname": "Birchwood", "forename": "Xanthe", "sex": "F",
        "personbirthdate": "2016-Oct-27 00:00:00", "postcode": "B29 6AA",
    ]

    private static func changeSex(_ rows: inout [[String]]) throws {
        let column = try #require(rows[0].firstIndex(of: "sex"))
        rows[1][column] = rows[1][column] == "M" ? "F" : "M"
    }

    @Test func aSystemComparedWithItselfUnderAnotherNameCanBeSwitchedOff() async throws {
        try await small.open { gateway in
            try await gateway.work(pull("council-ehc"))
            try await gateway.work(pull("council-sen2"))
            let told = try GatewayReader(gateway).compare("council-ehc", "council-sen2", limit: 5)
            #expect(
                told.text.hasSuffix(
                    "Nothing stands in the way of switching council-ehc off: council-sen2 has all that it states."),
                "\(told.text)")
            #expect(told.jsonText.contains(#""canBeSwitchedOff":true"#))
        }
    }

    @Test func oneFieldOfOneChildAndAChildOfOneSystemAreNamedByTheirKeysAndNotByTheirValues() async throws {
        try await small.open { gateway in
            try await gateway.work(pull("council-ehc") { Self.add(Self.ashgrove, to: &$0) })
            try await gateway.work(
                pull("council-sen2") { rows in
                    try? Self.changeSex(&rows)
                    Self.add(Self.birchwood, to: &rows)
                })
            let told = try GatewayReader(gateway).compare("council-ehc", "council-sen2", limit: 5)
            #expect(
                told.text.hasSuffix(
                    "What stands in the way of switching council-ehc off: 1 child is only in council-ehc; "
                        + "1 child and 1 field differ: child.sex (1)."), "\(told.text)")
            #expect(told.text.contains("1 only in the old, 1 only in the new"))
            #expect(told.text.contains("council-ehc:990001"))
            #expect(told.text.contains("    child.sex: differs"))
            #expect(!told.text.contains("Ashgrove") && !told.jsonText.contains("Ashgrove"))
            let none = try GatewayReader(gateway).compare("council-ehc", "council-sen2", limit: 0)
            #expect(!none.text.contains("990001") && none.text.contains("1 child is only in council-ehc"))
        }
    }

    @Test func valuesAreShownToSomebodyWhoseNameIsKept() async throws {
        try await small.open { gateway in
            try await gateway.work(pull("council-ehc"))
            try await gateway.work(pull("council-sen2") { rows in try? Self.changeSex(&rows) })
            var arguments = ["old": "council-ehc", "new": "council-sen2", "limit": "5"]
            #expect(await !gateway.handle(ControlRequest("adapters.compare", arguments)).isDone)
            #expect(try gateway.store.auditEntries().allSatisfy { !$0.what.contains("differ") })
            arguments["by"] = "A. Officer"
            let answer = await gateway.handle(ControlRequest("adapters.compare", arguments))
            #expect(answer.isDone)
            #expect(
                answer.message.contains("child.sex: M in the old, F in the new")
                    || answer.message.contains("child.sex: F in the old, M in the new"))
            let entry = try gateway.store.auditEntries().first { $0.who == "A. Officer" }
            #expect(entry?.what == "looked at the values in which council-ehc and council-sen2 differ")
        }
    }

    @Test func quarantinedRowsAreNamedAsAReasonForDoubt() async throws {
        try await small.open { gateway in
            try await gateway.work(pull("council-ehc"))
            try await gateway.work(
                pull("council-sen2") { rows in
                    Self.add(Self.birchwood, to: &rows)
                    if let column = rows[0].firstIndex(of: "personbirthdate") {
                        rows[rows.count - 1][column] = "no date"
                    }
                })
            let told = try GatewayReader(gateway).compare("council-ehc", "council-sen2", limit: 5)
            #expect(told.text.contains("Nothing that is compared stands in the way"), "\(told.text)")
            #expect(told.text.contains("1 row(s) of council-sen2 are quarantined"))
            #expect(told.jsonText.contains(#""canBeSwitchedOff":false"#))
        }
    }

    @Test func aWrongNameGetsTheNearestRightOneAndAFeedWithoutDataIsSaid() async throws {
        let school = small.city.schools[0]
        try await small.open { gateway in
            try await gateway.work(pull("council-ehc"))
            try await gateway.work(small.school(school))
            let reader = GatewayReader(gateway)
            func trouble(_ old: String, _ new: String) -> String {
                do { return try reader.compare(old, new, limit: 5).text } catch { return "\(error)" }
            }
            #expect(trouble("council-ehk", "council-sen2").contains("Did you mean `council-ehc`?"))
            #expect(
                trouble("council-ehc", "school-pupil@\(school.urn)").contains(
                    "Did you mean `school-pupils@\(school.urn)`?"))
            #expect(trouble("council-ehc", "council-sen2").contains("Nothing of council-sen2 has been applied yet"))
            #expect(trouble("school-pupils", "school-pupils@\(school.urn)").contains("is on both sides"))
            #expect(trouble("council-ehc", "school-pupils@\(school.urn)").contains("Children: "))
        }
    }
}
