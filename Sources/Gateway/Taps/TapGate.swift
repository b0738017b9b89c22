// The gate of one tap's run: opened for the hosts that the operator granted, and what the tap tried in vain in words.

import Adapters
import Transfers

extension NetworkGate {
    /// - Parameter proxy: the operator's, for all that lies outside.
    /// - Throws: `SecretError` for a secret that isn't there, `TransferError` for a host that can't be used,
    ///   `NetworkGate.Fault`.
    static func open(for hosts: [SourceOrigin], proxy: SourceProxy?, _ secrets: SecretStore) throws -> NetworkGate {
        let isNeeded = hosts.contains { $0.network == .public }
        let proxy = isNeeded ? try proxy?.filled(from: secrets) : nil
        return try NetworkGate(
            hosts: hosts.map { host in
                var declared = try DeclaredOrigin(host.origin.description, network: Network(host.network))
                if host.network == .public { declared.proxy = proxy }
                return declared
            })
    }

    /// Programs look under different names; with these nothing is exempt.
    var environment: [String] {
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].map { "\($0)=\(address)" }
            + ["NO_PROXY=", "no_proxy=", "NODE_USE_ENV_PROXY=1"]
    }
}

extension GateTroubles {
    /// A sentence each, with what to do.
    func sentences(adapter: String) -> [String] {
        all.map { $0.sentence(adapter: adapter) }
            + (isCut ? ["The tap tried more servers in vain than are told here."] : [])
    }
}

extension GateTrouble {
    func sentence(adapter: String) -> String {
        let entry = "`network` of \(adapter) under `taps` in sendgate.yaml"
        let (what, next): (String, String) =
            switch kind {
            case .notGranted: ("which isn't granted", "Add it to \(entry) if the tap should reach it.")
            case .plainHTTP:
                (
                    "in plain HTTP, which isn't passed on",
                    "Give the tap an address with https in its `config`, and name the host in \(entry)."
                )
            case .wrongNetwork(let network):
                (
                    "whose name leads to addresses outside of the \(network.rawValue) network",
                    network == .public
                        ? "If it is your own, say so in \(entry): `{origin: \"https://\(host)\", network: private}`."
                        : "Check \(entry) and your name service."
                )
            case .notFound: ("whose name wasn't found", "Check the name in \(entry) and your name service.")
            case .notConnected: ("which didn't answer", "See whether it is up, and whether a firewall stands between.")
            case .noProxy: ("but the proxy didn't answer", "Check `proxy` in sendgate.yaml.")
            case .refusedByProxy(407):
                ("but the proxy doesn't take our name and password", "Check `proxy` in sendgate.yaml.")
            case .refusedByProxy(let status):
                ("but the proxy refused (status \(status))", "Ask who runs the proxy to let sendgate connect there.")
            }
        return "The tap tried to connect to \(host), \(what). \(next)"
    }
}
