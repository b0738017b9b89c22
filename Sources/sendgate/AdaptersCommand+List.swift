// `sendgate adapters list|describe`.

import ArgumentParser
import Gateway

extension AdaptersCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the adapters with what they bring.")
        @OptionGroup var folder: ConfigurationOption
        @OptionGroup var output: JSONOption

        func run() async throws {
            let telling = AdapterTelling.list(try folder.load(everyAdapter: true))
            output.say(telling)
        }
    }

    struct Describe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell everything about one adapter: source, columns, what each is read as, rules, contract.")
        @Argument(help: "The adapter's name, which is its folder's.") var id: String
        @OptionGroup var folder: ConfigurationOption
        @OptionGroup var output: JSONOption

        func run() async throws {
            let configuration = try folder.load(everyAdapter: true)
            let telling = try await Terminal.telling { try AdapterTelling.description(of: id, configuration) }
            output.say(telling)
        }
    }
}
