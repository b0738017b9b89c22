// The tokens of RFC 8259 that have an inside: strings and numbers. Pure functions over bytes.

enum JSONScan {
    enum Fault: Error {
        case controlCharacter(at: Int)
        case badEscape(at: Int)
        case badNumber(at: Int)
    }

    struct StringToken {
        /// Index of the closing quote.
        var end: Int
        var hasEscapes = false
        var isASCII = true
    }

    /// Finds the end of a string from the byte after its opening quote; nil when it isn't in the
    /// window. Escapes are checked here, UTF-8 is not.
    static func string(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int
    ) throws(Fault) -> StringToken? {
        var token = StringToken(end: start)
        let raw = UnsafeRawPointer(bytes)
        var index = start
        while true {
            // Eight plain bytes at a time: none below 0x20, none above 0x7F, no quote, no backslash.
            while index + 8 <= end {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let quote = word ^ 0x2222_2222_2222_2222
                let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
                let ones: UInt64 = 0x0101_0101_0101_0101
                let special =
                    word | (word &- 0x2020_2020_2020_2020) | (quote &- ones) | (backslash &- ones)
                if special & 0x8080_8080_8080_8080 != 0 { break }
                index += 8
            }
            let stop = min(index + 8, end)
            while index < stop {
                let byte = bytes[index]
                if byte == 0x22 {
                    token.end = index
                    return token
                }
                if byte < 0x20 { throw .controlCharacter(at: index) }
                if byte >= 0x80 {
                    token.isASCII = false
                } else if byte == 0x5C {
                    token.hasEscapes = true
                    guard let length = try escape(bytes, at: index, to: end) else { return nil }
                    index += length
                    continue
                }
                index += 1
            }
            if index >= end { return nil }
        }
    }

    /// Length of the escape at a backslash; nil when it isn't all in the window.
    private static func escape(_ bytes: UnsafePointer<UInt8>, at start: Int, to end: Int) throws(Fault) -> Int? {
        if start + 1 == end { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for index in start + 2..<start + 6 {
                if index >= end { return nil }
                if hexadecimalDigit(bytes[index]) == nil { throw .badEscape(at: start) }
            }
            return 6
        default: throw .badEscape(at: start)
        }
    }

    /// Finds the end of a number; nil when it may go on after the window.
    static func number(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, atEnd: Bool
    ) throws(Fault) -> Int? {
        var index = start
        func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
        func digits() -> Bool {
            let first = index
            while index < end, isDigit(bytes[index]) { index += 1 }
            return index > first
        }
        var whole = true
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        if index < end, bytes[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            whole = digits()
        }
        if whole, index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            whole = digits()
        }
        if whole, index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            whole = digits()
        }
        if index == end, !atEnd { return nil }
        if !whole { throw .badNumber(at: start) }
        if index < end {
            let next = bytes[index]
            let goesOn =
                isDigit(next) || next == UInt8(ascii: ".") || next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
            if goesOn || UInt8(ascii: "a")...UInt8(ascii: "z") ~= next | 0x20 { throw .badNumber(at: start) }
        }
        return index
    }

    /// Text of a scanned string that has escapes. Half a surrogate pair becomes U+FFFD; `isWhole`
    /// says whether there was none.
    static func unescaped(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> (text: String, isWhole: Bool)
    {
        var output: [UInt8] = []
        output.reserveCapacity(end - start)
        var isWhole = true
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
                var code = unit(bytes, at: index)
                index += 4
                if 0xD800..<0xDC00 ~= code, index + 6 <= end, bytes[index] == UInt8(ascii: "\\"),
                    bytes[index + 1] == UInt8(ascii: "u"), 0xDC00..<0xE000 ~= unit(bytes, at: index + 2)
                {
                    code = 0x10000 + (code - 0xD800) << 10 + (unit(bytes, at: index + 2) - 0xDC00)
                    index += 6
                }
                if Unicode.Scalar(code) == nil { isWhole = false }
                output += UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
            default: output.append(kind)
            }
        }
        return (String(decoding: output, as: UTF8.self), isWhole)
    }

    private static func unit(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for digit in index..<index + 4 { unit = unit << 4 | UInt32(hexadecimalDigit(bytes[digit]) ?? 0) }
        return unit
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
