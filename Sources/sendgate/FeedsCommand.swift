// `sendgate feeds list|show|trial|accept`.

import ArgumentParser
import Gateway

struct FeedsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds", abstract: "List feeds, show one, and end the trial of one.",
        subcommands: [List.self, Show.self, Trial.self, Accept.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List feeds with their state (live, trial, held, put aside) and their last run.")
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.feedList() }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one feed with its last runs.")
        @Argument(help: "The feed, for instance council-ehc or school-pupils@103175.") var feed: String
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.feed(feed) }
        }
    }

    struct Trial: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Show the report of a feed's last trial: rows, matching, what would change, what would be disclosed.")
        @Argument(help: "The feed, for instance council-ehc or school-pupils@103175.") var feed: String
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.trial(of: feed) }
        }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a feed's trial: its last file is read again and counts, as does all that comes.",
            discussion:
                "The name of an adapter whose files are dropped stands for all its feeds: sendgate feeds accept school-pupils --by 'A. Officer'"
        )
        @Argument(help: "The feed, for instance council-ehc or school-pupils@103175.") var feed: String
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("feeds.accept", ["feed": feed]) }
    }
}
