// Where an address leads: scheme, host and port, as libcurl itself will read it. There is one
// parser for "may we?" and "go there", so that no address can mean two things.

import CCurl

/// The scheme, host and port of an address. Two addresses of one origin belong to the same partner
/// service: secrets go to one origin, and a redirect is followed within one origin only.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// `https` or `http`, in lower case.
    public let scheme: String
    /// As it will be looked up: in lower case, international names in their ASCII form, numbers as four decimal ones, without
    /// a dot at the end; an IPv6 address is in square brackets.
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
        origin = Origin(scheme: parts.scheme, host: parts.host, port: parts.port)
        if parts.hasCredentials { throw TransferError(.credentialsInAddress, host: origin.hostAndPort) }
        // A zone goes with link-local addresses, which are never used.
        if parts.hasZone { throw TransferError(.addressNotAllowed(.public), host: origin.hostAndPort) }
    }

    /// The same without a parameter of the query: for an address that a partner gave back with the key in it.
    public func without(parameter name: String) -> WebAddress {
        AddressParts(AddressQuery.removing(name, from: text), against: nil).flatMap { try? WebAddress($0) } ?? self
    }
}
