// Strict UTF-8: what is well formed, and where it stops being so.

enum UTF8Sequence {
    /// Length (1 to 4) of the well-formed UTF-8 sequence at `bytes`, 0 if there is none, -1 if the
    /// `count` bytes there are only its beginning. The ranges are those of RFC 3629, section 4.
    static func length(at bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        let first = bytes[0]
        if first < 0x80 { return 1 }
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { low = 0xA0 }
            if first == 0xED { high = 0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { low = 0x90 }
            if first == 0xF4 { high = 0x8F }
        default: return 0
        }
        var index = 1
        while index < length {
            if index >= count { return -1 }
            let byte = bytes[index]
            if byte < low || byte > high { return 0 }
            low = 0x80
            high = 0xBF
            index += 1
        }
        return length
    }

    /// Index of the first byte that isn't part of well-formed UTF-8, or nil.
    static func firstFault(in bytes: UnsafePointer<UInt8>, count: Int) -> Int? {
        var index = 0
        while true {
            index += ASCIIRun.length(at: bytes + index, count: count - index)
            if index >= count { return nil }
            let length = length(at: bytes + index, count: count - index)
            if length <= 0 { return index }
            index += length
        }
    }

    /// True where some byte sequence is a well-formed character that isn't ASCII.
    static func hasSequence(in bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        while true {
            index += ASCIIRun.length(at: bytes + index, count: count - index)
            if index >= count { return false }
            if length(at: bytes + index, count: count - index) > 1 { return true }
            index += 1
        }
    }
}

enum ASCIIRun {
    /// True where every byte is ASCII and none is zero.
    static func isPlain(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        let raw = UnsafeRawPointer(bytes)
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = 0
        // Adding 0x7F sets the high bit of every byte but zero; a byte that isn't ASCII may carry,
        // and is found by its own high bit.
        var ascii: UInt64 = 0
        var filled = highs
        while index + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            ascii |= word
            filled &= (word & ~highs) &+ 0x7F7F_7F7F_7F7F_7F7F | word
            index += 8
        }
        if ascii & highs != 0 || filled & highs != highs { return false }
        while index < count {
            if bytes[index] == 0 || bytes[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }

    /// How many bytes at the front are below 0x80, eight at a time.
    static func length(at bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        let raw = UnsafeRawPointer(bytes)
        var index = 0
        while index + 8 <= count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
        }
        while index < count, bytes[index] < 0x80 { index += 1 }
        return index
    }
}
