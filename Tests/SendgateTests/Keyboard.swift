// Commands over one configuration, as a person at a terminal gives them.

import Feeds
import Testing

/// Where commands can be given: a folder with a configuration, with or without a daemon.
protocol Keyboard {
    var config: String { get }
}

extension Keyboard {
    func sendgate(_ words: [String], environment: [String: String] = [:]) async throws -> Executable.Answer {
        try await Executable.run(words + ["--config", config], environment: environment)
    }

    func sendgate(_ words: String...) async throws -> Executable.Answer { try await sendgate(words) }

    /// Gives a command that must succeed; its JSON.
    func json(_ words: String...) async throws -> JSONValue {
        let answer = try await sendgate(words + ["--json"])
        try #require(answer.status == 0, "\(words): \(answer.complaints)")
        return try JSONValue(parsing: [UInt8](answer.output.utf8))
    }

    /// All runs, the newest first.
    func runs() async throws -> [JSONValue] { try await json("runs", "list").elements ?? [] }
}
