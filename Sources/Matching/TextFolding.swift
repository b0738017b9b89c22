// From partners' text to comparable words: case, accents, punctuation and doubly encoded letters folded away.

enum TextFolding {
    /// The base letters of U+00C0 to U+017F; '-' where there is none.
    private static let latin: [UInt8] = Array(
        """
        aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiii\
        iiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.utf8)
    /// The base letters of U+1E00 to U+1EFF.
    private static let latinAdditional: [UInt8] = Array(
        """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttt\
        tuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy----sdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooo\
        oouuuuuuuuuuuuuuyyyyyyyy------
        """.utf8)
    /// The letters that Windows-1252 has at 0x80 to 0x9F.
    private static let windows: [UInt32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ]

    /// What a scalar means inside a name.
    enum Piece {
        case letter(UInt8)
        /// Ends a word.
        case gap
        /// Belongs to the word and leaves no letter: an apostrophe, a combining mark.
        case nothing
    }

    /// The words of a name. Apostrophes join (O'Brien is one word), hyphens and spaces part.
    static func words(_ text: String, _ take: (NameToken) -> Void) {
        var builder = NameToken.Builder()
        var lead: UInt32 = 0
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                lead = 0
                let lower = UInt8(value) | 0x20
                if lower >= 0x61 && lower <= 0x7a {
                    builder.append(lower - 0x60)
                } else if value != 0x27 && value != 0x60 && builder.count > 0 {
                    take(builder.token)
                    builder.clear()
                }
                continue
            }
            var folded = value
            if lead != 0, let low = continuation(value) {
                // UTF-8 that was once read as Windows-1252: two letters stand for one.
                folded = (lead & 0x1f) << 6 | low
                lead = 0
            } else if value >= 0xc2 && value <= 0xc5 {
                // Ã, Â, Ä, Å: perhaps the first half. Settled by the next scalar.
                lead = value
                if mayBeFirstHalf(text, value) { continue }
                lead = 0
            }
            switch piece(folded) {
            case .letter(let letter): builder.append(letter)
            case .gap:
                if builder.count > 0 {
                    take(builder.token)
                    builder.clear()
                }
            case .nothing: break
            }
        }
        if builder.count > 0 { take(builder.token) }
    }

    /// Whether every `lead` in the text is followed by what could be the second half of a doubly encoded letter.
    private static func mayBeFirstHalf(_ text: String, _ lead: UInt32) -> Bool {
        var after = false
        for scalar in text.unicodeScalars {
            if after && continuation(scalar.value) == nil { return false }
            after = scalar.value == lead
        }
        return !after
    }

    private static func continuation(_ value: UInt32) -> UInt32? {
        if value >= 0x80 && value <= 0xbf { return value & 0x3f }
        guard let index = windows.firstIndex(of: value) else { return nil }
        return UInt32(index)
    }

    static func piece(_ value: UInt32) -> Piece {
        switch value {
        case 0xc0...0x17f:
            let base = latin[Int(value - 0xc0)]
            return base == 0x2d ? .gap : .letter(base - 0x60)
        case 0x1e00...0x1eff:
            let base = latinAdditional[Int(value - 0x1e00)]
            return base == 0x2d ? .nothing : .letter(base - 0x60)
        case 0x300...0x36f, 0xad, 0x2b9...0x2bf, 0x2018...0x201b, 0x200b...0x200f, 0xb4, 0xfeff: return .nothing
        case 0x80...0xbf, 0x2000...0x2bff, 0x3000...0x303f, 0xfffd: return .gap
        // Letters of other alphabets: a stand-in letter, so that equal names stay equal.
        default: return .letter(UInt8(value % 26) + 1)
        }
    }

    /// The digits of `text` as a number, if there are `least` to `most` of them.
    static func digits(_ text: String, least: Int, most: Int) -> UInt64? {
        var number: UInt64 = 0
        var count = 0
        for byte in text.utf8 where byte >= 0x30 && byte <= 0x39 {
            if count == most { return nil }
            number = number &* 10 &+ UInt64(byte - 0x30)
            count += 1
        }
        return count >= least ? number : nil
    }

    /// Letters and digits of a code (postcode, UPN), six bits each, at most ten; nil if it is empty or longer.
    static func code(_ text: String) -> UInt64? {
        var packed: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt8
            switch byte {
            case 0x30...0x39: value = byte - 0x30 + 1
            case 0x41...0x5a: value = byte - 0x41 + 11
            case 0x61...0x7a: value = byte - 0x61 + 11
            default: continue
            }
            if count == 10 { return nil }
            packed = packed << 6 | UInt64(value)
            count += 1
        }
        return count == 0 ? nil : packed
    }
}
