// Benchmarks that stay in the project: each prints what the promises are measured by.

import ArgumentParser

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sendgate-bench", abstract: "Measure sendgate.", subcommands: [])
}
