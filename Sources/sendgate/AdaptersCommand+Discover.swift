// `sendgate adapters discover`: which streams a tap has, saved as the adapter's catalogue.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Discover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a Singer tap which streams it has, and save them with the adapter's streams chosen.",
            discussion:
                "The tap runs with what sendgate.yaml grants it, as in a run. The catalogue is written into the adapter's folder."
        )
        @Argument(help: "The adapter.") var id: String
        @OptionGroup var decision: Decision

        func run() async throws {
            try await decision.perform("adapters.discover", ["adapter": id])
        }
    }
}
