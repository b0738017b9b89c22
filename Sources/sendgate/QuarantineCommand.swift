// `sendgate quarantine list|show|retry`: rows that were not taken.

import ArgumentParser
import Gateway

struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "List rows that were not taken, show one, and read them again.",
        subcommands: [List.self, Show.self, Retry.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the rows that stand, by feed, rule and column. No value of a row is shown.")
        @Option(help: "Only this feed, for instance school-pupils@103175.") var feed: String?
        @Option(help: "Only this rule, for instance date-unreadable.") var rule: String?
        @Option(help: "How many rows are named at most; all are counted.") var limit = 200
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.quarantine(feed: feed, rule: rule, limit: limit) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show where a row is, what is wrong with it and what to do.")
        @Argument(help: "The row's id from the list, or RUN:LINE.") var row: String
        @Flag(help: "Show the row's own values, too. That is kept in the audit, with your name.") var values = false
        @Option(help: "Your name, for the audit; needed with --values.") var by: String?
        @OptionGroup var reading: Reading

        func run() async throws {
            let arguments = try QuarantinedName(row).arguments
            guard values else {
                try await reading.tell {
                    try $0.quarantined(
                        id: arguments["id"].flatMap(Int64.init), run: arguments["run"].flatMap(Int64.init),
                        line: arguments["line"].flatMap(Int.init))
                }
                return
            }
            guard let by else {
                Terminal.complain("Say who looks at the values: --by NAME.")
                throw ExitCode(64)
            }
            let configuration = try reading.folder.load()
            let request = ControlRequest("quarantine.values", arguments.merging(["by": by]) { first, _ in first })
            Terminal.say(try await Terminal.telling { try await OwnerCommand.perform(request, configuration) })
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read quarantined rows again under today's adapter, and take those that are good now.",
            discussion: """
                A new run names the old one. What a later file has stated meanwhile is left alone. Where an adapter puts several \
                rows together into one record, the whole file is read and all rows of the run that wait are tried.
                """)
        @Argument(help: "A row's id from the list, or RUN:LINE.") var row: String?
        @Option(help: "All rows of this feed.") var feed: String?
        @Option(name: .customLong("run"), help: "All rows of this run.") var number: Int64?
        @OptionGroup var folder: ConfigurationOption

        func run() async throws {
            var arguments = try row.map { try QuarantinedName($0).arguments } ?? [:]
            arguments["feed"] = feed
            if let number { arguments["run"] = "\(number)" }
            guard !arguments.isEmpty else {
                Terminal.complain("Say which rows: an id, --run RUN or --feed FEED.")
                throw ExitCode(64)
            }
            let request = ControlRequest("quarantine.retry", arguments)
            let configuration = try folder.load()
            Terminal.say(try await Terminal.telling { try await OwnerCommand.perform(request, configuration) })
        }
    }
}

/// A quarantined row as a person names it.
struct QuarantinedName {
    let arguments: [String: String]

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 1, Int64(parts[0]) != nil {
            arguments = ["id": parts[0]]
        } else if parts.count == 2, Int64(parts[0]) != nil, Int(parts[1]) != nil {
            arguments = ["run": parts[0], "line": parts[1]]
        } else {
            Terminal.complain("A quarantined row is named by its id, or by RUN:LINE.")
            throw ExitCode(64)
        }
    }
}
