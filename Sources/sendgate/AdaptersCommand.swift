// `sendgate adapters`: what the plug-ins folder holds, and everything an author of an adapter needs. One file a subcommand.

import ArgumentParser

struct AdaptersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters", abstract: "List, describe, try, test and make adapters.",
        subcommands: [
            List.self, Describe.self, New.self, Try.self, Test.self, Functions.self, Accept.self, Discover.self,
            Compare.self, Trust.self, Resume.self,
        ], defaultSubcommand: List.self)
}
