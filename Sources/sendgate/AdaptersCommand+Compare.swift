// `sendgate adapters compare`: an old system and the new one side by side, until the old one can be switched off.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare what two systems state about the same children, until the old one can be switched off.",
            discussion: """
                For instance: sendgate adapters compare council-ehc council-sen2

                Both have to have sent something. Children are the same where the gateway has matched them. Records of a child \
                are paired by what they say of themselves: a request by the day it was received, a plan by its start, a \
                placement by basis and setting. Each system's own keys are not compared. No value of a record is shown.
                """)
        @Argument(help: "The old system: a feed, for instance school-pupils@103175, or an adapter for all its feeds.")
        var old: String
        @Argument(help: "The new system, in the same way.") var new: String
        @Option(help: "How many children of each kind are listed at most; all are counted.") var limit = 20
        @Flag(help: "Show the values that differ, too. That is kept in the audit, with your name.") var values = false
        @Option(help: "Your name, for the audit; needed with --values.") var by: String?
        @OptionGroup var reading: Reading

        func validate() throws {
            if limit < 0 { throw ValidationError("--limit is a number of children, 0 or more.") }
        }

        func run() async throws {
            guard values else {
                try await reading.tell { try $0.compare(old, new, limit: limit) }
                return
            }
            guard let by else {
                Terminal.complain("Say who looks at the values: --by NAME.")
                throw ExitCode(64)
            }
            let configuration = try reading.folder.load()
            let request = ControlRequest(
                "adapters.compare",
                ["old": old, "new": new, "limit": "\(limit)", "by": by, "json": reading.output.json ? "true" : "false"])
            Terminal.say(try await Terminal.telling { try await OwnerCommand.perform(request, configuration) })
        }
    }
}
