// What a tap asks for, and what the operator grants it by name; and what an author and an operator are told.

import Feeds
import Foundation
import Testing

extension WithTaps {
    @Suite struct TapGrantTests {
        struct Case: CustomTestStringConvertible {
            let grants: String?
            let told: String
            var testDescription: String { grants ?? "nothing" }
        }

        @Test(arguments: [
            Case(grants: nil, told: "Add `therapy-tap: {network: [HOST], secrets: [tap-token]}` under `taps`"),
            Case(grants: "{}", told: "asks for the network, which isn't granted"),
            Case(grants: "{network: anywhere}", told: "asks for the secret tap-token, which isn't granted"),
            Case(
                grants: "{network: anywhere, secrets: [other]}",
                told: "asks for the secret tap-token, which isn't granted"),
        ])
        func whatIsNotGrantedIsNotGiven(_ given: Case) async throws {
            let house = try TapHouse(
                "connect", grants: given.grants, singer: "    network: needed",
                config: ", token: {secret: tap-token}")
            let answer = try await house.pull()
            #expect(answer.status == 1)
            #expect(answer.complaints.contains(given.told), "\(answer.complaints)")
            try await example(in: house)
            for words in [["check"], ["adapters", "describe", "therapy-tap"]] {
                let told = try await Executable.run(words + ["--config", house.config]).output
                #expect(told.contains(given.told), "\(told)")
            }
        }

        @Test func withItsGrantsItRuns() async throws {
            let house = try TapHouse(
                "connect", grants: "{network: anywhere, secrets: [tap-token]}", singer: "    network: needed",
                config: ", token: {secret: tap-token}")
            try await house.pullWell()
            #expect(try house.children() == ["C1"])
        }

        @Test func aGrantOfTheNetworkIsNoneWhereTheAdapterDoesNotAskForIt() async throws {
            let house = try TapHouse("connect", grants: "{network: anywhere}")
            #expect(try await house.pull().complaints.contains("exit code 1"))
            #expect(try house.complaints().text.contains("PermissionError"))
        }

        @Test func theOperatorsProgramComesInThePlaceOfTheAdapters() async throws {
            let house = try TapHouse("well")
            try house.write(
                "#!/bin/sh\nexec /usr/bin/python3 \(house.plugin)/tap.py \"$@\"\n", to: "\(house.path)/bin/own")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: "\(house.path)/bin/own")
            try house.grant("{command: [\(house.path)/bin/own], reads: [\(house.plugin)]}")
            try await house.pullWell()
            #expect(try house.children() == ["C1"])
            try house.grant("{command: [bin/own]}")
            #expect(try await house.sendgate("check").complaints.contains("should be a whole path"))
            try house.grant("{command: [/no/such/tap]}")
            #expect(try await house.pull().complaints.contains("/no/such/tap isn't there"))
        }

        @Test func recordedOutputStandsForTheRun() async throws {
            let house = try TapHouse("well", grants: nil)
            try await example(in: house)
            let tested = try await house.sendgate("adapters", "test", "therapy-tap")
            #expect(tested.status == 0, "\(tested.output)")
            #expect(tested.output.contains("ok    therapy-tap, example first: 3 rows"), "\(tested.output)")
            let expected = try String(contentsOfFile: "\(house.plugin)/expected/first.json", encoding: .utf8)
            for part in ["E1", "stream not read: staff", "\"state\"", "row-unreadable"] {
                #expect(expected.contains(part), "\(expected)")
            }
            let tried = try await house.sendgate(
                "adapters", "try", "therapy-tap", "\(house.plugin)/examples/first/output.jsonl")
            #expect(tried.output.contains("3 rows: 1 mapped, 1 left out, 1 in quarantine"), "\(tried.output)")
            #expect(tried.output.contains("1 line of the tap's output is no Singer message"), "\(tried.output)")
        }

        private func example(in house: TapHouse) async throws {
            let output = """
                a print
                {"type":"SCHEMA","stream":"people","key_properties":["id"],"schema":{}}
                {"type":"RECORD","stream":"people","record":{"id":"E1","first":"Eve","last":"Elm","born":"2014-05-06"}}
                {"type":"STATE","value":{"n":1}}
                {"type":"RECORD","stream":"staff","record":{"id":"S1"}}
                {"type":"RECORD","stream":"people","record":}
                {"type":"STATE","value":{"n":2}}

                """
            try house.write(output, to: "\(house.plugin)/examples/first/output.jsonl")
            let accepted = try await house.sendgate("adapters", "test", "therapy-tap", "--accept")
            try #require(accepted.status == 0, "\(accepted.output)\(accepted.complaints)")
        }

        @Test func aCatalogueIsDiscoveredWithTheAdaptersStreamsChosen() async throws {
            let house = try TapHouse("catalog", singer: "    catalog: streams.json")
            #expect(try await house.pull().complaints.contains("sendgate adapters discover therapy-tap"))
            let found = try await house.sendgate("adapters", "discover", "therapy-tap", "--by", "A. Officer")
            #expect(found.output.contains("The tap has 2 streams: people, staff."), "\(found.complaints)")
            #expect(found.output.contains("streams.json: people."), "\(found.output)")
            try await house.pullWell()
            #expect(try house.children() == ["X"])
        }
    }
}
