// Undoing the escapes of a string that has been scanned.

extension JSONScan {
    /// What becomes of half a surrogate pair.
    enum Halves {
        /// U+FFFD, for text that people see.
        case replaced
        /// The three bytes that UTF-8's rule would give, for comparing.
        case asUTF8WouldBe
    }

    /// The bytes of a scanned string with its escapes undone.
    static func unescaped(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, halves: Halves) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(end - start)
        var index = start
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte != UInt8(ascii: "\\") {
                output.append(byte)
                continue
            }
            let kind = bytes[index]
            index += 1
            switch kind {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                let code = character(bytes, at: &index, to: end)
                if let scalar = Unicode.Scalar(code) {
                    output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                } else if halves == .replaced {
                    output += UTF8.encodedReplacementCharacter
                } else {
                    output += [0xED, UInt8(0x80 | (code >> 6) & 0x3F), UInt8(0x80 | code & 0x3F)]
                }
            default: output.append(kind)
            }
        }
        return output
    }

    /// Whether a scanned string with escapes holds half a surrogate pair.
    static func hasHalf(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            index += 2
            if bytes[index - 1] == UInt8(ascii: "u"), Unicode.Scalar(character(bytes, at: &index, to: end)) == nil {
                return true
            }
        }
        return false
    }

    /// The character of one escape, or of two that are a surrogate pair, from the first digit on.
    private static func character(_ bytes: UnsafePointer<UInt8>, at index: inout Int, to end: Int) -> UInt32 {
        let code = unit(bytes, at: index)
        index += 4
        guard 0xD800..<0xDC00 ~= code, index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u"), 0xDC00..<0xE000 ~= unit(bytes, at: index + 2)
        else { return code }
        let low = unit(bytes, at: index + 2)
        index += 6
        return 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func unit(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for digit in index..<index + 4 { unit = unit << 4 | UInt32(hexadecimalDigit(bytes[digit]) ?? 0) }
        return unit
    }
}
