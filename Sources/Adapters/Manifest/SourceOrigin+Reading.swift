// A server that an operator grants to a program that fetches for itself.

import Configuring

extension SourceOrigin {
    private enum Keys {
        static let origin = Key(
            "origin", .located(.text), required: true, "scheme, host and port of the server: https://host")
        static let all: [any DeclaredKey] = [origin, TransportKeys.network]
    }

    /// Reads `api.partner.example`, `login.partner.example:8443`, or a mapping of `origin` and `network`; what is wrong with
    /// it goes to `problems`.
    public init?(granted node: ConfigurationNode, _ problems: ProblemCollector) {
        var network = SourceNetwork.public
        var written = node.text.map { Located($0, at: node.place) }
        if written == nil {
            guard let reader = MappingReader(node, called: "the host", keys: Keys.all, problems) else { return nil }
            network = reader[TransportKeys.network]
            written = reader[Keys.origin]
        }
        guard let written else { return nil }
        let address = written.value.contains("://") ? written.value : "https://\(written.value)"
        guard let origin = WebOrigin(address), origin.scheme == "https" else {
            problems.report(
                "`\(written.value)` should be a host and perhaps a port",
                hint: "Such as api.partner.example or login.partner.example:8443, each by its whole name.",
                at: written.place)
            return nil
        }
        problems.checkHost(origin.host, network: network, called: written.value, at: written.place)
        self.init(origin, network: network)
    }

    /// As an operator would write the host: with its port where it isn't the usual one.
    public var hostAndPort: String { origin.authority }
}

extension ProblemCollector {
    /// Checks all of a host that can be known without asking anybody.
    func checkHost(_ host: String, network: SourceNetwork, called name: String, at place: ConfigurationPlace) {
        switch HostText(host) {
        case .other: break
        case .unclear:
            report(
                "`\(name)` has an address that programs read in different ways",
                hint: "Write the host's name, or four numbers with points.", at: place)
        case .forbidden:
            report(
                "`\(name)` is an address that is never connected to",
                hint: "Link-local and metadata addresses serve machines, not partners.",
                at: place)
        case .network(let actual) where actual != network:
            report(
                actual == .loopback
                    ? "`\(name)` is this machine itself, but the network is \(network.rawValue)"
                    : "`\(name)` can only lie in a private network, but the network is \(network.rawValue)",
                hint: "State `network: \(actual.rawValue)` if that is what you mean.", at: place)
        case .network: break
        }
    }
}
