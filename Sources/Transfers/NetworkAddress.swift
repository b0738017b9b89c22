// Which network addresses there are, and what kind each is. Decided from the address that is really
// connected, after the name was resolved, because a name can be made to lead anywhere.

import Glibc

/// An IPv4 or IPv6 address.
struct NetworkAddress: Equatable {
    enum Kind: Equatable {
        /// This machine.
        case loopback
        /// An organisation's own network.
        case `private`
        /// Routed everywhere.
        case `public`
        /// Link-local addresses, where clouds keep their machine credentials; addresses that name no single machine,
        /// are kept for documents, or hide another address inside.
        case forbidden
    }

    /// Four bytes or sixteen.
    let bytes: [UInt8]

    static let loopback = NetworkAddress(bytes: [127, 0, 0, 1])

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// From `struct sockaddr`; nil for another family than IPv4 and IPv6.
    init?(_ socketAddress: UnsafeRawPointer, family: Int32, length: Int) {
        // The address starts at byte 4 of sockaddr_in and at byte 8 of sockaddr_in6.
        switch family {
        case AF_INET where length >= 8: bytes = [UInt8](UnsafeRawBufferPointer(start: socketAddress + 4, count: 4))
        case AF_INET6 where length >= 24: bytes = [UInt8](UnsafeRawBufferPointer(start: socketAddress + 8, count: 16))
        default: return nil
        }
    }

    /// From its written form, with or without the square brackets of a web address; nil if it isn't one.
    init?(_ text: String) {
        var plain = text
        if plain.hasPrefix("["), plain.hasSuffix("]") { plain = String(plain.dropFirst().dropLast()) }
        // A zone ("%eth0") goes with link-local addresses only, and doesn't matter for the decision.
        plain = String(plain.prefix { $0 != "%" })
        var found = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, plain, &found) == 1 {
            bytes = [UInt8](found.prefix(4))
        } else if inet_pton(AF_INET6, plain, &found) == 1 {
            bytes = found
        } else {
            return nil
        }
    }

    /// In the shortest usual form; an IPv6 address in square brackets.
    var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        let plain = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return family == AF_INET ? plain : "[\(plain)]"
    }

    var kind: Kind { bytes.count == 4 ? Self.kind(ofIPv4: bytes) : Self.kind(ofIPv6: bytes) }

    // MARK: IPv4

    /// By the registry of special addresses that RFC 6890 keeps, as of 2025.
    private static func kind(ofIPv4 bytes: [UInt8]) -> Kind {
        let (first, second) = (bytes[0], bytes[1])
        if metadata.contains(bytes) { return .forbidden }
        switch first {
        case 127: return .loopback
        case 10: return .private  // RFC 1918
        case 172 where second & 0xf0 == 16: return .private
        case 192 where second == 168: return .private
        case 100 where second & 0xc0 == 64: return .private  // RFC 6598, between a provider and its customers
        case 169 where second == 254: return .forbidden  // link-local, RFC 3927
        case 192 where second == 0 && (bytes[2] == 0 || bytes[2] == 2): return .forbidden  // protocols, documents
        case 192 where second == 88 && bytes[2] == 99: return .forbidden  // relays of 6to4
        case 198 where second & 0xfe == 18: return .forbidden  // measuring, RFC 2544
        case 198 where second == 51 && bytes[2] == 100: return .forbidden  // documents, RFC 5737
        case 203 where second == 0 && bytes[2] == 113: return .forbidden
        case 0, 224...255: return .forbidden  // unspecified, multicast, reserved, broadcast
        default: return .public
        }
    }

    /// Where clouds give out machine credentials outside 169.254.0.0/16.
    private static let metadata: [[UInt8]] = [[168, 63, 129, 16], [100, 100, 100, 200]]

    // MARK: IPv6

    private static func kind(ofIPv6 bytes: [UInt8]) -> Kind {
        let embedded = Array(bytes[12...])
        // ::ffff:a.b.c.d (RFC 4291, 2.5.5.2): the system sends to the IPv4 address itself.
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) { return kind(ofIPv4: embedded) }
        // 64:ff9b::a.b.c.d (RFC 6052, 2.1): a translator sends to it, and may do so for public addresses only (3.1).
        if bytes.starts(with: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return kind(ofIPv4: embedded) == .public ? .public : .forbidden
        }
        if bytes.prefix(15).allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .loopback : .forbidden }
        // ISATAP (RFC 5214, 6.1): an IPv4 address behind 0:5efe or 200:5efe, under any prefix.
        if bytes[8] & 0xfd == 0, bytes[9] == 0, bytes[10] == 0x5e, bytes[11] == 0xfe { return .forbidden }
        // fc00::/7 (RFC 4193), but for where two large clouds give out machine credentials.
        if bytes[0] & 0xfe == 0xfc {
            let isMetadata =
                bytes == [0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54]
                || bytes == [0xfd, 0x20, 0, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54]
            return isMetadata ? .forbidden : .private
        }
        // Of the rest only 2000::/3 is routed everywhere (RFC 4291, 2.4), without:
        guard bytes[0] & 0xe0 == 0x20 else { return .forbidden }
        let start = Int(bytes[0]) << 8 | Int(bytes[1])
        switch start {
        case 0x2001 where bytes[2] & 0xfe == 0: return .forbidden  // protocols, Teredo among them: RFC 2928, 4380
        case 0x2001 where bytes[2] == 0x0d && bytes[3] == 0xb8: return .forbidden  // documents, RFC 3849
        case 0x2002: return .forbidden  // 6to4, RFC 3056: any IPv4 address
        case 0x3fff where bytes[2] & 0xf0 == 0: return .forbidden  // documents, RFC 9637
        default: return .public
        }
    }
}
