// One word of a name in eight bytes: up to twelve folded letters, five bits each, and the length.

/// A word of a name, folded to the letters a to z and packed: comparing two words is comparing two integers.
///
/// Letters after the twelfth are left out (the length, up to fifteen, still tells such words apart).
struct NameToken: Hashable, Sendable {
    static let none = NameToken(packed: 0)
    static let mostLetters = 12

    /// Letter i in the five bits from bit 59 - 5i upwards (a is 1); the length in the lowest four bits.
    let packed: UInt64

    init(packed: UInt64) {
        self.packed = packed
    }

    /// For tables and tests: the letters of `text`, everything else left out.
    init(_ text: String) {
        var builder = Builder()
        for byte in text.utf8 where (0x61...0x7a).contains(byte | 0x20) {
            builder.append((byte | 0x20) - 0x60)
        }
        self = builder.token
    }

    var isEmpty: Bool { packed == 0 }
    var length: Int { Int(packed & 15) }
    var letters: Int { min(length, Self.mostLetters) }
    var initial: UInt64 { packed >> 59 }

    func prefix(_ count: Int) -> UInt64 {
        packed & ~(UInt64.max >> UInt64(5 * count))
    }

    func starts(with other: NameToken) -> Bool {
        other.length <= length && prefix(other.letters) == other.prefix(other.letters)
    }

    /// The two words written as one.
    func joined(to other: NameToken) -> NameToken {
        let space = letters
        guard space < Self.mostLetters else { return self }
        let moved = ((other.packed & ~15) >> UInt64(5 * space)) & ~15
        return NameToken(packed: packed & ~15 | moved | UInt64(min(15, length + other.length)))
    }

    struct Builder {
        private var packed: UInt64 = 0
        private(set) var count = 0

        /// `letter` is 1 for a to 26 for z.
        mutating func append(_ letter: UInt8) {
            if count < NameToken.mostLetters {
                packed |= UInt64(letter & 31) << UInt64(59 - 5 * count)
            }
            count += 1
        }

        var token: NameToken { NameToken(packed: count == 0 ? 0 : packed | UInt64(min(15, count))) }

        mutating func clear() {
            packed = 0
            count = 0
        }
    }
}

extension NameToken {
    /// The number of single edits (insert, delete, replace, or swap two neighbours) between two words, by the
    /// bit-parallel method of Hyyrö (2003).
    func edits(to other: NameToken) -> Int {
        let (mine, theirs) = (letters, other.letters)
        if mine == 0 || theirs == 0 { return max(mine, theirs) }
        var places = InlineArray<32, UInt64>(repeating: 0)
        for i in 0..<mine {
            places[Int(packed >> UInt64(59 - 5 * i)) & 31] |= 1 << UInt64(i)
        }
        var (positive, negative, diagonal, before): (UInt64, UInt64, UInt64, UInt64) = (.max, 0, 0, 0)
        let last: UInt64 = 1 << UInt64(mine - 1)
        var edits = mine
        for j in 0..<theirs {
            let here = places[Int(other.packed >> UInt64(59 - 5 * j)) & 31]
            let swapped = ((~diagonal & here) << 1) & before
            diagonal = (((here & positive) &+ positive) ^ positive) | here | negative | swapped
            var up = negative | ~(diagonal | positive)
            var down = diagonal & positive
            if up & last != 0 { edits += 1 }
            if down & last != 0 { edits -= 1 }
            up = (up << 1) | 1
            down <<= 1
            positive = down | ~(diagonal | up)
            negative = up & diagonal
            before = here
        }
        return edits
    }
}
