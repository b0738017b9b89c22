// `sendgate runs list|show|report|release|refuse`.

import ArgumentParser
import Gateway

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List runs, show one, and decide on held ones.",
        subcommands: [
            List.self, Show.self, Report.self, Release.self, Refuse.self,
        ], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List runs, the newest first.")
        @Option(help: "Only this feed.") var feed: String?
        @Option(help: "Only this state, for instance held.") var state: String?
        @Option(help: "How many at most.") var limit = 50
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.runs(feed: feed, state: state, limit: limit) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one run with its rows and what was not accepted.")
        @Argument(help: "The run's number.") var run: Int64
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.run(run) }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a run's report, in the partner's words.")
        @Argument(help: "The run's number.") var run: Int64
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.report("\(run)") }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Apply a held run, or held withdrawals.")
        @Argument(help: "The run's number.") var run: Int64
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("runs.release", ["run": "\(run)"]) }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Put a held run away; nothing of it is applied.")
        @Argument(help: "The run's number.") var run: Int64
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("runs.refuse", ["run": "\(run)"]) }
    }
}

/// Who decides; it is kept with the decision.
struct Decision: ParsableArguments {
    @Option(help: "Your name; it is kept with the decision.") var by: String
    @OptionGroup var folder: ConfigurationOption

    func perform(_ command: String, _ arguments: [String: String]) async throws {
        let configuration = try folder.load()
        let request = ControlRequest(command, arguments.merging(["by": by]) { first, _ in first })
        Terminal.say(try await Terminal.telling { try await OwnerCommand.perform(request, configuration) })
    }
}
