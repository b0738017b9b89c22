// How a partner's service is reached: origins, certificates, the way through a proxy, and who we say that we are. Values
// only: whatever makes requests reads them, and secrets stand here by name.

import Configuring

/// Where the address that a connection really leads to may lie.
public enum SourceNetwork: String, Sendable, CaseIterable {
    case `public`
    /// An organisation's own network.
    case `private`
    /// This machine itself.
    case loopback
}

/// An origin that requests may go to.
public struct SourceOrigin: Sendable, Hashable {
    public let origin: WebOrigin
    public let network: SourceNetwork

    public init(_ origin: WebOrigin, network: SourceNetwork) {
        self.origin = origin
        self.network = network
    }
}

/// What HTTPS sources and native modules say alike of the service that they speak to.
public struct SourceTransport: Sendable {
    /// Scheme, host and port, without a path: `https://partner.example`.
    public let origin: WebOrigin
    public let network: SourceNetwork
    /// Further origins: those that links and redirects may lead to, and where tokens are got.
    public let origins: [SourceOrigin]
    /// Plain HTTP to another machine is allowed, as the operator has written down.
    public let isInsecure: Bool
    public let headers: [SourceHeader]
    public let auth: SourceAuth?
    public let proxy: SourceProxy?
    /// The PEM file, in the credentials folder, with the certificates to trust in place of the machine's.
    public let authority: SecretName?
    public let clientCertificate: SourceCertificate?
    public let rate: RequestRate?

    /// Every origin that is declared, the service's own first. Where tokens are got from is declared by saying so.
    public var declaredOrigins: [SourceOrigin] {
        var declared = [SourceOrigin(origin, network: network)] + origins
        if case .oauth2(let client)? = auth, !declared.contains(where: { $0.origin == client.token.origin }) {
            declared.append(SourceOrigin(client.token.origin, network: .public))
        }
        return declared
    }

    /// Names of all secrets that a request needs.
    public var secretNames: [SecretName] {
        var names = headers.compactMap(\.value.secretName)
        names += [auth?.secretName, proxy?.password, authority].compactMap(\.self)
        if let clientCertificate {
            names += [clientCertificate.certificate, clientCertificate.key]
            names += [clientCertificate.password].compactMap(\.self)
        }
        return names
    }
}

/// Who we say that we are.
public enum SourceAuth: Sendable, Hashable {
    case bearer(SecretName)
    case basic(user: String, password: SecretName)
    /// The secret stands in the query under this name.
    case query(name: String, secret: SecretName)
    /// The secret is the whole value of this header.
    case header(name: String, secret: SecretName)
    case oauth2(ClientCredentials)

    public var secretName: SecretName {
        switch self {
        case .bearer(let name), .basic(_, let name), .query(_, let name), .header(_, let name): name
        case .oauth2(let client): client.secret
        }
    }

    /// What kind it is, for people.
    public var words: String {
        switch self {
        case .bearer(let name): "bearer token (secret \(name))"
        case .basic(let user, let name): "user \(user) with a password (secret \(name))"
        case .query(let query, let name): "key in the query as \(query) (secret \(name))"
        case .header(let header, let name): "key in the header \(header) (secret \(name))"
        case .oauth2(let client):
            "OAuth 2 client credentials: client \(client.client), tokens from \(client.token.origin) (secret \(client.secret))"
        }
    }
}

/// OAuth 2 client credentials (RFC 6749, 4.4).
public struct ClientCredentials: Sendable, Hashable {
    /// How the client's secret is sent (RFC 6749, 2.3.1).
    public enum Sending: String, Sendable, CaseIterable {
        case header
        case body
    }

    /// A whole address.
    public struct Address: Sendable, Hashable {
        public let origin: WebOrigin
        /// With its query.
        public let path: String
        public var text: String { "\(origin)\(path)" }
    }

    public let token: Address
    public let client: String
    public let secret: SecretName
    public let scope: String?
    public let sending: Sending
}

/// A proxy that HTTPS goes through by CONNECT.
public struct SourceProxy: Sendable, Hashable {
    public let origin: WebOrigin
    /// Mostly the organisation's own.
    public let network: SourceNetwork
    public let user: String?
    public let password: SecretName?
}

/// The PEM files, in the credentials folder, by which we show who we are.
public struct SourceCertificate: Sendable, Hashable {
    public let certificate: SecretName
    public let key: SecretName
    public let password: SecretName?
}

/// So many requests in each span of time.
public struct RequestRate: Sendable, Hashable {
    public let requests: Int
    public let per: Duration
}

extension SourceHeader.Value {
    public var secretName: SecretName? {
        switch self {
        case .plain: nil
        case .secret(let name), .bearer(let name), .basic(_, let name): name
        }
    }
}
