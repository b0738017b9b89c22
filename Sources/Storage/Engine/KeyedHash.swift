// A keyed hash of short byte strings: SipHash-2-4 (Aumasson and Bernstein, 2012), with 64 or 128 bits of result.

/// Hashes with the store's secret, so that nobody outside can make two keys meet.
struct KeyedHash: Sendable {
    private let first: UInt64
    private let second: UInt64

    /// Uses the first 16 bytes of the secret.
    init(secret: [UInt8]) {
        func word(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(secret[start + $1]) << UInt64(8 * $1) }
        }
        first = word(0)
        second = word(8)
    }

    func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { compute($0, wide: false).0 }
    }

    /// Two independent halves.
    func hashPair(_ text: String) -> (UInt64, UInt64) {
        var text = text
        return text.withUTF8 { compute(UnsafeRawBufferPointer($0), wide: true) }
    }

    private func compute(_ bytes: UnsafeRawBufferPointer, wide: Bool) -> (UInt64, UInt64) {
        var v0 = first ^ 0x736f_6d65_7073_6575
        var v1 = second ^ 0x646f_7261_6e64_6f6d
        var v2 = first ^ 0x6c79_6765_6e65_7261
        var v3 = second ^ 0x7465_6462_7974_6573
        if wide { v1 ^= 0xee }
        let whole = bytes.count & ~7
        var position = 0
        while position < whole {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            v3 ^= word
            Self.round(&v0, &v1, &v2, &v3)
            Self.round(&v0, &v1, &v2, &v3)
            v0 ^= word
            position += 8
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) &<< 56
        var shift: UInt64 = 0
        while position < bytes.count {
            last |= UInt64(bytes[position]) &<< shift
            shift += 8
            position += 1
        }
        v3 ^= last
        Self.round(&v0, &v1, &v2, &v3)
        Self.round(&v0, &v1, &v2, &v3)
        v0 ^= last
        v2 ^= wide ? 0xee : 0xff
        for _ in 0..<4 { Self.round(&v0, &v1, &v2, &v3) }
        let low = v0 ^ v1 ^ v2 ^ v3
        guard wide else { return (low, 0) }
        v1 ^= 0xdd
        for _ in 0..<4 { Self.round(&v0, &v1, &v2, &v3) }
        return (low, v0 ^ v1 ^ v2 ^ v3)
    }

    @inline(__always)
    private static func round(_ v0: inout UInt64, _ v1: inout UInt64, _ v2: inout UInt64, _ v3: inout UInt64) {
        v0 = v0 &+ v1
        v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
        v0 = v0 &<< 32 | v0 &>> 32
        v2 = v2 &+ v3
        v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
        v0 = v0 &+ v3
        v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
        v2 = v2 &+ v1
        v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
        v2 = v2 &<< 32 | v2 &>> 32
    }
}
