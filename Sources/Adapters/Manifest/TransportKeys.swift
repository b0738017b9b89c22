// The keys of an HTTPS source; those that say how a service is reached are a native module's too.

import Configuring

/// How a service is reached.
enum TransportKeys {
    static let origin = Key(
        "origin", .located(.text), required: true, "scheme, host and port of the service: https://host")
    static let network = DefaultedKey(
        "network", .choice(of: SourceNetwork.self), default: .public,
        "where the address that is connected to may lie; link-local and metadata addresses never")
    static let origins = Key(
        "origins", .list(of: .node),
        "further origins that are spoken to: tokens' and links', each `origin` and `network`")
    static let insecure = DefaultedKey(
        "insecure", .flag, default: false, "whether plain HTTP to another machine is allowed")
    static let headers = Key(
        "headers", .names(to: .node),
        "headers of every request: text, or `bearer`, `secret`, `basic` with a secret's name")
    static let auth = Key(
        "auth", .mapping, "who we say that we are: `oauth2`, `bearer`, `basic`, `query` or `header`")
    static let proxy = Key("proxy", .mapping, "a proxy that is gone through by CONNECT")
    static let authority = Key(
        "ca", .secretName, "the PEM file in the credentials folder with the certificates to trust, not the machine's")
    static let clientCertificate = Key("client-certificate", .mapping, "the PEM files by which we show who we are")
    static let rate = Key("rate", .mapping, "the most requests in a span of time, beside Retry-After")
    static let all: [any DeclaredKey] = [
        origin, network, origins, insecure, headers, auth, proxy, authority, clientCertificate, rate,
    ]
}

enum HTTPSKeys {
    static let waitForSet = DefaultedKey(
        "wait-for-set", .duration, default: .seconds(7200), "how long an incomplete set waits before the run is held")
    static let each = Key("each", .mapping, "several requests that make one run: for each `school`, for each `date`")
    static let incremental = Key("incremental", .mapping, "asking only for what has changed since the last run")
    static let all: [any DeclaredKey] = TransportKeys.all + [each, incremental, waitForSet]
}

enum OriginKeys {
    static let all: [any DeclaredKey] = [TransportKeys.origin, TransportKeys.network]
}

enum AuthKeys {
    static let oauth2 = Key("oauth2", .mapping, "OAuth 2 client credentials")
    static let bearer = Key("bearer", .secretName, "the name of a secret sent after `Bearer`")
    static let basic = Key("basic", .text, "a user name sent with the password")
    static let password = Key("password", .secretName, "the name of the secret that is the password")
    static let query = Key("query", .text, "the query's name of a key")
    static let header = Key("header", .text, "the header of a key")
    static let secret = Key("secret", .secretName, "the name of the secret that is the key")
    static let all: [any DeclaredKey] = [oauth2, bearer, basic, password, query, header, secret]
    static let kinds: [any DeclaredKey] = [oauth2, bearer, basic, query, header]
}

enum ClientCredentialsKeys {
    static let token = Key("token", .located(.text), required: true, "the address that tokens are got from")
    static let client = Key("client", .text, required: true, "our name there")
    static let secret = Key("secret", .secretName, required: true, "the name of the secret that goes with it")
    static let scope = Key("scope", .text, "what the token is to allow")
    static let send = DefaultedKey(
        "send", .choice(of: ClientCredentials.Sending.self), default: .header,
        "whether name and secret go in the header or in the body")
    static let all: [any DeclaredKey] = [token, client, secret, scope, send]
}

enum ProxyKeys {
    static let origin = Key("origin", .located(.text), required: true, "scheme, host and port of the proxy")
    static let user = Key("user", .text, "our name there")
    static let password = Key("password", .secretName, "the name of the secret that goes with it")
    static let network = DefaultedKey(
        "network", .choice(of: SourceNetwork.self), default: .private, "where the proxy lies")
    static let all: [any DeclaredKey] = [origin, network, user, password]
}

