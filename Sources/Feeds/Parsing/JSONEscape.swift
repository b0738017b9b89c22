// Text as a JSON string, exactly: quotes, backslashes and control characters escaped, all else as it is.

enum JSONEscape {
    /// How many bytes `write` needs at most.
    static func room(for count: Int) -> Int { count * 6 + 2 + 8 }

    /// Writes well-formed UTF-8 in its quotes and returns how many bytes that took. Up to eight bytes
    /// after them are overwritten.
    static func write(_ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(ascii: "\"")
        var written = 1
        if let base = bytes.baseAddress {
            let (source, target) = (UnsafeRawPointer(base), UnsafeMutableRawPointer(output))
            let count = bytes.count
            var index = 0
            while index + 8 <= count {
                let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                target.storeBytes(of: word, toByteOffset: written, as: UInt64.self)
                let special = firstSpecial(word)
                written += special
                index += special
                if special < 8 {
                    written += write(escape: base[index], to: output + written)
                    index += 1
                }
            }
            while index < count {
                let byte = base[index]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    written += write(escape: byte, to: output + written)
                } else {
                    output[written] = byte
                    written += 1
                }
                index += 1
            }
        }
        output[written] = UInt8(ascii: "\"")
        return written + 1
    }

    /// Place of the first of eight bytes that a JSON string has to escape, or 8.
    private static func firstSpecial(_ word: UInt64) -> Int {
        let quote = word ^ 0x2222_2222_2222_2222
        let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let ones: UInt64 = 0x0101_0101_0101_0101
        // A high bit marks a control character, a quote or a backslash. The lowest is sure.
        let found =
            ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash)
            & 0x8080_8080_8080_8080
        return found == 0 ? 8 : found.trailingZeroBitCount >> 3
    }

    private static func write(escape byte: UInt8, to output: UnsafeMutablePointer<UInt8>) -> Int {
        output[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output[1] = byte
        case 0x08: output[1] = UInt8(ascii: "b")
        case 0x09: output[1] = UInt8(ascii: "t")
        case 0x0A: output[1] = UInt8(ascii: "n")
        case 0x0C: output[1] = UInt8(ascii: "f")
        case 0x0D: output[1] = UInt8(ascii: "r")
        default:
            output[1] = UInt8(ascii: "u")
            output[2] = UInt8(ascii: "0")
            output[3] = UInt8(ascii: "0")
            output[4] = UInt8(ascii: "0") + byte >> 4
            let low = byte & 15
            output[5] = low + (low < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            return 6
        }
        return 2
    }
}
