// SipHash-2-4, the keyed hash of Aumasson and Bernstein (2012): stable across processes and versions.

struct SipHash {
    private let k0: UInt64
    private let k1: UInt64

    init(_ k0: UInt64, _ k1: UInt64) {
        self.k0 = k0
        self.k1 = k1
    }

    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        @inline(__always)
        mutating func round() {
            v0 = v0 &+ v1
            v1 = (v1 << 13) | (v1 >> 51)
            v1 ^= v0
            v0 = (v0 << 32) | (v0 >> 32)
            v2 = v2 &+ v3
            v3 = (v3 << 16) | (v3 >> 48)
            v3 ^= v2
            v0 = v0 &+ v3
            v3 = (v3 << 21) | (v3 >> 43)
            v3 ^= v0
            v2 = v2 &+ v1
            v1 = (v1 << 17) | (v1 >> 47)
            v1 ^= v2
            v2 = (v2 << 32) | (v2 >> 32)
        }

        @inline(__always)
        mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        mutating func finish() -> UInt64 {
            v2 ^= 0xff
            round()
            round()
            round()
            round()
            return v0 ^ v1 ^ v2 ^ v3
        }
    }

    private func start() -> State {
        State(
            v0: k0 ^ 0x736f_6d65_7073_6575, v1: k1 ^ 0x646f_7261_6e64_6f6d, v2: k0 ^ 0x6c79_6765_6e65_7261,
            v3: k1 ^ 0x7465_6462_7974_6573)
    }

    /// The hash of the eight bytes of `word`, little-endian.
    func hash(_ word: UInt64) -> UInt64 {
        var state = start()
        state.take(word)
        state.take(8 << 56)
        return state.finish()
    }

    /// The hash of the text's UTF-8 bytes.
    func hash(_ text: String) -> UInt64 {
        var state = start()
        var word: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            word |= UInt64(byte) << UInt64(8 * (count & 7))
            count += 1
            if count & 7 == 0 {
                state.take(word)
                word = 0
            }
        }
        state.take(word | (UInt64(count & 0xff) << 56))
        return state.finish()
    }
}

/// A fast unkeyed mix of two words, for tables in memory and as the raw form of a blocking key.
@inline(__always)
func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: b ^ 0xd6e8_feb8_6659_fd93)
    let folded = product.high ^ product.low
    return (folded ^ (folded >> 29)) &* 0xbf58_476d_1ce4_e5b9
}
