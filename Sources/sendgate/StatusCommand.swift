// `sendgate status`: how the gateway is, and what needs a person.

import ArgumentParser
import Gateway

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the gateway is, and list what needs a person.")

    @OptionGroup var folder: ConfigurationOption
    @OptionGroup var output: JSONOption

    func run() async throws {
        try await Reading.tell(folder, output) { try $0.status() }
    }
}

/// A command that only reads.
enum Reading {
    static func tell(
        _ folder: ConfigurationOption, _ output: JSONOption, _ ask: (GatewayReader) throws -> Telling
    ) async throws {
        let configuration = try folder.load()
        let telling = try await Terminal.telling {
            let reader = try GatewayReader(configuration)
            let telling = try ask(reader)
            try reader.close()
            return telling
        }
        Terminal.say(output.json ? telling.jsonText : telling.text)
    }
}
