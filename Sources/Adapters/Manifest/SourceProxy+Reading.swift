// A proxy as a manifest, or the settings of a whole gateway, declare it.

import Configuring

extension SourceProxy {
    /// Reads the mapping; what is wrong with it goes to `problems`.
    public init?(_ node: ConfigurationNode, _ problems: ProblemCollector) {
        guard let reader = MappingReader(node, called: "`proxy`", keys: ProxyKeys.all, problems) else { return nil }
        let user = reader[ProxyKeys.user]
        let password = reader[ProxyKeys.password]
        let network = reader[ProxyKeys.network]
        if reader.states(ProxyKeys.user) != reader.states(ProxyKeys.password) {
            problems.report("`user` and `password` of a proxy belong together", at: node.place)
        }
        guard let written = reader[ProxyKeys.origin] else { return nil }
        guard let origin = WebOrigin(written.value), origin.scheme == "http" else {
            problems.report(
                "`origin` should be http, a host and a port",
                hint: "Such as http://proxy.council.example:3128: what goes through it is encrypted all the same.",
                at: written.place)
            return nil
        }
        self.init(origin: origin, network: network, user: user, password: password)
    }
}
