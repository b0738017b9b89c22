// A tap on its schedule in the real daemon, which is killed in the middle of its runs.

import DemoCity
import Feeds
import Foundation
import Testing

extension WithTaps {
    @Suite struct TapDaemonTests {
        @Test func afterACrashTheTapGoesOnWithoutAGapAndWithoutARepeat() async throws {
            let house = try TapHouse("slow", schedule: "1s")
            let log = "\(house.path)/daemon.log"
            for wanted in [2, 4, 6] {
                let daemon = try DaemonProcess.start(executable: Executable.path, config: house.config, log: log)
                do {
                    // The store isn't there at first.
                    try await Waiting.until("\(wanted) children are there, and a tap runs") {
                        ((try? house.children()) ?? []).count >= wanted && house.hasProcess
                    }
                } catch {
                    await daemon.crash()
                    throw error
                }
                await daemon.crash()
                try await Waiting.until("the tap has ended with its daemon") { !house.hasProcess }
            }
            let daemon = try DaemonProcess.start(executable: Executable.path, config: house.config, log: log)
            let count = try house.children().count
            try await Waiting.until("the feed goes on") { try house.children().count > count }
            #expect(await daemon.stop())
            let children = try house.children()
            #expect(children == Set((1...children.count).map { "C\($0)" }))
            // Each was stated once: what was applied was not asked for again.
            let answer = try await house.sendgate("runs", "list", "--json", "--limit", "1000")
            let runs = try JSONValue(parsing: answer.output).elements ?? []
            let applied = runs.filter { $0["state"]?.text == "applied" }
            #expect(applied.count == children.count, "\(answer.output)")
            try await Waiting.until("nothing of the tap runs") { !house.hasProcess }
        }

        @Test(arguments: [false, true]) func whatOutlivedACrashIsEndedAtTheNextStart(hasHosts: Bool) async throws {
            let house = try TapHouse(
                "crew", grants: hasHosts ? "{network: [api.partner.example]}" : "{}",
                singer: hasHosts ? "    network: needed" : "", schedule: "1s")
            let daemon = try DaemonProcess.start(
                executable: Executable.path, config: house.config, log: "\(house.path)/daemon.log")
            do {
                try await Waiting.until("the tap and its child run") { house.processes == 2 }
            } catch {
                await daemon.crash()
                throw error
            }
            await daemon.crash()
            try await Waiting.until("the tap has ended with its daemon") { house.processes == 1 }
            try house.become("well")
            try await house.pullWell()
            try await Waiting.until("nothing of the tap runs") { !house.hasProcess }
            #expect(try house.children() == ["C1"])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: "\(house.path)/state/taps/therapy-tap").isEmpty)
        }

        @Test func aStopEndsTheTapAtOnce() async throws {
            let house = try TapHouse("hang", schedule: "1s")
            let daemon = try DaemonProcess.start(
                executable: Executable.path, config: house.config, log: "\(house.path)/daemon.log")
            do {
                try await Waiting.until("the tap runs") { house.hasProcess }
            } catch {
                await daemon.crash()
                throw error
            }
            #expect(await daemon.stop(within: .seconds(15)))
            try await Waiting.until("nothing of the tap runs") { !house.hasProcess }
            #expect(try house.children() == [])
        }
    }
}
