// Where a tap may connect to, as the operator grants it: nowhere, to hosts by name, or anywhere.

import Adapters
import Configuring
import Transfers

/// `network` of a tap in sendgate.yaml.
public enum TapNetwork: Sendable, Equatable {
    case none
    /// To these, through the gateway's gate.
    case hosts([SourceOrigin])
    /// Past the gateway, and past its proxy.
    case anywhere

    /// Reads it; what is wrong with it goes to `problems`.
    init?(_ node: ConfigurationNode, _ problems: ProblemCollector) {
        let example = "Such as `network: [api.partner.example, \"login.partner.example:8443\"]`."
        switch node.text {
        case "none": self = .none
        case "anywhere": self = .anywhere
        case "granted":
            problems.report(
                "`network` should say to which hosts the tap may connect",
                hint: "\(example) `network: anywhere` would let it connect to everything.", at: node.place)
            return nil
        case let text? where !text.contains("."):
            problems.report(
                "`network` should be a list of hosts, `none` or `anywhere`, but is `\(text)`", hint: example,
                at: node.place)
            return nil
        default:
            let nodes = node.text == nil ? node.elements : [node]
            guard let nodes, !nodes.isEmpty else {
                problems.report(
                    "`network` should be a list of hosts, `none` or `anywhere`", hint: example,
                    at: node.place)
                return nil
            }
            let hosts = nodes.compactMap { SourceOrigin(granted: $0, problems) }
            for (host, node) in zip(hosts, nodes) where hosts.count == nodes.count {
                // What the gate itself would not take.
                guard (try? DeclaredOrigin(host.origin.description, network: Network(host.network))) == nil else {
                    continue
                }
                problems.report("`\(host.hostAndPort)` can't be connected to", hint: example, at: node.place)
            }
            self = .hosts(hosts)
        }
    }

    /// For a person.
    var words: String {
        switch self {
        case .none: "no network"
        case .anywhere: "connections to anywhere, past the gateway and its proxy"
        case .hosts(let hosts):
            "connections to "
                + hosts.map { host in
                    host.hostAndPort + (host.network == .public ? "" : " (\(host.network.rawValue) network)")
                }.joined(separator: ", ") + " and nowhere else, through the gateway"
        }
    }
}