enum ClientCertificateKeys {
    static let certificate = Key(
        "certificate", .secretName, required: true, "the certificate and those between, as PEM")
    static let key = Key("key", .secretName, required: true, "its private key, as PEM")
    static let password = Key("password", .secretName, "the name of the secret that opens the key")
    static let all: [any DeclaredKey] = [certificate, key, password]
}

enum RateKeys {
    static let requests = Key("requests", .integer(1...10_000), required: true, "how many")
    static let per = DefaultedKey("per", .duration, default: .seconds(60), "the span of time")
    static let all: [any DeclaredKey] = [requests, per]
}

enum EachKeys {
    static let school = Key(
        "school", .node,
        "the name by which requests take the URN of a configured school; or `name` and `ids`. Rows have the URN as the value request-school"
    )
    static let date = Key(
        "date", .mapping,
        "the days that are asked for: `name`, `from`, `to`. Rows have the day as the value request-day")
    static let absent = DefaultedKey(
        "absent", .choice(of: EachRule.Absence.self), default: .fail,
        "what becomes of the run where the service has nothing for one of them")
    static let all: [any DeclaredKey] = [school, date, absent]
}

enum EachSchoolKeys {
    static let name = Key("name", .text, required: true, "the name by which requests take the school")
    static let ids = Key(
        "ids", .names(to: .text), "what the partner calls each school, by URN; only these are asked for")
    static let all: [any DeclaredKey] = [name, ids]
}

enum EachDateKeys {
    static let name = Key("name", .text, required: true, "the name by which requests take the day")
    static let from = DefaultedKey("from", .dayOffset, default: 0, "the first day, from the day of the run: -7d")
    static let to = DefaultedKey("to", .dayOffset, default: 0, "the last day")
    static let all: [any DeclaredKey] = [name, from, to]
}

enum IncrementalKeys {
    static let name = DefaultedKey("name", .text, default: "since", "the name by which requests take the cursor")
    static let at = Key(
        "at", .oneOrMore(of: .located(.text)), required: true,
        "columns or paths that say when a row was changed; the first that states something")
    static let kind = Key(
        "kind", .choice(of: CursorValue.Kind.self), "what stands there; else as `first` is, or an instant")
    static let overlap = Key(
        "overlap", .located(.text), "how far a run asks back behind the cursor: 1h, 2d, or a number for an integer")
    static let missing = DefaultedKey(
        "missing", .choice(of: IncrementalRule.Missing.self), default: .hold,
        "what becomes of a row that doesn't say when it was changed: it is taken, or the run is held")
    static let first = Key("first", .located(.text), "where the first run begins; else it asks for everything")
    static let all: [any DeclaredKey] = [name, at, kind, overlap, missing, first]
}

enum SFTPKeys {
    static let host = Key("host", .located(.text), required: true, "the server")
    static let port = DefaultedKey("port", .integer(1...65_535), default: 22, "its port")
    static let user = Key("user", .text, required: true, "our name there")
    static let key = Key("key", .secretName, "the private key in the credentials folder")
    static let keyPassword = Key("key-password", .secretName, "the name of the secret that opens the key")
    static let password = Key("password", .secretName, "the name of the secret, where there is no key")
    static let knownHost = Key(
        "known-host", .oneOrMore(of: .located(.text)), required: true,
        "the server's own key: ssh-ed25519 AAAA…, or its fingerprint SHA256:…; several while it changes")
    static let folder = DefaultedKey("folder", .text, default: "/", "the folder that is looked through")
    static let network = TransportKeys.network
    static let all: [any DeclaredKey] = [
        host, port, user, key, keyPassword, password, knownHost, folder, network,
    ]
}

extension ValueKind where Value == Int {
    /// A number of days such as `-7d`.
    static var dayOffset: Self {
        let write: @Sendable (Int) -> String = { "\($0)d" }
        return Self(shape: "a number of days such as -7d or 0d", write: write) { text throws(ValueFault) in
            if text.hasSuffix("d"), let days = Int(text.dropLast()), abs(days) < 4000 { return days }
            throw ValueFault("should be a number of days such as -7d or 0d, but is `\(text)`")
        }
    }
}
