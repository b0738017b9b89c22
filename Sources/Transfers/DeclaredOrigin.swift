// A server that an adapter or a consumer declares, and all that holds for talking to it.

/// One declared server: nothing else is talked to.
///
///     let origin = try DeclaredOrigin("https://api.mis.example")
///     var inside = try DeclaredOrigin("https://mis.council.example:8443", network: .private)
///     inside.trusted = TrustedCertificates(name: "council-ca.pem", pem: bytes)
///
/// Requests under different values never share a connection.
public struct DeclaredOrigin: Sendable, Hashable {
    public let origin: Origin
    /// Where its addresses may lie.
    public let network: Network
    /// By which proxy it is reached. Nil: by the engine's, if it is public, else by none. Never used for loopback.
    public var proxy: Proxy?
    /// It is reached without the engine's proxy.
    public var isDirect = false
    /// The issuers to trust for it, in place of the machine's.
    public var trusted: TrustedCertificates?
    /// What sendgate shows of itself.
    public var clientCertificate: ClientCertificate?
    /// How many requests it may get.
    public var rate: RateLimit?
    /// Whether secrets of the request (headers, query, token) are meant for it. Where they aren't, a request or a
    /// redirect goes there without them.
    public var takesSecrets = true

    /// The origin of a whole address; a path is passed over.
    ///
    /// `plainHTTP`: the operator has written down that plain HTTP will do. Loopback needs no such word.
    ///
    /// - Throws: `TransferError` with `.addressUnreadable`, `.credentialsInAddress`, `.schemeNotAllowed` or, where the host
    ///   can't be in this network, `.addressNotAllowed`.
    public init(_ address: String, network: Network = .public, plainHTTP: Bool = false) throws(TransferError) {
        let origin = try WebAddress(address).origin
        switch origin.scheme {
        case "https": break
        case "http" where plainHTTP || network == .loopback: break
        default: throw TransferError(.schemeNotAllowed, host: origin.hostAndPort)
        }
        guard network.permits(host: origin.host) else {
            throw TransferError(.addressNotAllowed(network), host: origin.hostAndPort)
        }
        self.origin = origin
        self.network = network
    }

    /// Of a scheme of its own, checked by whoever declares it.
    init(origin: Origin, network: Network, rate: RateLimit?) {
        self.origin = origin
        self.network = network
        self.rate = rate
    }

    /// The proxy for all is for what lies outside.
    mutating func takeProxy(_ forAll: Proxy?) {
        if proxy == nil, !isDirect, network == .public { proxy = forAll }
    }

    /// The proxy that is really used.
    var way: Proxy? { network == .loopback ? nil : proxy }
}

extension [DeclaredOrigin] {
    /// What is declared for an address; throws `.originNotDeclared` where nothing is.
    func declaration(of address: WebAddress) throws(TransferError) -> DeclaredOrigin {
        guard let found = first(where: { $0.origin == address.origin }) else {
            throw TransferError(.originNotDeclared, host: address.origin.hostAndPort)
        }
        return found
    }
}
