// `sendgate-bench kill`: the crash torture.

import ArgumentParser
import DemoCity

struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "Kill the daemon at random moments while everything goes on, and check that nothing was lost.")

    @Option(help: "How often it is killed.") var times = 50
    @Option(help: "How many versions of every school's file are dropped.") var versions = 12
    @Option(help: "How many children with SEND the city has.") var children = 150
    @Option(help: "Another seed makes another city and other moments.") var seed: UInt64 = 1
    @OptionGroup var place: BenchPlace

    func run() async throws {
        try await place.use { folder in
            var trial = CrashTrial(
                folder: folder, shipped: try BenchPlace.shipped(), executable: try BenchPlace.executable(),
                today: BenchPlace.today)
            trial.children = children
            trial.times = times
            trial.seed = seed
            trial.versions = versions
            let report = try await trial.run { Terminal.complain($0) }
            Terminal.say("\nAfter \(times) kills (\(children) children, seed \(seed))")
            Terminal.say(report.text)
            guard report.isSound else { throw ExitCode.failure }
        }
    }
}
