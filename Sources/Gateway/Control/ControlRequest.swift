// What a command asks of the daemon, and what it answers: one JSON object a line. Pure.

import Feeds

/// A command for the daemon that holds the state folder.
public struct ControlRequest: Sendable, Equatable {
    /// For instance `runs.release`.
    public var command: String
    public var arguments: [String: String]

    public init(_ command: String, _ arguments: [String: String] = [:]) {
        self.command = command
        self.arguments = arguments
    }
}

/// The daemon's last word on a request.
public struct ControlAnswer: Sendable, Equatable {
    public var isDone: Bool
    /// A sentence for whoever gave the command.
    public var message: String
    /// A JSON document for programs; nil where there is none.
    public var json: [UInt8]?

    public init(isDone: Bool, message: String, json: [UInt8]? = nil) {
        self.isDone = isDone
        self.message = message
        self.json = json
    }
}

/// One line of the daemon's: how far it is, or the answer.
enum ControlLine: Sendable, Equatable {
    case progress(String)
    case answer(ControlAnswer)

    /// The longest line, in bytes.
    static let limit = 16 << 20

    var bytes: [UInt8] {
        switch self {
        case .progress(let text): Self.line(["progress": .string(text)])
        case .answer(let answer):
            Self.line([
                "ok": .bool(answer.isDone),
                "message": .string(answer.message),
                "data": answer.json.flatMap { try? JSONValue(parsing: $0) } ?? .null,
            ])
        }
    }

    /// Reads a line; nil where it is none of ours.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return nil }
        if let text = value["progress"]?.text {
            self = .progress(text)
        } else if let isDone = value["ok"]?.bool, let message = value["message"]?.text {
            let data = value["data"].flatMap { $0.isNull ? nil : $0.serialisedBytes() }
            self = .answer(ControlAnswer(isDone: isDone, message: message, json: data))
        } else {
            return nil
        }
    }

    fileprivate static func line(_ value: JSONValue) -> [UInt8] { value.serialisedBytes() + [UInt8(ascii: "\n")] }
}

extension ControlRequest {
    /// The longest request, in bytes.
    static let limit = 1 << 20

    var bytes: [UInt8] {
        let sorted = arguments.sorted { $0.key < $1.key }
        return ControlLine.line([
            "command": .string(command),
            "arguments": .object(sorted.map { JSONMember($0.key, .string($0.value)) }),
        ])
    }

    /// Reads a request's line; nil where it is none.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), let command = value["command"]?.text else { return nil }
        var arguments: [String: String] = [:]
        for member in value["arguments"]?.members ?? [] {
            guard let text = member.value.text else { return nil }
            arguments[member.name] = text
        }
        self.init(command, arguments)
    }
}
