// UTF-16 payloads as the UTF-8 that the readers work on.

/// Hands on another source's bytes; those of a UTF-16 payload in UTF-8. What isn't UTF-16 stays
/// visible: half a surrogate pair becomes the three bytes that UTF-8 forbids, a lone last byte 0xFF.
/// So a reader can count the payload's bytes back with `UTF16Count`.
struct UTF16Source<Base: ByteSource>: ByteSource {
    private(set) var base: Base
    /// nil: the bytes are handed on as they are.
    var encoding: TextEncoding?

    private var raw: [UInt8] = []
    private var rawStart = 0
    private var rawEnd = 0
    private var isAtEnd = false

    init(_ base: Base) {
        self.base = base
    }

    mutating func seek(to offset: Int) throws {
        (rawStart, rawEnd, isAtEnd) = (0, 0, false)
        try base.seek(to: offset)
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let encoding else { return try base.read(into: buffer) }
        // One sequence may take four bytes: a smaller buffer is filled with what fits of it later.
        var written = 0
        while written == 0 {
            if carried > 0 { return handOnCarried(to: buffer) }
            try fillRaw()
            if rawStart == rawEnd { return 0 }
            written = decode(into: buffer, isBigEndian: encoding == .utf16BigEndian)
        }
        return written
    }

    /// Bytes of a sequence that didn't fit into the reader's buffer.
    private var carry: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    private var carried = 0

    private mutating func handOnCarried(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(carried, buffer.count)
        for index in 0..<count {
            buffer[index] = carry.0
            carry = (carry.1, carry.2, carry.3, 0)
        }
        carried -= count
        return count
    }

    private mutating func fillRaw() throws {
        if raw.isEmpty { raw = [UInt8](repeating: 0, count: 64 * 1024) }
        let kept = rawEnd - rawStart
        if kept >= 4 || isAtEnd { return }
        for index in 0..<kept { raw[index] = raw[rawStart + index] }
        (rawStart, rawEnd) = (0, kept)
        while rawEnd < 4, !isAtEnd {
            let got = try raw.withUnsafeMutableBytes { all in
                try base.read(into: UnsafeMutableRawBufferPointer(rebasing: all[rawEnd...]))
            }
            isAtEnd = got == 0
            rawEnd += got
        }
    }

    private mutating func decode(into buffer: UnsafeMutableRawBufferPointer, isBigEndian: Bool) -> Int {
        var written = 0
        while rawStart < rawEnd, written < buffer.count {
            if rawEnd - rawStart < 4, !isAtEnd { break }
            guard rawEnd - rawStart >= 2 else {
                rawStart += 1
                put(0xFF, 1, into: buffer, &written)
                break
            }
            let unit = unit(at: rawStart, isBigEndian)
            rawStart += 2
            if unit < 0x80 {
                buffer[written] = UInt8(unit)
                written += 1
                continue
            }
            var scalar = UInt32(unit)
            if 0xD800...0xDBFF ~= unit, rawEnd - rawStart >= 2 {
                let low = self.unit(at: rawStart, isBigEndian)
                if 0xDC00...0xDFFF ~= low {
                    rawStart += 2
                    scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
                }
            }
            put(scalar, scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4, into: buffer, &written)
        }
        return written
    }

    private func unit(at index: Int, _ isBigEndian: Bool) -> UInt16 {
        let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    /// Writes a scalar in `length` bytes; what doesn't fit is carried over.
    private mutating func put(
        _ scalar: UInt32, _ length: Int, into buffer: UnsafeMutableRawBufferPointer, _ written: inout Int
    ) {
        var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
        switch length {
        case 1: bytes.0 = UInt8(truncatingIfNeeded: scalar)
        case 2: bytes = (UInt8(0xC0 | scalar >> 6), tail(0), 0, 0)
        case 3: bytes = (UInt8(0xE0 | scalar >> 12), tail(6), tail(0), 0)
        default: bytes = (UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0))
        }
        for _ in 0..<length {
            if written < buffer.count {
                buffer[written] = bytes.0
                written += 1
                bytes = (bytes.1, bytes.2, bytes.3, 0)
            } else {
                if carried == 0 { carry = bytes }
                carried += 1
            }
        }
    }
}

enum UTF16Count {
    /// How many bytes of a UTF-16 payload the decoded bytes stand for.
    static func bytes(of decoded: UnsafePointer<UInt8>, count: Int) -> Int {
        var total = 0
        var index = 0
        while index < count {
            let byte = decoded[index]
            if byte < 0x80 || byte >= 0xC0 { total += byte == 0xFF ? 1 : byte >= 0xF0 ? 4 : 2 }
            index += 1
        }
        return total
    }
}
