// How a service is reached, as a manifest says it: origins, certificates, proxy, who we are.

import Configuring

extension ManifestReader {
    /// What HTTPS sources and native modules say alike. The mapping is read with `TransportKeys` among its keys.
    func transport(_ reader: MappingReader) -> SourceTransport? {
        let isInsecure = reader[TransportKeys.insecure]
        let network = reader[TransportKeys.network]
        let origin = reader[TransportKeys.origin].flatMap {
            self.origin($0, network: network, isInsecure: isInsecure, called: "origin")
        }
        let origins = (reader[TransportKeys.origins] ?? []).compactMap { node -> SourceOrigin? in
            guard let reader = MappingReader(node, called: "the origin", keys: OriginKeys.all, problems) else {
                return nil
            }
            let network = reader[TransportKeys.network]
            return reader[TransportKeys.origin].flatMap {
                self.origin($0, network: network, isInsecure: isInsecure, called: "origin")
            }.map { SourceOrigin($0, network: network) }
        }
        let declared = [origin.map { SourceOrigin($0, network: network) }].compactMap(\.self) + origins
        let headers = (reader[TransportKeys.headers] ?? []).compactMap(header)
        let auth = reader[TransportKeys.auth].flatMap { self.auth($0, among: declared, isInsecure: isInsecure) }
        if reader.states(TransportKeys.auth) {
            for header in reader[TransportKeys.headers] ?? [] where header.name.lowercased() == "authorization" {
                problems.report("`auth` and a header `\(header.name)` say both who we are", at: header.place)
            }
        }
        let proxy = reader[TransportKeys.proxy].flatMap { SourceProxy($0, problems) }
        let authority = reader[TransportKeys.authority]
        let certificate = reader[TransportKeys.clientCertificate].flatMap(clientCertificate)
        let rate = reader[TransportKeys.rate].flatMap(rate)
        return origin.map {
            SourceTransport(
                origin: $0, network: network, origins: origins, isInsecure: isInsecure, headers: headers, auth: auth,
                proxy: proxy, authority: authority, clientCertificate: certificate, rate: rate)
        }
    }

    /// Checks all of an origin that can be known without asking anybody.
    private func origin(
        _ written: Located<String>, network: SourceNetwork, isInsecure: Bool, called name: String
    ) -> WebOrigin? {
        guard let origin = WebOrigin(written.value) else {
            problems.report(
                "`\(name)` should be a scheme, a host and perhaps a port",
                hint: "Write it as https://host, without a path.",
                at: written.place)
            return nil
        }
        if origin.scheme == "http", !isInsecure, !origin.isLoopback {
            problems.report(
                "`\(name)` is plain HTTP, so everybody on the way can read it",
                hint: "Use https, or state `insecure: true` where the way is safe by other means.", at: written.place)
        }
        checkHost(origin.host, network: network, called: name, at: written.place)
        return origin
    }

    private func checkHost(_ host: String, network: SourceNetwork, called name: String, at place: ConfigurationPlace) {
        switch HostText(host) {
        case .other: break
        case .unclear:
            problems.report(
                "`\(name)` has an address that programs read in different ways",
                hint: "Write the host's name, or four numbers with points.", at: place)
        case .forbidden:
            problems.report(
                "`\(name)` is an address that is never connected to",
                hint: "Link-local and metadata addresses serve machines, not partners.",
                at: place)
        case .network(let actual) where actual != network:
            problems.report(
                actual == .loopback
                    ? "`\(name)` is this machine itself, but the network is \(network.rawValue)"
                    : "`\(name)` can only lie in a private network, but the network is \(network.rawValue)",
                hint: "State `network: \(actual.rawValue)` if that is what you mean.", at: place)
        case .network: break
        }
    }

    private func auth(_ node: ConfigurationNode, among declared: [SourceOrigin], isInsecure: Bool) -> SourceAuth? {
        guard let reader = MappingReader(node, called: "`auth`", keys: AuthKeys.all, problems),
            let kind = reader.exactlyOne(of: AuthKeys.kinds)
        else { return nil }
        func lacks(_ key: any DeclaredKey) {
            if !reader.states(key) { problems.report("`auth` lacks the key `\(key.name)`", at: node.place) }
        }
        if kind != "basic", reader.states(AuthKeys.password) {
            reader.report("`password` goes with `basic`", at: AuthKeys.password)
        }
        if kind != "query", kind != "header", reader.states(AuthKeys.secret) {
            reader.report("`secret` goes with `query` or `header`", at: AuthKeys.secret)
        }
        switch kind {
        case "bearer": return reader[AuthKeys.bearer].map(SourceAuth.bearer)
        case "basic":
            lacks(AuthKeys.password)
            guard let user = reader[AuthKeys.basic], let password = reader[AuthKeys.password] else { return nil }
            return .basic(user: user, password: password)
        case "query", "header":
            lacks(AuthKeys.secret)
            guard let name = reader[AuthKeys.query] ?? reader[AuthKeys.header], let secret = reader[AuthKeys.secret]
            else { return nil }
            return kind == "query" ? .query(name: name, secret: secret) : .header(name: name, secret: secret)
        default:
            return reader[AuthKeys.oauth2].flatMap { oauth2($0, among: declared, isInsecure: isInsecure) }
                .map(SourceAuth.oauth2)
        }
    }

