// `sendgate report`: what a partner is told of a run.

import ArgumentParser
import Gateway

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print the report of a feed's latest run, or of a run, in the partner's words."
    )

    @Argument(help: "A feed, for instance council-ehc, or a run's number.") var name: String
    @OptionGroup var reading: Reading

    func run() async throws {
        try await reading.tell { try $0.report(name) }
    }
}
