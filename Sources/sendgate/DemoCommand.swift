// `sendgate demo`: a whole invented city goes through the real daemon; with `--messy`, files as they really come.

import ArgumentParser
import DemoCity
import Foundation
import Gateway
import SENDRecords
import UnixSignals

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show a whole invented city going through, from partners' feeds to consumers.",
        discussion: "Everything happens on this machine; all people are invented.")

    @Option(help: "How many children with SEND.") var children = 2000
    @Option(help: "Another seed makes another city.") var seed: UInt64 = 1
    @Option(help: "Keep everything in this folder.") var dir: String?
    @Flag(help: "Leave the daemon, the partners and the consumers at work until Ctrl-C.") var keepRunning = false
    @Flag(help: "Show schools' files as they really come, each with something wrong, and what their senders are told.")
    var messy = false
    @Flag(help: "Print JSON instead of text.") var json = false

    func validate() throws {
        guard messy, keepRunning else { return }
        throw ValidationError("`--messy` ends when everything is told; `--dir` keeps what it made.")
    }

    func run() async throws {
        if messy { return try await runMessy() }
        try await Terminal.telling {
            let demo = DemoRun(
                children: children, seed: seed, folder: dir, shipped: try Self.shipped(), today: Today.london)
            let begun = ContinuousClock.now
            let (running, dropped) = try await demo.start { Terminal.complain($0) }
            do {
                let settled = try await running.settle(since: dropped, within: .seconds(1800))
                let report = try await DemoReport.gather(running, settled)
                Terminal.say(json ? report.json : report.text(isKept: dir != nil || keepRunning))
                if keepRunning {
                    Terminal.complain("\nThe city stays at work in \(running.path); Ctrl-C ends it.")
                    await Self.untilInterrupted()
                }
                let clean = await running.stop()
                if !json {
                    let seconds = (ContinuousClock.now - begun).components.seconds
                    Terminal.say("\nThe daemon has ended\(clean ? " cleanly" : " late"); the demo took \(seconds) s.")
                }
                if dir == nil, !keepRunning { try? FileManager.default.removeItem(atPath: running.path) }
                guard report.addsUp else { throw ExitCode.failure }
            } catch {
                _ = await running.stop()
                throw error
            }
        }
    }

    private func runMessy() async throws {
        try await Terminal.telling {
            let begun = ContinuousClock.now
            let mess = MessRun(folder: dir, shipped: try Self.shipped(), today: Today.london)
            let report = try await mess.run { Terminal.complain($0) }
            Terminal.say(json ? report.json : report.text)
            if !json {
                let seconds = (ContinuousClock.now - begun).components.seconds
                let kept = dir == nil ? "" : " Everything is kept in \(report.path)."
                Terminal.say("\nThe daemon has ended; the demo took \(seconds) s.\(kept)")
            }
            guard report.isRight else { throw ExitCode.failure }
        }
    }

    /// The folder that holds the shipped `config/` and `Plugins/`: here, or above the program.
    static func shipped() throws -> String {
        let files = FileManager.default
        var candidates = [files.currentDirectoryPath]
        var folder = URL(fileURLWithPath: (try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            candidates.append(folder.path)
        }
        for candidate in candidates
        where files.fileExists(atPath: "\(candidate)/Plugins/gias-schools")
            && files.fileExists(atPath: "\(candidate)/config/definitions")
        {
            return candidate
        }
        throw CommandError(
            "The shipped `config` and `Plugins` weren't found. Run the demo in the folder of sendgate's sources.")
    }

    private static func untilInterrupted() async {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
    }
}
