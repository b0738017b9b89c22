// A partner renames a column: the file waits, the operator is told the command, and one command takes it up.

import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

struct DriftTests {
    private static let rows = """
        Adno,Legal surname,Legal forename,DOB,SEN status,Postcode
        0001,Vale,Wren,23/04/2015,K,B1 1AA
        0002,Lane,Idris,25/06/2016,E,B1 1AA

        """

    /// The school's list with some of its column names changed.
    private func pull(_ city: SmallCity, _ gateway: Gateway, renaming names: [String: String] = [:]) async throws
        -> ControlAnswer
    {
        var lines = Self.rows.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[0] = lines[0].split(separator: ",").map { names[String($0)] ?? String($0) }.joined(separator: ",")
        let file = "\(city.folder)/list.csv"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        let school = try #require(city.city.schools.first).urn
        return await gateway.handle(
            ControlRequest("pull", ["adapter": "school-pupils", "files": file, "school": "\(school)"]))
    }

    @Test func aNeededColumnWithANewNameWaitsAndOneCommandTakesItUp() async throws {
        let city = try SmallCity()
        try await city.open { gateway in
            #expect(try await pull(city, gateway).isDone)
            _ = try await pull(city, gateway, renaming: ["DOB": "Born on"])
            let held = try #require(try gateway.store.runs(RunFilter(states: [.held])).first)
            let status = try GatewayReader(gateway).status().text
            #expect(status.contains("sendgate adapters accept school-pupils --column 'DOB=Born on'"))

            let released = await gateway.handle(
                ControlRequest("runs.release", ["run": "\(held.id)", "by": "A. Officer"]))
            #expect(!released.isDone, "nothing was read of it: releasing it would take an empty file")

            let accepted = await gateway.handle(
                ControlRequest(
                    "adapters.accept",
                    ["adapter": "school-pupils", "column": "DOB", "name": "Born on", "by": "A. Officer"]))
            #expect(accepted.isDone, "\(accepted.message)")
            let last = try #require(try gateway.store.runs(RunFilter(states: [.applied, .unchanged])).first)
            #expect(last.id > held.id)
            #expect(last.rows == 2 && last.counts.unchanged == 2)
            #expect(try gateway.store.runs(RunFilter(states: [.held])).isEmpty)
        }
    }

    @Test func anotherColumnThatIsGoneIsToldAndErasesNothing() async throws {
        let city = try SmallCity()
        try await city.open { gateway in
            #expect(try await pull(city, gateway).isDone)
            #expect(try await pull(city, gateway, renaming: ["Postcode": "Post code now"]).isDone)
            let status = try GatewayReader(gateway).status().text
            #expect(status.contains("`Postcode` is gone; `Post code now` is new and looks like it."))
        }
    }

    @Test func aNameThatNoRuleReadsIsNotAccepted() async throws {
        let city = try SmallCity()
        try await city.open { gateway in
            let answer = await gateway.handle(
                ControlRequest(
                    "adapters.accept",
                    ["adapter": "school-pupils", "column": "DOBB", "name": "Born", "by": "A. Officer"]))
            #expect(!answer.isDone)
            #expect(answer.message.contains("Did you mean `DOB`?"))
            #expect(!FileManager.default.fileExists(atPath: "\(city.folder)/config/accepted.yaml"))
        }
    }
}
