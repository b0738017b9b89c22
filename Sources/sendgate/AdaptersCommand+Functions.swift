// `sendgate adapters functions`: what a mapping can say, each with an example.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct Functions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the functions of a mapping and everything else that it can say, each with an example.")
        @Argument(help: "A function, or one of: value, field, test, each, fold. All of it where left out.")
        var name: String?
        @OptionGroup var output: JSONOption

        func run() async throws {
            let telling = try await Terminal.telling { try AdapterTelling.functions(named: name) }
            output.say(telling)
        }
    }
}
