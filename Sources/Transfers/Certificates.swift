// Certificates of our own choice: whom to trust for one server, and what to show it.

/// Issuers to trust in place of the machine's, as PEM. For a server that the organisation itself, or a partner's own
/// authority, has certified.
public struct TrustedCertificates: Sendable, Hashable {
    /// The file's name, for messages.
    public let name: String
    public let pem: [UInt8]

    public init(name: String, pem: [UInt8]) {
        self.name = name
        self.pem = pem
    }
}

/// A certificate and its key, to show a server that asks for one (mutual TLS). Both are PEM; the certificate may be
/// followed by its issuers.
public struct ClientCertificate: Sendable, Hashable {
    public let certificate: Secret
    public let key: Secret
    /// Of an encrypted key.
    public let password: Secret?

    public init(certificate: Secret, key: Secret, password: Secret? = nil) {
        self.certificate = certificate
        self.key = key
        self.password = password
    }
}
