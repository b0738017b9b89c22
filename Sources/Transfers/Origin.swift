// Where an address leads: scheme, host and port, as libcurl itself will read it. There is one
// parser for "may we?" and "go there", so that no address can mean two things.

import CCurl

/// The scheme, host and port of an address. Two addresses of one origin belong to the same partner
/// service: secrets go to one origin, and a redirect is followed within one origin only.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// `https` or `http`, in lower case.
    public let scheme: String
    /// In lower case; an IPv6 address is in square brackets.
    public let host: String
    public let port: Int

    /// As an operator would write it, without the port where it is the usual one.
    public var description: String { "\(scheme)://\(hostAndPort)" }

    /// What messages name: never the path nor the query, which can hold keys and identifiers.
    public var hostAndPort: String {
        (scheme == "https" && port == 443) || (scheme == "http" && port == 80) ? host : "\(host):\(port)"
    }
}

/// A whole address that was read and found usable.
public struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address to send to libcurl. It can hold a query with keys: don't print it.
    public let text: String
    public let origin: Origin

    /// The origin only: the rest can hold keys and identifiers.
    public var description: String { origin.description }

    /// Throws `.addressUnreadable` if it isn't a whole address with a scheme and a host, and
    /// `.credentialsInAddress` if it holds a user name or password, which would end up in logs.
    public init(_ text: String) throws(TransferError) {
        guard let parts = AddressParts(text, against: nil) else {
            throw TransferError(.addressUnreadable, host: "the address given")
        }
        try self.init(parts)
    }

    /// The address that a link inside an answer from this address means: whole, or relative to it.
    public func resolving(_ link: String) throws(TransferError) -> WebAddress {
        guard let parts = AddressParts(link, against: text) else {
            throw TransferError(.addressUnreadable, host: origin.hostAndPort)
        }
        return try WebAddress(parts)
    }

    private init(_ parts: AddressParts) throws(TransferError) {
        text = parts.whole
        origin = Origin(scheme: parts.scheme.lowercased(), host: parts.host.lowercased(), port: parts.port)
        if parts.hasCredentials { throw TransferError(.credentialsInAddress, host: origin.hostAndPort) }
    }
}

/// The parts of an address as libcurl's own parser sees them.
private struct AddressParts {
    let whole: String
    let scheme: String
    let host: String
    let port: Int
    let hasCredentials: Bool

    init?(_ text: String, against base: String?) {
        // A zero byte would end the C string early.
        guard !text.isEmpty, !text.utf8.contains(0), let parser = curl_url() else { return nil }
        defer { curl_url_cleanup(parser) }
        // So that any scheme is read here, and refused by name later.
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
        if let base, curl_url_set(parser, CURLUPART_URL, base, flags) != CURLUE_OK { return nil }
        guard curl_url_set(parser, CURLUPART_URL, text, flags) == CURLUE_OK else { return nil }
        func part(_ name: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parser, name, &found, flags) == CURLUE_OK, let found else { return nil }
            defer { curl_free(found) }
            return String(cString: found)
        }
        guard let whole = part(CURLUPART_URL), let scheme = part(CURLUPART_SCHEME),
            let host = part(CURLUPART_HOST), !host.isEmpty
        else { return nil }
        self.whole = whole
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init) ?? 0
        hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
    }
}