    private func oauth2(
        _ node: ConfigurationNode, among declared: [SourceOrigin], isInsecure: Bool
    ) -> ClientCredentials? {
        guard let reader = MappingReader(node, called: "`oauth2`", keys: ClientCredentialsKeys.all, problems) else {
            return nil
        }
        let client = reader[ClientCredentialsKeys.client]
        let secret = reader[ClientCredentialsKeys.secret]
        let scope = reader[ClientCredentialsKeys.scope]
        let sending = reader[ClientCredentialsKeys.send]
        guard let written = reader[ClientCredentialsKeys.token] else { return nil }
        guard let parts = WebOrigin.split(written.value), parts.rest.hasPrefix("/") else {
            problems.report(
                "`token` should be a whole address", hint: "Such as https://login.partner.example/token.",
                at: written.place)
            return nil
        }
        // Stated by the operator: declared with it, on the public network unless `origins` says otherwise.
        let network = declared.first { $0.origin == parts.origin }?.network ?? .public
        _ = origin(
            Located(parts.origin.description, at: written.place), network: network, isInsecure: isInsecure,
            called: "token")
        guard let client, let secret else { return nil }
        return ClientCredentials(
            token: .init(origin: parts.origin, path: parts.rest), client: client, secret: secret, scope: scope,
            sending: sending)
    }

    private func clientCertificate(_ node: ConfigurationNode) -> SourceCertificate? {
        guard
            let reader = MappingReader(
                node, called: "`client-certificate`", keys: ClientCertificateKeys.all, problems)
        else { return nil }
        let password = reader[ClientCertificateKeys.password]
        guard let certificate = reader[ClientCertificateKeys.certificate], let key = reader[ClientCertificateKeys.key]
        else { return nil }
        return SourceCertificate(certificate: certificate, key: key, password: password)
    }

    private func rate(_ node: ConfigurationNode) -> RequestRate? {
        guard let reader = MappingReader(node, called: "`rate`", keys: RateKeys.all, problems) else { return nil }
        let per = reader[RateKeys.per]
        if per < .seconds(1) { reader.report("`per` should be a second or more", at: RateKeys.per) }
        return reader[RateKeys.requests].map { RequestRate(requests: $0, per: per) }
    }

    func sftp(_ node: ConfigurationNode) -> SFTPSource? {
        guard let reader = MappingReader(node, called: "`sftp`", keys: SFTPKeys.all, problems) else { return nil }
        let (port, network, folder) = (reader[SFTPKeys.port], reader[SFTPKeys.network], reader[SFTPKeys.folder])
        let (key, password) = (reader[SFTPKeys.key], reader[SFTPKeys.password])
        _ = reader.exactlyOne(of: [SFTPKeys.key, SFTPKeys.password])
        if let host = reader[SFTPKeys.host] { checkHost(host.value, network: network, called: "host", at: host.place) }
        if !folder.hasPrefix("/") {
            reader.report("`folder` should be a path from the root: /out", at: SFTPKeys.folder)
        }
        let keyPassword = reader[SFTPKeys.keyPassword]
        let known = reader[SFTPKeys.knownHost] ?? []
        for host in known where !Self.isKnownHost(host.value) {
            problems.report(
                "`known-host` should be a kind of key and the key, or SHA256 and a fingerprint",
                hint: "As `ssh-keyscan HOST` prints it; compare it with what the partner says.",
                at: host.place)
        }
        guard let user = reader[SFTPKeys.user], let host = reader[SFTPKeys.host], !known.isEmpty else { return nil }
        return SFTPSource(
            host: host.value, port: port, user: user, key: key, keyPassword: keyPassword, password: password,
            knownHosts: known.map(\.value), folder: folder, network: network)
    }

    /// A fingerprint, or a key as files have it: perhaps with a host's name before it or a comment behind.
    private static func isKnownHost(_ text: String) -> Bool {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        if words.count == 1 { return text.hasPrefix("SHA256:") && text.utf8.count >= 50 }
        let kind = words.prefix(2).firstIndex { ["ssh-", "ecds"].contains($0.prefix(4)) }
        return kind.map { $0 + 1 < words.count && words[$0 + 1].utf8.count > 40 } ?? false
    }
}

/// Names under which secrets are sent.
enum SecretLikeName {
    private static let names: Set<String> = [
        "authorization", "cookie", "apikey", "key", "token", "accesstoken", "secret", "clientsecret", "password",
        "passwd",
        "pwd", "sig", "signature", "authtoken", "xapikey", "xauthtoken", "ocpapimsubscriptionkey", "subscriptionkey",
        "apisecret", "accesskey", "proxyauthorization", "credential", "bearer",
    ]

    static func isOne(_ name: String) -> Bool {
        names.contains(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." })
    }
}
