// `sendgate verdicts` and `sendgate restrict`: what people decide about children.

import ArgumentParser
import Gateway

struct VerdictsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdicts", abstract: "Decide whether two partners' records are one child, and undo it.",
        subcommands: [List.self, Doubtful.self, Same.self, Different.self, Seal.self, Undo.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List verdicts.")
        @Flag(help: "Show seals too.") var seals = false
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.verdicts(withSeals: seals) }
        }
    }

    struct Doubtful: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List links that a person should look at.")
        @Option(help: "How many at most.") var limit = 50
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.doubtful(limit: limit) }
        }
    }

    struct Same: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that two records are one child.")
        @OptionGroup var pair: Pair
        func run() async throws { try await pair.perform("same") }
    }

    struct Different: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that two records are two children.")
        @OptionGroup var pair: Pair
        func run() async throws { try await pair.perform("different") }
    }

    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that two records must never be linked, whatever anybody says later.")
        @OptionGroup var pair: Pair
        func run() async throws { try await pair.perform("seal") }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Undo a verdict.")
        @Argument(help: "The verdict's id.") var id: Int64
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.perform("verdicts.undo", ["id": "\(id)"]) }
    }
}

/// Two child keys and why they are decided on.
struct Pair: ParsableArguments {
    @Argument(help: "A partner's key as space:key, for instance council-ehc:1234.") var first: String
    @Argument(help: "The other one.") var second: String
    @Option(help: "Why; it is kept with the decision.") var why: String
    @OptionGroup var decision: Decision

    func perform(_ kind: String) async throws {
        try await decision.perform(
            "verdicts.add", ["kind": kind, "first": first, "second": second, "why": why])
    }
}

struct RestrictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "Say that nothing about a child leaves, or lift it.",
        subcommands: [List.self, Add.self, Lift.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the restrictions that stand.")
        @OptionGroup var reading: Reading

        func run() async throws {
            try await reading.tell { try $0.restrictions() }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Restrict a child.")
        @Argument(help: "A partner's key as space:key.") var child: String
        @Option(help: "Why; it is kept with the decision.") var why: String
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.perform("restrict.add", ["child": child, "why": why]) }
    }

    struct Lift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lift a restriction.")
        @Argument(help: "The restriction's id.") var id: Int64
        @OptionGroup var decision: Decision
        func run() async throws { try await decision.perform("restrict.lift", ["id": "\(id)"]) }
    }
}
