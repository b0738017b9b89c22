// Runs of a tap, one after the other: what is kept between them, and what isn't.

import Feeds
import Foundation
import Testing

extension WithTaps {
    @Suite struct TapRunTests {
        @Test func eachRunGoesOnWhereTheLastOneEnded() async throws {
            let house = try TapHouse("well")
            for _ in 0..<3 { try await house.pullWell() }
            #expect(try house.children() == ["C1", "C2", "C3"])
            #expect(try await house.sendgate("runs", "show", "1").output.contains("it was asked for everything"))
            #expect(try await house.sendgate("runs", "show", "3").output.contains("given the state of the last run"))
            let leftovers = try FileManager.default.contentsOfDirectory(atPath: "\(house.path)/state/taps/therapy-tap")
            #expect(leftovers.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(house.path)/state/work").isEmpty)
        }

        @Test func theNextRunIsGivenExactlyTheValueOfTheState() async throws {
            let house = try TapHouse("echo")
            try await house.pullWell()
            try await house.pullWell()
            #expect(try house.children() == ["nothing", #"{"bookmarks":{"people":{"at":1.50,"é":"\u00e9"}}}"#])
        }

        @Test func aRunThatFailsMovesNothing() async throws {
            let house = try TapHouse("well")
            try await house.pullWell()
            try house.become("fail")
            let failed = try await house.pull()
            #expect(failed.status == 1)
            #expect(failed.complaints.contains("failed: The tap failed: it ended with exit code 3."))
            #expect(failed.complaints.contains("/state/taps/therapy-tap/complaints-"))
            #expect(try house.children() == ["C1"])
            try house.become("well")
            try await house.pullWell()
            #expect(try house.children() == ["C1", "C2"])
        }

        @Test func aRunThatIsHeldMovesNothing() async throws {
            let house = try TapHouse("well")
            try await house.pullWell()
            try house.become("hold")
            #expect(try await house.pull().output.contains("held:"))
            try house.become("well")
            try await house.pullWell()
            #expect(try house.children() == ["C1", "C2"])
        }

        @Test func filesThatAreHandedInMoveNothing() async throws {
            let house = try TapHouse("well")
            let output = """
                {"type":"RECORD","stream":"people","record":{"id":"M","last":"Maple","born":"2015-03-01"}}
                {"type":"STATE","value":{"n":40}}
                """
            try house.write(output, to: "\(house.path)/output.jsonl")
            let dry = try await house.sendgate("pull", "therapy-tap", "\(house.path)/output.jsonl", "--dry-run")
            #expect(dry.output.contains("This would be: applied; 1 rows"), "\(dry.complaints)")
            let answer = try await house.sendgate("pull", "therapy-tap", "\(house.path)/output.jsonl")
            #expect(answer.output.hasPrefix("applied"), "\(answer.complaints)")
            try await house.pullWell()
            #expect(try house.children() == ["M", "C1"])
        }

        @Test func aRunFromTheStartIsGivenNoState() async throws {
            let house = try TapHouse("echo")
            for _ in 0..<2 { try await house.pullWell() }
            let again = try await house.sendgate("pull", "therapy-tap", "--from-start")
            #expect(
                again.output.hasPrefix("applied; 1 rows = 0 applied, 1 unchanged"), "\(again.output)\(again.complaints)"
            )
        }

        @Test func underAnotherMappingEverythingIsAskedForAgain() async throws {
            let house = try TapHouse("echo")
            for _ in 0..<2 { try await house.pullWell() }
            let adapter = "\(house.plugin)/adapter.yaml"
            let text = try String(contentsOfFile: adapter, encoding: .utf8)
            try house.write(text.replacing("forename: $.first, ", with: ""), to: adapter)
            let again = try await house.pull()
            #expect(again.output.hasPrefix("applied; 1 rows"), "\(again.complaints)")
            #expect(try house.children().count == 2)
        }

        @Test func aTapWithoutStateSurvives() async throws {
            let house = try TapHouse("well")
            try await house.pullWell()
            try house.become("nostate")
            try await house.pullWell()
            try house.become("well")
            try await house.pullWell()
            #expect(try house.children() == ["C1", "N", "C2"])
        }

        @Test func aTapThatSaysEverythingIsNeverGivenAState() async throws {
            let house = try TapHouse("well", singer: "    keep-state: false")
            for _ in 0..<2 { try await house.pull() }
            #expect(try house.children() == ["C1"])
        }

        @Test func whatIsOddIsToldAndTakesNothingAway() async throws {
            let house = try TapHouse("rubbish")
            try await house.pullWell()
            #expect(try house.children() == ["R1", "R2"])
            let run = try await house.sendgate("runs", "show", "1").output
            for told in [
                "3 rows = 2 applied, 0 unchanged, 1 left out, 0 quarantined", "stream not read: staff",
                "4 lines of the tap's output are no Singer messages", "messages of the type HEARTBEAT",
                "ACTIVATE_VERSION for people", "apart by number, and the adapter by $.id",
            ] {
                #expect(run.contains(told), "\(told) in \(run)")
            }
            let left = try await house.sendgate("explain", "row", "1:8").output
            #expect(left.contains("left out by the rule \"stream not read: staff\""), "\(left)")
        }

        @Test func theStateStopsBeforeARecordThatCannotBeRead() async throws {
            let house = try TapHouse("unreadable")
            try await house.pullWell()
            #expect(try await house.sendgate("runs", "show", "1").output.contains("1 quarantined"))
            try house.become("well")
            try await house.pullWell()
            #expect(try house.children() == ["C6"])
        }

        @Test(arguments: [false, true]) func aChangedConfigurationIsKeptOnlyWhereTheAdapterSaysSo(keeps: Bool)
            async throws
        {
            let house = try TapHouse("rewrite", singer: keeps ? "    keep-config: true" : "")
            for _ in 0..<3 { try await house.pull() }
            #expect(try house.children() == (keeps ? ["K0", "K1", "K2"] : ["K0"]))
            let told = try await house.sendgate("runs", "show", "1").output
            #expect(told.contains(keeps ? "the next run is given what it wrote" : "that was not kept"), "\(told)")
            // What the operator changes counts.
            try house.become("rewrite", singer: keeps ? "    keep-config: true" : "", config: ", count: 50")
            try await house.pullWell()
            #expect(try house.children().contains("K50"))
        }
    }
}
