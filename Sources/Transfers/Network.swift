// In which network a partner's server lies, as the operator declares it.

/// Where the addresses of an origin may lie. What is never connected, whatever is declared: link-local addresses, where
/// clouds keep their machine credentials, and addresses that aren't one machine's.
public enum Network: String, Sendable, Hashable, CaseIterable {
    /// Globally routable addresses only. The default.
    case `public`
    /// The organisation's own network too: RFC 1918, 100.64.0.0/10, fc00::/7.
    case `private`
    /// This machine only.
    case loopback

    /// Where an operator states none: loopback if the address itself is plainly this machine's, else public.
    public init(plainlyNamedBy address: String) {
        let host = (try? WebAddress(address))?.origin.host ?? ""
        self = host == "localhost" || NetworkAddress(host)?.kind == .loopback ? .loopback : .public
    }

    func permits(_ address: NetworkAddress) -> Bool {
        switch (self, address.kind) {
        case (_, .forbidden): false
        case (.loopback, let kind): kind == .loopback
        case (.public, let kind): kind == .public
        case (.private, let kind): kind == .public || kind == .private
        }
    }

    /// Whether a name may be asked for at all. Decided before anybody resolves it; what it resolves to is judged too.
    func permits(host: String) -> Bool {
        if let address = NetworkAddress(host) { return permits(address) }
        let labels = host.split(separator: ".")
        guard let last = labels.last else { return false }
        if last == "localhost" { return self == .loopback }
        if host == "metadata.google.internal" || labels.first == "instance-data" { return false }
        // No public name has one label, or ends so (RFC 6762, RFC 8375, and ICANN's reservation of .internal).
        let isInside = labels.count == 1 || ["local", "internal", "lan"].contains(last) || host.hasSuffix(".home.arpa")
        return self != .public || !isInside
    }
}
