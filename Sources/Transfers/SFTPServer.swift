// A partner's SFTP server, as the operator declares it.

/// Where files lie to be fetched over SFTP, and how to sign in. A value: nothing happens until an engine uses it.
public struct SFTPServer: Sendable, Hashable {
    /// What is shown to the server: the key first, then the password, where both are given.
    public struct Credentials: Sendable, Hashable {
        /// A private key in PEM or in OpenSSH's own form. It never touches a disk.
        public var key: Secret?
        /// Of an encrypted key.
        public var keyPassword: Secret?
        public var password: Secret?

        public init(key: Secret? = nil, keyPassword: Secret? = nil, password: Secret? = nil) {
            self.key = key
            self.keyPassword = keyPassword
            self.password = password
        }
    }

    public let user: String
    public let credentials: Credentials
    /// The keys that the server may show; any other is refused.
    public let knownHosts: [KnownHost]
    public var timeouts = Timeouts.feed
    let declared: DeclaredOrigin

    public var origin: Origin { declared.origin }
    public var network: Network { declared.network }

    /// - Throws: `TransferError` with `.addressUnreadable`, `.credentialsInAddress` or `.addressNotAllowed`.
    public init(
        host: String, port: Int = 22, user: String, credentials: Credentials, knownHosts: [KnownHost],
        network: Network = .public, rate: RateLimit? = nil
    ) throws(TransferError) {
        // A bare IPv6 address is as good as one in brackets.
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        let unreadable = TransferError(.addressUnreadable, host: "the SFTP server given")
        guard (1...65_535).contains(port), !host.contains(where: { "/?#@\\".contains($0) }) else { throw unreadable }
        guard !user.isEmpty, user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw unreadable }
        let origin = try WebAddress("sftp://\(name):\(port)").origin
        guard origin.port == port else { throw unreadable }
        guard network.permits(host: origin.host) else {
            throw TransferError(.addressNotAllowed(network), host: origin.hostAndPort)
        }
        declared = DeclaredOrigin(origin: origin, network: network, rate: rate)
        self.user = user
        self.credentials = credentials
        self.knownHosts = knownHosts
    }
}

/// A key that a server may show.
public enum KnownHost: Sendable, Hashable {
    /// As in `known_hosts`: its type, such as `ssh-ed25519`, and its bytes.
    case key(type: String, bytes: [UInt8])
    /// SHA-256 of its bytes, as partners' letters and `ssh-keygen -l` give it.
    case sha256([UInt8])

    /// Reads `ssh-ed25519 AAAA…`, with or without a host's name before or a comment behind, or `SHA256:…`. Nil for
    /// anything else.
    public init?(_ text: String) {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        if words.count == 1, words[0].hasPrefix("SHA256:") {
            guard let bytes = Base64.decode(words[0].dropFirst(7)), bytes.count == 32 else { return nil }
            self = .sha256(bytes)
            return
        }
        guard let place = words.prefix(2).firstIndex(where: { Self.types.contains($0) }), place + 1 < words.count,
            let bytes = Base64.decode(words[place + 1][...]), Self.type(of: bytes) == words[place]
        else { return nil }
        self = .key(type: words[place], bytes: bytes)
    }

    static let types = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
    ]

    func isKey(_ bytes: [UInt8], sha256: [UInt8]) -> Bool {
        switch self {
        case .key(_, let known): known == bytes
        case .sha256(let known): known == sha256
        }
    }

    /// A key says its type itself: a length of four bytes, then the name (RFC 4253, 6.6).
    static func type(of key: [UInt8]) -> String? {
        guard key.count >= 4, key[0] == 0, key[1] == 0, key[2] == 0, key.count >= 4 + Int(key[3]) else { return nil }
        let name = String(decoding: key[4..<4 + Int(key[3])], as: UTF8.self)
        return types.contains(name) ? name : nil
    }

    /// `SHA256:…` and the type, to compare with what the partner says by telephone.
    static func fingerprint(of key: [UInt8], sha256: [UInt8]) -> String {
        let text = String(decoding: Base64.encode(sha256).filter { $0 != 0x3d }, as: UTF8.self)
        return "SHA256:\(text) (\(type(of: key) ?? "a key of an unknown type"))"
    }
}
