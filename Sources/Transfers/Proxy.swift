// A council's proxy, as the operator declares it. The environment is never asked for one.

/// An HTTP proxy. HTTPS goes through it by CONNECT, so that it sees the host's name and nothing else.
public struct Proxy: Sendable, Hashable {
    public let origin: Origin
    public let network: Network
    public var user: String?
    public var password: Secret?

    /// `http://proxy.council.example:3128`. Most proxies lie in the organisation's own network.
    ///
    /// - Throws: `TransferError` with `.addressUnreadable`, `.credentialsInAddress`, `.schemeNotAllowed` (a proxy's own
    ///   address starts with http) or `.addressNotAllowed`.
    public init(
        _ address: String, network: Network = .private, user: String? = nil, password: Secret? = nil
    ) throws(TransferError) {
        let origin = try WebAddress(address).origin
        guard origin.scheme == "http" else { throw TransferError(.proxy(.schemeNotAllowed), host: origin.hostAndPort) }
        guard network.permits(host: origin.host) else {
            throw TransferError(.addressNotAllowed(network), host: origin.hostAndPort)
        }
        self.origin = origin
        self.network = network
        self.user = user
        self.password = password
    }
}
