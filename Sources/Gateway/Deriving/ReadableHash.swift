// Identifiers that people read aloud.

/// Writes hashes in letters that nobody misreads.
enum ReadableHash {
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The first bits of the bytes, five a letter.
    static func text(_ bytes: [UInt8], letters count: Int) -> String {
        var text: [UInt8] = []
        for place in 0..<count {
            let bit = place * 5
            let pair = UInt16(bytes[bit / 8]) << 8 | UInt16(bytes[bit / 8 + 1])
            text.append(letters[Int(pair >> UInt16(11 - bit % 8)) & 31])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
