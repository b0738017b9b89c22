// `sendgate status`: how the gateway is, and what needs a person.

import ArgumentParser
import Gateway

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the gateway is, and list what needs a person.")

    @OptionGroup var reading: Reading

    func run() async throws {
        try await reading.tell { try $0.status() }
    }
}
