// The name of a payload: the SHA-256 of its bytes.

import Crypto

/// SHA-256 of a payload's bytes.
public struct PayloadHash: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The hash with these 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The hash with these 64 hexadecimal digits.
    public init?(hex: String) {
        let digits = hex.utf8.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 ? $0 - 48 : ($0 | 32) &- 87 }
        guard digits.count == 64, digits.allSatisfy({ $0 < 16 }) else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The hash of these bytes.
    public init(of content: [UInt8]) {
        bytes = Array(SHA256.hash(data: content))
    }

    init(_ digest: SHA256.Digest) {
        bytes = Array(digest)
    }

    /// 64 hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    public var description: String { hex }
}
