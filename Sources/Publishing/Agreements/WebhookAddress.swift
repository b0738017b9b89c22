// Which addresses a webhook may have. Decided on a plain and strict reading of the text, so that what was allowed is
// what is posted to.

/// A webhook's address: HTTPS, or HTTP to this machine itself.
public struct WebhookAddress: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is not such an address; never repeats the text, which can hold keys.
    public enum Fault: Error, Sendable, Hashable {
        case unreadable, credentials, notSecure

        /// Goes on from the key's name.
        public var what: String {
            switch self {
            case .unreadable: "should be a whole address such as https://records.example.org/sendgate"
            case .credentials: "holds a user name or password"
            case .notSecure: "is not HTTPS"
            }
        }

        public var hint: String {
            switch self {
            case .unreadable: "Write it in plain ASCII, without spaces and without a # part."
            case .credentials: "Leave it out: deliveries are signed with the secret that the route names."
            case .notSecure: "Only a consumer on this machine itself (127.0.0.1, [::1] or localhost) may be plain HTTP."
            }
        }
    }

    /// The whole address. It can hold keys: don't print it.
    public let text: String
    public let isSecure: Bool
    /// In lower case; an IPv6 address is in square brackets.
    public let host: String
    public let port: Int

    /// Scheme, host and port only.
    public var description: String {
        let usual = isSecure ? 443 : 80
        return "\(isSecure ? "https" : "http")://\(host)\(port == usual ? "" : ":\(port)")"
    }

    public init(_ text: String) throws(Fault) {
        // RFC 3986, section 2, without the fragment's sign.
        let punctuation = Set("-._~:/?[]@!$&'()*+,;=%".utf8)
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || punctuation.contains(byte)
        }
        let secure = text.lowercased().hasPrefix("https://")
        guard isPlain, text.utf8.count <= 2048, secure || text.lowercased().hasPrefix("http://") else {
            throw .unreadable
        }
        let rest = text.utf8.dropFirst(secure ? 8 : 7)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .credentials }
        guard let (host, port) = Self.hostAndPort(Array(authority)) else { throw .unreadable }
        guard secure || Self.isLoopback(host) else { throw .notSecure }
        self.text = text
        self.host = host
        self.port = port ?? (secure ? 443 : 80)
        isSecure = secure
    }

    private static func hostAndPort(_ authority: [UInt8]) -> (String, Int?)? {
        var end = authority.count
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let inner = authority[1..<close]
            guard !inner.isEmpty, inner.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") }) else { return nil }
            end = close + 1
        } else {
            end = authority.firstIndex(of: UInt8(ascii: ":")) ?? end
            let name = authority[..<end]
            guard name.first.map(isLetterOrDigit) == true,
                name.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
            else { return nil }
        }
        let host = String(decoding: authority[..<end], as: UTF8.self).lowercased()
        if end == authority.count { return (host, nil) }
        let digits = authority[(end + 1)...]
        guard authority[end] == UInt8(ascii: ":"), (1...5).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port)
        else { return nil }
        return (host, port)
    }

    /// `localhost`, `[::1]`, or four plain decimal numbers of which the first is 127.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0].elementsEqual("127".utf8)
            && parts.allSatisfy { part in
                let number = Int(String(Substring(part)))
                return number.map { (0...255).contains($0) && String($0).utf8.elementsEqual(part) } ?? false
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
