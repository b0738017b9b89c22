// `sendgate deliveries list|show|retry`.

import ArgumentParser
import Gateway

struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries", abstract: "List deliveries, show one, and send one again that was set aside.",
        subcommands: [List.self, Show.self, Retry.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List deliveries, the newest first.")
        @Option(help: "Only to this consumer.") var consumer: String?
        @Option(help: "Only in this state, for instance \"set aside\".") var state: String?
        @Option(help: "How many at most.") var limit = 50
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.deliveries(consumer: consumer, state: state, limit: limit) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one delivery with its exact body.")
        @Argument(help: "The delivery's id.") var id: String
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.delivery(id) }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send a delivery again that was set aside.")
        @Argument(help: "The delivery's id.") var id: String
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("deliveries.retry", ["id": id]) }
    }
}
