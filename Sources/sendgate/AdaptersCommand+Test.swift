// `sendgate adapters test`: an adapter's examples through the daemon's engine, and what differs.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Map the examples and compare with what is expected, field by field.")
        @Argument(help: "Adapters; all of them where left out.") var ids: [String] = []
        @Flag(help: "Write what comes out as what is expected. Read it before you commit it.") var accept = false
        @OptionGroup var folder: ConfigurationOption

        func run() async throws {
            let configuration = try folder.load(everyAdapter: true)
            let report = try await Terminal.telling {
                try AdapterTrialRun.test(ids, accepting: accept, configuration, today: Today.london)
            }
            for line in report.lines { Terminal.say(line) }
            guard report.isPassed else { throw ExitCode.failure }
        }
    }
}
