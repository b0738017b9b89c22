// What the operator grants a Singer tap: `taps` in sendgate.yaml. What isn't named there a tap doesn't get.

import Configuring
import SENDRecords

/// Leave for one adapter's tap to run, and what it may have.
public struct ConfiguredTap: Sendable, Equatable {
    /// A program that is installed on this machine, with its first arguments; empty: the adapter's own.
    public let command: [String]
    /// Where it may connect to.
    public let network: TapNetwork
    public let secrets: [SecretName]
    /// Folders outside the adapter's that it may read.
    public let readable: [String]

    private enum Keys {
        static let command = Key<[Located<String>]>(
            "command", .oneOrMore(of: .located(.text)),
            "a program of this machine by its whole path, with its first arguments; else the adapter's own")
        static let network = Key<ConfigurationNode>(
            "network", .node,
            "the hosts that it may connect to, each with its port unless that is 443, or as `{origin: https://host, network: private}`; `none` (the default) or `anywhere`"
        )
        static let secrets = DefaultedKey<[SecretName]>(
            "secrets", .list(of: .secretName), default: [], "the secrets that it is given in its configuration")
        static let reads = DefaultedKey<[Located<String>]>(
            "reads", .list(of: .located(.text)), default: [], "folders that it may read")
        static let all: [any DeclaredKey] = [command, network, secrets, reads]
    }

    init?(_ node: ConfigurationNode, _ problems: ProblemCollector) {
        guard let reader = MappingReader(node, called: "the tap", keys: Keys.all, problems) else { return nil }
        let command = reader[Keys.command] ?? []
        let readable = reader[Keys.reads]
        for path in command.prefix(1) + readable where !path.value.hasPrefix("/") || path.value.contains("/../") {
            problems.report("`\(path.value)` should be a whole path, from the root", at: path.place)
        }
        self.command = command.map(\.value)
        network = reader[Keys.network].flatMap { TapNetwork($0, problems) } ?? .none
        secrets = reader[Keys.secrets]
        self.readable = readable.map(\.value)
    }
}
