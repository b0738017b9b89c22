// `sendgate discrepancies` and `sendgate signals`.

import ArgumentParser
import Gateway

struct DiscrepanciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discrepancies", abstract: "List where partners state different things and one must be wrong.")

    @Option(help: "Only this kind, for instance plan-not-in-school.") var kind: String?
    @Option(help: "How many at most.") var limit = 50
    @OptionGroup var reading: Reading

    func run() async throws {
        try await reading.tell { try $0.findings(signals: false, kind: kind, limit: limit) }
    }
}

struct SignalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals", abstract: "List what somebody must act on, the earliest due first.")

    @Option(help: "Only this kind, for instance plan-final-late.") var kind: String?
    @Option(help: "How many at most.") var limit = 50
    @OptionGroup var reading: Reading

    func run() async throws {
        try await reading.tell { try $0.findings(signals: true, kind: kind, limit: limit) }
    }
}
