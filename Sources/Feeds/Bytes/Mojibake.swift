// Text that was UTF-8, was read as Windows-1252 and saved as UTF-8 again: "Ã©" for "é".

public enum Mojibake {
    /// True where well-formed UTF-8 has a character that Windows-1252 writes as the first byte of a
    /// UTF-8 sequence, and after it the characters of its other bytes. No language writes these.
    public static func isIn(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        while let found = ByteSearch.first(0xC3, in: bytes + index, count: count - index) {
            index += found
            guard index + 1 < count else { return false }
            // C3 82 to C3 B4 are the letters Â to ô, the bytes C2 to F4 of Windows-1252.
            let byte = bytes[index + 1] &+ 0x40
            let others = byte < 0xC2 || byte > 0xF4 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
            index += 2
            if others > 0, continues(bytes, from: index, count: count, others: others) { return true }
        }
        return false
    }

    private static func continues(_ bytes: UnsafePointer<UInt8>, from: Int, count: Int, others: Int) -> Bool {
        var index = from
        for _ in 0..<others {
            guard index < count, bytes[index] >= 0xC2 else { return false }
            let length = UTF8Sequence.length(at: bytes + index, count: count - index)
            guard length >= 2, index + length <= count else { return false }
            var scalar = UInt32(bytes[index]) & (length == 2 ? 0x1F : 0x0F)
            for next in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + next] & 0x3F) }
            guard length < 4, Windows1252.isUpperHalf(scalar) else { return false }
            index += length
        }
        return true
    }
}
