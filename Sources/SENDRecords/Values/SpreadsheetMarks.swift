// What spreadsheets and exports put around a value: blanks, the apostrophe of a text cell, a formula that holds a text.

/// Takes off what stands around a value and isn't part of it.
public enum SpreadsheetMarks {
    /// The value without blanks and invisible characters around, without `="…"`, without the mark of a text cell.
    ///
    /// An apostrophe before a name may belong to it: it stays where a lower-case letter and a blank or hyphen follow
    /// ('t Hart, 's-Gravesande). Any other formula (`=cmd|…`, `="a"&B1`) is text like any other and stays as it is.
    public static func removed(
        from stated: UnsafeBufferPointer<UInt8>, cures: inout CureSet
    ) -> UnsafeBufferPointer<UInt8> {
        var bytes = trimmed(stated)
        if bytes.count != stated.count { cures.add(.blanksAround) }
        guard let first = bytes.first else { return bytes }
        if first == UInt8(ascii: "="), let inner = formulaText(bytes) {
            cures.add(.formulaText)
            bytes = trimmed(inner)
        } else if first == UInt8(ascii: "'"), isTextMark(bytes) {
            cures.add(.textMark)
            var end = bytes.count
            // 'Ada': a quoted word.
            if end > 2, bytes[end - 1] == UInt8(ascii: "'") { end -= 1 }
            bytes = trimmed(UnsafeBufferPointer(rebasing: bytes[1..<end]))
        }
        return bytes
    }

    @inlinable
    public static func removed(from stated: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        // Nearly every value: nothing to take off.
        if let first = stated.first, let last = stated.last, first > 0x27, first < 0x80, first != 0x3D, last > 0x20,
            last < 0x80
        {
            return stated
        }
        var cures = CureSet()
        return removed(from: stated, cures: &cures)
    }

    /// `="0123"` is the text between the quotes; nil for any other formula.
    private static func formulaText(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        let count = bytes.count
        guard count >= 3, bytes[1] == UInt8(ascii: "\""), bytes[count - 1] == UInt8(ascii: "\"") else { return nil }
        let inner = UnsafeBufferPointer(rebasing: bytes[2..<(count - 1)])
        return inner.contains(UInt8(ascii: "\"")) ? nil : inner
    }

    private static func isTextMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count > 1 else { return true }
        guard bytes[1] >= UInt8(ascii: "a"), bytes[1] <= UInt8(ascii: "z"), bytes.count > 2 else { return true }
        return bytes[2] != 0x20 && bytes[2] != UInt8(ascii: "-")
    }

    /// Without blanks, control characters and invisible characters around.
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
                continue
            }
            guard bytes[start] >= 0xC2, let length = UnseenCharacter.length(bytes, at: start, before: end) else {
                break
            }
            start += length
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
                continue
            }
            guard bytes[end - 1] >= 0x80 else { break }
            if end - 2 >= start, UnseenCharacter.length(bytes, at: end - 2, before: end) == 2 {
                end -= 2
            } else if end - 3 >= start, UnseenCharacter.length(bytes, at: end - 3, before: end) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return start == 0 && end == bytes.count ? bytes : UnsafeBufferPointer(rebasing: bytes[start..<end])
    }
}

/// Blanks beyond ASCII and characters that show nothing, as UTF-8.
public enum UnseenCharacter: Sendable {
    /// A space of some width, broken or not.
    case blank
    /// Shows nothing and joins nothing: byte order mark, zero-width space, soft hyphen, direction marks and overrides.
    case nothing
    /// Joins or parts letters (zero-width joiner and non-joiner): matters inside words of Persian, Urdu, Hindi.
    case joiner
    /// Says which way the text beside it runs: matters inside mixed text.
    case direction

    /// What stands at a place, with its length in bytes; nil for anything that can be seen, and for plain blanks.
    public static func at(
        _ index: Int, in bytes: UnsafeBufferPointer<UInt8>, before end: Int
    ) -> (kind: UnseenCharacter, length: Int)? {
        guard index + 1 < end else { return nil }
        switch bytes[index] {
        case 0xC2:
            if bytes[index + 1] == 0xA0 { return (.blank, 2) }
            return bytes[index + 1] == 0xAD ? (.nothing, 2) : nil
        case 0xD8: return bytes[index + 1] == 0x9C ? (.direction, 2) : nil
        case 0xE2, 0xE3, 0xEF: break
        default: return nil
        }
        guard index + 2 < end else { return nil }
        switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80): return (.blank, 3)
        case (0xE2, 0x80, 0x8C...0x8D): return (.joiner, 3)
        case (0xE2, 0x80, 0x8E...0x8F): return (.direction, 3)
        case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xA9), (0xEF, 0xBB, 0xBF):
            return (.nothing, 3)
        default: return nil
        }
    }

    static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, before end: Int) -> Int? {
        at(index, in: bytes, before: end)?.length
    }
}
