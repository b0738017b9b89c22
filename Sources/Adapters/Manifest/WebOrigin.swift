// Scheme, host and port of a service, and which links inside an answer stay there.

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

    /// The host without its port.
    public var host: String {
        String(authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" })
    }

    /// Whether it leads to this machine itself, as far as the name tells.
    var isLoopback: Bool { HostText(host) == .network(.loopback) }

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

    /// The address that a link inside an answer from `base` means (RFC 3986, 5.2), or nil where it leads to another origin
    /// or isn't one.
    func resolving(_ link: String, from base: String) -> String? {
        if link.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }) { return nil }
        let link = String(link.prefix { $0 != "#" })
        if Self.hasScheme(link) {
            guard let parts = Self.split(link), parts.origin == self else { return nil }
            return description + (parts.rest.hasPrefix("/") ? "" : "/") + parts.rest
        }
        if link.isEmpty || link.hasPrefix("//") { return nil }
        if link.hasPrefix("/") { return description + Self.withoutDots(link) }
        let path = String(base.dropFirst(description.count).prefix { $0 != "?" })
        if link.hasPrefix("?") { return description + path + link }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return description + Self.withoutDots(folder + link)
    }

    /// Whether a link names a scheme, so that it isn't relative (RFC 3986, 3.1).
    private static func hasScheme(_ link: String) -> Bool {
        guard let colon = link.firstIndex(of: ":") else { return false }
        let scheme = link[..<colon]
        return !scheme.contains { "/?".contains($0) }
    }

    /// RFC 3986, 5.2.4; the query stays as it is.
    private static func withoutDots(_ link: String) -> String {
        let path = link.prefix { $0 != "?" }
        var kept: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch part {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(part)
            }
        }
        return kept.joined(separator: "/") + link.dropFirst(path.count)
    }
}

/// What the text of a host tells of where it lies, without asking anybody.
enum HostText: Equatable {
    /// A name, or an address that anybody can reach.
    case other
    case network(SourceNetwork)
    /// Link-local and metadata addresses, which no source may have.
    case forbidden
    /// A spelling of an address that programs read in different ways: `0x7f.1`, `2130706433`.
    case unclear

    init(_ host: String) {
        let host = host.lowercased()
        if host == "localhost" || host.hasSuffix(".localhost") {
            self = .network(.loopback)
        } else if host.hasPrefix("[") {
            self = Self.sixes(host.dropFirst().dropLast())
        } else {
            let found = Self.fours(host)
            self = found == .other ? Self.name(host) : found
        }
    }

    /// Names that mean nothing outside (RFC 6762, RFC 8375, and ICANN's reservation of .internal).
    private static func name(_ host: String) -> HostText {
        let labels = host.split(separator: ".")
        if host == "metadata.google.internal" || labels.first == "instance-data" { return .forbidden }
        guard let last = labels.last, labels.allSatisfy({ $0.utf8.first != 0x2D }) else { return .unclear }
        let isInside = labels.count == 1 || ["local", "internal", "lan"].contains(last) || host.hasSuffix(".home.arpa")
        return isInside && !host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
            ? .network(.private) : .other
    }

    private static func fours(_ host: String) -> HostText {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = parts.last(where: { !$0.isEmpty }), last.utf8.allSatisfy({ $0.isLetterOrDigit }),
            last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || last.hasPrefix("0x")
        else { return .other }
        let bytes = parts.compactMap { part in
            part == "0" || !part.hasPrefix("0") && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                ? UInt8(part) : nil
        }
        guard bytes.count == 4, parts.count == 4 else { return .unclear }
        switch (bytes[0], bytes[1]) {
        case (127, _): return .network(.loopback)
        case (169, 254), (0, _), (224..., _): return .forbidden
        case (10, _), (172, 16...31), (192, 168), (100, 64...127): return .network(.private)
        default: return .other
        }
    }

    private static func sixes(_ host: Substring) -> HostText {
        if host == "::1" { return .network(.loopback) }
        if host.hasPrefix("fe8") || host.hasPrefix("fe9") || host.hasPrefix("fea") || host.hasPrefix("feb") {
            return .forbidden
        }
        if host.hasPrefix("fc") || host.hasPrefix("fd") { return .network(.private) }
        return host.hasPrefix("::") || host.contains(".") ? .unclear : .other
    }
}
