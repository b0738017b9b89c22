// Taps that misbehave: each is contained, each has its own message, and nothing of it is applied.

import Foundation
import Testing

extension WithTaps {
    @Suite struct TapTroubleTests {
        struct Trouble: CustomTestStringConvertible {
            let mode: String
            let told: String
            var memory = "1 GB"
            var silence = "1m"
            var time = "2m"
            var testDescription: String { mode }
        }

        @Test(arguments: [
            Trouble(mode: "hang", told: "it printed nothing for 2 seconds and was ended", silence: "2s"),
            Trouble(mode: "busy", told: "it had not ended after 4 seconds and was ended", time: "4s"),
            Trouble(mode: "flood", told: "it printed more than 1 MB and was ended"),
            Trouble(mode: "memory", told: "it ended with exit code 1"),
            Trouble(mode: "manymemory", told: "it took more than 256 MB of memory and was ended", memory: "256 MB"),
            Trouble(mode: "forks", told: "it started more than 64 processes at once and was ended"),
            Trouble(mode: "files", told: "it put more than 1 GiB or 2000 files into its folder and was ended"),
            Trouble(mode: "segfault", told: "segmentation fault"),
            Trouble(mode: "stray", told: "more than 10000 lines and not one Singer message among them"),
            Trouble(mode: "cut", told: "the tap's output ends in the middle of a message"),
            Trouble(mode: "batch", told: "the tap sends BATCH messages"),
        ])
        func eachIsContainedWithItsOwnMessage(_ trouble: Trouble) async throws {
            let house = try TapHouse(
                trouble.mode,
                singer: """
                        silence: \(trouble.silence)
                        time: \(trouble.time)
                        memory: \(trouble.memory)
                    """,
                limits: "limits: {file: 1 MB}")
            let answer = try await house.pull()
            #expect(answer.status == 1)
            #expect(answer.complaints.lowercased().contains(trouble.told.lowercased()), "\(answer.complaints)")
            #expect(try house.children() == [])
            #expect(!house.hasProcess)
            // And the next run begins at the beginning.
            try house.become("well")
            try await house.pullWell()
            #expect(try house.children() == ["C1"])
        }

        @Test func whatATapLeavesRunningEndsWithIt() async throws {
            let house = try TapHouse("leaves")
            try await house.pullWell()
            try await Waiting.until("nothing of the tap runs") { !house.hasProcess }
            #expect(try house.children() == ["C1"])
        }

        @Test func itReachesNothingButItsFolder() async throws {
            let house = try TapHouse("escape", config: ", token: {secret: tap-token}")
            try house.grant("{secrets: [tap-token]}")
            let answer = try await house.pull()
            #expect(answer.complaints.contains("exit code 7"), "\(answer.complaints)")
            let (told, permissions) = try house.complaints()
            #expect(permissions == 0o600)
            #expect(!told.replacing("managed to work in its folder", with: "").contains("managed"), "\(told)")
            #expect(told.contains("managed to work in its folder"))
            #expect(told.split(separator: "\n").count { $0.hasPrefix("could not") } == 8, "\(told)")
            #expect(
                told.contains("environment: HOME LANG LC_CTYPE PATH PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED TMPDIR")
                    || told.contains("environment: HOME LANG PATH PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED TMPDIR"))
            #expect(told.contains("folder: 40700"))
            #expect(told.contains("configuration: 100600"))
            for place in [house.path, house.plugin] {
                #expect(!FileManager.default.fileExists(atPath: "\(place)/escaped"))
            }
        }

        @Test func aSecretIsStruckOutOfItsLastWords() async throws {
            for mode in ["fail", "loud"] {
                let house = try TapHouse(mode, grants: "{secrets: [tap-token]}", config: ", token: {secret: tap-token}")
                #expect(try await house.pull().status == 1)
                let told = try house.complaints().text
                #expect(told.contains("•••"))
                #expect(!told.contains(TapHouse.secret))
                #expect(told.utf8.count < 70_000)
            }
        }
    }
}
