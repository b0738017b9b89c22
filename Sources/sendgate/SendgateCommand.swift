// The command line: one file for each command.

import AdapterHost
import ArgumentParser

@main
struct SendgateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendgate",
        abstract: "A data-exchange gateway for children with special educational needs and disabilities.",
        discussion: """
            Start with `sendgate demo`: a whole invented city, from partners' feeds to consumers.
            Then `sendgate check` and `sendgate run` with your own configuration folder.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, DemoCommand.self, CheckCommand.self, PullCommand.self, StatusCommand.self,
            RunsCommand.self, QuarantineCommand.self, ReportCommand.self, ExplainCommand.self, DeliveriesCommand.self,
            DiscrepanciesCommand.self, SignalsCommand.self, VerdictsCommand.self, RestrictCommand.self,
            RecordsCommand.self, ParseCommand.self, FeedsCommand.self, AdaptersCommand.self, RebuildCommand.self,
        ])

    /// On the main thread, and before anything else starts one: a host puts rules on itself that bind only the
    /// thread that sets them.
    @MainActor
    static func main() async {
        if HostProcess.isAsked(CommandLine.arguments) { HostProcess.run() }
        await main(nil)
    }
}
