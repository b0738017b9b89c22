// Benchmarks that stay in the project: each prints what the promises are measured by.

import ArgumentParser

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendgate-bench",
        abstract: "Measure sendgate: the real daemon, with an invented city.",
        discussion:
            "Run it in the folder of the sources, from a release build: swift run -c release sendgate-bench rows. "
            + "Build the product sendgate as well: it is the one that is measured.",
        subcommands: [
            ReadCommand.self, RowsCommand.self, AgainCommand.self, KillCommand.self, LagCommand.self, HostCommand.self,
        ])
}
