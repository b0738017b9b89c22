// `sendgate rebuild`: derive everything again from what partners stated and people decided.

import ArgumentParser
import Gateway

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Derive everything again; it ends in the same content.")

    @OptionGroup var folder: ConfigurationOption

    func run() async throws {
        let configuration = try folder.load()
        Terminal.say(
            try await Terminal.telling { try await OwnerCommand.perform(ControlRequest("rebuild"), configuration) })
    }
}
