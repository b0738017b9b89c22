// Where a feed's files come from: an inbox that schools drop files into, a partner's web service, or a tap.

import Configuring
import SENDRecords

public enum FeedSource: Sendable {
    case inbox(InboxSource)
    case https(HTTPSource)
    case singer(SingerSource)
    case module(ModuleSource)

    /// How it is fetched over HTTPS, by the gateway for itself or for a module.
    public var https: HTTPSource? {
        switch self {
        case .inbox, .singer: nil
        case .https(let source): source
        case .module(let source): source.https
        }
    }

    public var isInbox: Bool {
        if case .inbox = self { true } else { false }
    }

    public var isTap: Bool {
        if case .singer = self { true } else { false }
    }
}

/// Files that a school drops into its folder.
public struct InboxSource: Sendable, Equatable {
    /// Which names are taken for files of this feed; others are left alone.
    public let patterns: [FileNamePattern]
    /// Columns, or paths, of the school's URN: the first that is there. A trust's file holds the rows of several schools;
    /// an adapter that names none takes single schools' files only.
    public let partnerColumn: [String]
}

/// A partner's web service.
public struct HTTPSource: Sendable {
    /// Scheme, host and port, without a path: `https://partner.example`.
    public let origin: WebOrigin
    /// Plain HTTP to another machine is allowed, as the operator has written down.
    public let isInsecure: Bool
    public let headers: [SourceHeader]
    /// How long an incomplete set waits for its missing files before the run is held.
    public let waitForSet: Duration
}

/// A header of every request. A secret stands here by name only.
public struct SourceHeader: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case plain(String)
        /// The secret is the whole value.
        case secret(SecretName)
        /// `Bearer` and the secret.
        case bearer(SecretName)
        /// `Basic` with a user name and a password.
        case basic(user: String, password: SecretName)
    }

    public let name: String
    public let value: Value

    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// Where requests may go: a scheme, a host and a port.
public struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
    public let scheme: String
    /// In lower case, with the port where one is stated.
    public let authority: String

    public var description: String { "\(scheme)://\(authority)" }

    /// Reads `https://host` or `https://host:port`, with or without one slash at the end.
    public init?(_ text: String) {
        guard let parts = Self.split(text), parts.rest.isEmpty || parts.rest == "/" else { return nil }
        self = parts.origin
    }

    private init(scheme: String, authority: String) {
        self.scheme = scheme
        self.authority = authority
    }

    /// Whether it leads to this machine itself.
    var isLoopback: Bool {
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// A whole address as its origin and the rest, or nil. User names are refused.
    static func split(_ address: String) -> (origin: WebOrigin, rest: String)? {
        guard let mark = address.firstRange(of: "://") else { return nil }
        let scheme = address[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        let after = address[mark.upperBound...]
        let end = after.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? after.endIndex
        var authority = after[..<end].lowercased()
        guard !authority.isEmpty,
            authority.utf8.allSatisfy({ byte in
                byte.isLetterOrDigit || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D].contains(byte)
            })
        else { return nil }
        let usualPort = scheme == "https" ? ":443" : ":80"
        if authority.hasSuffix(usualPort) { authority.removeLast(usualPort.count) }
        return (WebOrigin(scheme: scheme, authority: authority), String(after[end...]))
    }

    /// The address that a link inside an answer from `base` means, or nil where it leads to another origin.
    /// Links are whole addresses, paths from the root, or a query alone.
    func resolving(_ link: String, from base: String) -> String? {
        if link.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return nil }
        if link.contains("://"), let parts = Self.split(link) {
            return parts.origin == self ? description + parts.rest : nil
        }
        if link.hasPrefix("//") { return nil }
        if link.hasPrefix("/") { return description + link }
        if link.hasPrefix("?") { return String(base.prefix { $0 != "?" }) + link }
        return nil
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
