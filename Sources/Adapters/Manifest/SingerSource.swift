// A Singer tap as a source: which program, with which configuration, and what it asks for.

import Configuring
import Feeds

/// A program that prints Singer messages. What it asks for it gets only where the operator grants it by name.
public struct SingerSource: Sendable {
    /// The program and its first arguments: a file of the adapter's folder. Empty where the operator names it.
    public let command: [String]
    public let config: TapSetting
    /// A file of the adapter's folder that is given as `--catalog`.
    public let catalog: String?
    public let needsNetwork: Bool
    /// Whether what the tap writes back into its configuration is kept for the next run.
    public let keepsConfig: Bool
    /// Whether the tap goes on where the last run ended; else each run states everything.
    public let keepsState: Bool
    /// How long a run may take.
    public let time: Duration
    /// How long the tap may print nothing at all.
    public let silence: Duration
    /// Bytes of memory of each of its processes, and of all of them together.
    public let memory: Int

    /// Names of the secrets in its configuration, each once.
    public var secrets: [SecretName] {
        var names: [SecretName] = []
        for name in config.secrets where !names.contains(name) { names.append(name) }
        return names
    }
}

/// A value in a tap's configuration. A secret stands here by name only.
public indirect enum TapSetting: Sendable, Equatable {
    case value(JSONValue)
    case secret(SecretName)
    case list([TapSetting])
    case object([Member])

    /// A setting and its name.
    public struct Member: Sendable, Equatable {
        public let name: String
        public let value: TapSetting
    }

    public var secrets: [SecretName] {
        switch self {
        case .value: []
        case .secret(let name): [name]
        case .list(let settings): settings.flatMap(\.secrets)
        case .object(let members): members.flatMap(\.value.secrets)
        }
    }

    /// The configuration as the tap reads it, with the secrets' values from `reveal`.
    public func json<Failure: Error>(
        _ reveal: (SecretName) throws(Failure) -> String
    ) throws(Failure) -> JSONValue {
        switch self {
        case .value(let value): return value
        case .secret(let name): return .string(try reveal(name))
        case .list(let settings):
            var elements: [JSONValue] = []
            for setting in settings { elements.append(try setting.json(reveal)) }
            return .array(elements)
        case .object(let members):
            var all: [JSONMember] = []
            for member in members { all.append(JSONMember(member.name, try member.value.json(reveal))) }
            return .object(all)
        }
    }
}

/// Which stream of a tap's output a file is.
public struct SingerFormat: Sendable, Equatable {
    public let stream: String
    /// All streams that files of the adapter read.
    public var streams: [String] = []
    /// Whether it is the adapter's first file, which tells of everything that is no file's.
    public var isFirst = true
    /// Whether a run that says nothing about the stream can't be taken: what is missing of a snapshot has ended.
    public var mustAppear = false

    public init(stream: String) {
        self.stream = stream
    }
}
