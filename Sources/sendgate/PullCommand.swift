// `sendgate pull`: one run of a feed now, fetched or from files.

import ArgumentParser
import Foundation
import Gateway

struct PullCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Run a feed now: fetch it, or read the files named.")

    @Argument(help: "The adapter, for instance council-ehc.")
    var adapter: String

    @Argument(help: "Files to read instead of fetching.")
    var files: [String] = []

    @Option(
        help: "Whose file it is, for an adapter that schools drop files for or that asks for each school: the URN.")
    var school: String?

    @Option(help: "The day that the files were asked for, such as 2026-11-20, for an adapter that asks for each day.")
    var day: String?

    @Flag(help: "Say what would happen and change nothing.")
    var dryRun = false

    @Flag(help: "Ask for everything again, not only for what has changed since the last run.")
    var fromStart = false

    @OptionGroup var folder: ConfigurationOption

    func run() async throws {
        let configuration = try folder.load()
        var arguments = ["adapter": adapter, "dry-run": dryRun ? "true" : "false"]
        arguments["from-start"] = fromStart ? "true" : nil
        // The daemon may stand in another folder.
        arguments["files"] = files.map { URL(fileURLWithPath: $0).path }.joined(separator: "\n")
        arguments["school"] = school
        arguments["day"] = day
        let request = ControlRequest("pull", arguments)
        Terminal.say(try await Terminal.telling { try await OwnerCommand.perform(request, configuration) })
    }
}
