// `sendgate adapters trust` and `resume`: what a person decides about a native module or a tap.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Trust: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trust the library of a native module as it is now; another one isn't loaded.",
            discussion: "For instance: sendgate adapters trust school-mis-api --by 'A. Officer'")
        @Argument(help: "The adapter.") var id: String
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("adapters.trust", ["adapter": id]) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take up a native module or a tap that was put aside because it failed again and again.")
        @Argument(help: "The adapter.") var id: String
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.perform("adapters.resume", ["adapter": id]) }
    }
}
