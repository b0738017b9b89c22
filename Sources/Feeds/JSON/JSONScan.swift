// The tokens of RFC 8259 that have an inside: strings and numbers. Pure functions over bytes.

enum JSONScan {
    enum Fault: Error {
        case controlCharacter(at: Int)
        case badEscape(at: Int)
        case badNumber(at: Int)
        case notUTF8(at: Int)
    }

    /// What `string` and `number` answer when the token isn't all in the window.
    static let goesOn = -1

    /// Index of the closing quote of a string, from the byte after its opening one, or `goesOn`.
    @inline(__always)
    static func string(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, hasEscapes: inout Bool
    ) throws(Fault) -> Int {
        let raw = UnsafeRawPointer(bytes)
        var index = start
        var seen: UInt64 = 0
        // Eight bytes at a time up to the first quote, backslash or control character.
        while index + 8 <= end {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let special = Self.special(in: UInt64(littleEndian: word))
            if special == 0 {
                seen |= word
                index += 8
                continue
            }
            index += special.trailingZeroBitCount >> 3
            if bytes[index] == UInt8(ascii: "\""), (seen | word) & 0x8080_8080_8080_8080 == 0 { return index }
            break
        }
        return try carefully(bytes, from: start, at: index, to: end, hasEscapes: &hasEscapes)
    }

    /// A high bit in each byte that is a quote, a backslash or below 0x20; exact up to the first of them.
    @inline(__always)
    private static func special(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        return (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- (ones &* 0x20)) & ~word))
            & (ones &* 0x80)
    }

    /// The same from `index` on, up to which there is nothing special; the string's end, escapes, accents.
    @inline(never)
    private static func carefully(
        _ bytes: UnsafePointer<UInt8>, from start: Int, at middle: Int, to end: Int, hasEscapes: inout Bool
    ) throws(Fault) -> Int {
        let raw = UnsafeRawPointer(bytes)
        var index = middle
        while index < end {
            if index + 8 <= end {
                let special = Self.special(
                    in: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
                index += special == 0 ? 8 : special.trailingZeroBitCount >> 3
                if special == 0 { continue }
            }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                if let fault = UTF8Sequence.firstFault(in: bytes + start, count: index - start) {
                    throw .notUTF8(at: start + fault)
                }
                return index
            }
            if byte < 0x20 { throw .controlCharacter(at: index) }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                let length = try escape(bytes, at: index, to: end)
                if length == 0 { return goesOn }
                index += length
            } else {
                index += 1
            }
        }
        return goesOn
    }

    /// Length of the escape at a backslash; 0 when it isn't all in the window.
    private static func escape(_ bytes: UnsafePointer<UInt8>, at start: Int, to end: Int) throws(Fault) -> Int {
        if start + 1 == end { return 0 }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for index in start + 2..<start + 6 {
                if index >= end { return 0 }
                if hexadecimalDigit(bytes[index]) == nil { throw .badEscape(at: start) }
            }
            return 6
        default: throw .badEscape(at: start)
        }
    }

    /// Index after a number, or `goesOn` when it may go on after the window.
    @inline(__always)
    static func number(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, atEnd: Bool
    ) throws(Fault) -> Int {
        // Most are a few digits that don't begin with zero.
        var index = start
        if bytes[index] != UInt8(ascii: "0") {
            while index < end, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
            if index > start, index < end {
                switch bytes[index] {
                case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x0A, 0x0D, 0x20: return index
                default: break
                }
            }
        }
        return try carefullyNumber(bytes, from: start, to: end, atEnd: atEnd)
    }

    @inline(never)
    private static func carefullyNumber(
        _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, atEnd: Bool
    ) throws(Fault) -> Int {
        var index = start
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        var whole = true
        if index < end, bytes[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            whole = digits(bytes, &index, to: end)
        }
        if whole, index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            whole = digits(bytes, &index, to: end)
        }
        if whole, index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            whole = digits(bytes, &index, to: end)
        }
        if index == end, !atEnd { return goesOn }
        if !whole { throw .badNumber(at: start) }
        if index < end {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                throw .badNumber(at: start)
            default: break
            }
        }
        return index
    }

    private static func digits(_ bytes: UnsafePointer<UInt8>, _ index: inout Int, to end: Int) -> Bool {
        let first = index
        while index < end, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        return index > first
    }

    /// Whether `true`, `false` or `null` stands there: its length, 0 when it may but isn't all in the window, -1 when
    /// it doesn't.
    static func word(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        let word: StaticString =
            switch bytes[start] {
            case UInt8(ascii: "t"): "true"
            case UInt8(ascii: "f"): "false"
            default: "null"
            }
        let count = word.utf8CodeUnitCount
        for index in 0..<min(count, end - start) where bytes[start + index] != word.utf8Start[index] { return -1 }
        return end - start < count ? 0 : count
    }

    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
