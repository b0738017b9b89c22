// What a program asks the gate for: the head of its request, read strictly. A value.

/// The head of the one request that is made on a connection to the gate.
struct GateRequest: Equatable {
    enum Aim: Equatable {
        /// `CONNECT host:port`.
        case connect(Origin)
        /// Plain HTTP, which the gate would see: `GET http://host/…`.
        case plain(Origin)
        case unreadable
    }

    /// Bytes of a head.
    static let longest = 16 * 1024

    let aim: Aim
    /// What stands behind `Basic` in `Proxy-Authorization`, decoded.
    let credential: [UInt8]?

    init(_ head: [UInt8]) {
        let lines = head.split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        aim = lines.first.map(Self.aim) ?? .unreadable
        credential = lines.dropFirst().lazy.compactMap(Self.credential).first
    }

    private static func aim(_ line: String) -> Aim {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .unreadable }
        if words[0] == "CONNECT" { return origin(of: words[1]).map(Aim.connect) ?? .unreadable }
        guard let address = try? WebAddress(String(words[1])), address.origin.scheme == "http" else {
            return .unreadable
        }
        return .plain(address.origin)
    }

    /// The host and the port, which must both stand there; read as the operator's own are, so that no spelling of a host is
    /// another one.
    private static func origin(of authority: Substring) -> Origin? {
        let isPlain = authority.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || [0x2d, 0x2e, 0x3a, 0x5b, 0x5d, 0x5f].contains(byte)
        }
        guard isPlain, let colon = authority.lastIndex(of: ":"),
            let port = UInt16(authority[authority.index(after: colon)...]), port > 0
        else { return nil }
        return try? WebAddress("https://\(authority)").origin
    }

    private static func credential(_ line: String) -> [UInt8]? {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "proxy-authorization" else {
            return nil
        }
        let words = line[line.index(after: colon)...].split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "basic" else { return nil }
        return Base64.decode(words[1])
    }
}
