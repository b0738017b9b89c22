// Which network addresses sendgate may talk to. Decided from the address that is really connected,
// after the name was resolved, because a name can be made to lead anywhere.

import Glibc

/// How much an adapter or consumer may use plain HTTP.
public enum Allowance: Sendable, Hashable {
    /// HTTPS, and nothing else.
    case httpsOnly
    /// HTTPS, and plain HTTP to this same machine. The default.
    case loopbackHTTP
    /// The adapter says `insecure: true`: plain HTTP to any permitted address. Certificates of HTTPS
    /// are still checked.
    case insecure

    func permits(scheme: String) -> Bool {
        switch scheme {
        case "https": true
        case "http": self != .httpsOnly
        default: false
        }
    }

    /// Whether a request of this scheme may go to the address that was connected.
    func permits(_ address: NetworkAddress, scheme: String) -> Bool {
        guard permits(scheme: scheme) else { return false }
        return switch address.kind {
        case .forbidden: false
        case .loopback: true
        case .ordinary: scheme == "https" || self == .insecure
        }
    }
}

/// An IPv4 or IPv6 address.
struct NetworkAddress: Equatable {
    enum Kind: Equatable {
        /// This machine.
        case loopback
        /// Link-local addresses, where clouds keep their machine credentials, and addresses that name no
        /// single machine.
        case forbidden
        case ordinary
    }

    /// Four bytes or sixteen.
    let bytes: [UInt8]

    /// From `struct sockaddr`; nil for another family than IPv4 and IPv6.
    init?(_ socketAddress: UnsafeRawPointer, family: Int32, length: Int) {
        // The address starts at byte 4 of sockaddr_in and at byte 8 of sockaddr_in6.
        switch family {
        case AF_INET where length >= 8: bytes = [UInt8](UnsafeRawBufferPointer(start: socketAddress + 4, count: 4))
        case AF_INET6 where length >= 24: bytes = [UInt8](UnsafeRawBufferPointer(start: socketAddress + 8, count: 16))
        default: return nil
        }
    }

    /// From its written form; nil if it isn't one.
    init?(_ text: String) {
        // A zone ("%eth0") doesn't matter for the decision.
        let plain = String(text.prefix { $0 != "%" })
        var found = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, plain, &found) == 1 {
            bytes = [UInt8](found.prefix(4))
        } else if inet_pton(AF_INET6, plain, &found) == 1 {
            bytes = found
        } else {
            return nil
        }
    }

    var kind: Kind {
        if bytes.count == 4 { return Self.kind(ofIPv4: bytes[0], bytes[1]) }
        let startsWithZeros = bytes.prefix(10).allSatisfy { $0 == 0 }
        // ::ffff:a.b.c.d (RFC 4291, 2.5.5.2) and 64:ff9b::a.b.c.d (RFC 6052, 2.1) are IPv4 in IPv6.
        let isMapped = startsWithZeros && bytes[10] == 0xff && bytes[11] == 0xff
        let isTranslated =
            bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b
            && bytes[4..<12].allSatisfy { $0 == 0 }
        if isMapped { return Self.kind(ofIPv4: bytes[12], bytes[13]) }
        if isTranslated {
            let kind = Self.kind(ofIPv4: bytes[12], bytes[13])
            // Loopback behind a translator is some other machine.
            return kind == .loopback ? .forbidden : kind
        }
        if startsWithZeros && bytes[10..<15].allSatisfy({ $0 == 0 }) {
            return bytes[15] == 1 ? .loopback : .forbidden
        }
        // fe80::/10 link-local, ff00::/8 multicast.
        if bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80 || bytes[0] == 0xff { return .forbidden }
        // fd00:ec2::254 and fd20:ce::254: machine credentials of two large clouds, over IPv6.
        if bytes[0] == 0xfd && bytes[14] == 0x02 && bytes[15] == 0x54 && bytes[4..<14].allSatisfy({ $0 == 0 })
            && (bytes[1...3] == [0x00, 0x0e, 0xc2] || bytes[1...3] == [0x20, 0x00, 0xce])
        {
            return .forbidden
        }
        return .ordinary
    }

    private static func kind(ofIPv4 first: UInt8, _ second: UInt8) -> Kind {
        switch first {
        case 127: .loopback
        case 169 where second == 254: .forbidden  // link-local, RFC 3927
        case 0, 224...255: .forbidden  // unspecified, multicast, reserved, broadcast
        default: .ordinary
        }
    }
}
