// Windows code page 1252, strictly: five bytes in it mean nothing.

enum Windows1252 {
    /// Characters for 0x80 to 0x9F; 0 where the code page defines none. Every other byte stands for
    /// the character of the same number. Source: the Encoding Standard's index and Microsoft's
    /// best-fit table agree but for the five undefined bytes, which are refused here.
    private static let upper: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    static func isDefined(_ byte: UInt8) -> Bool {
        byte < 0x80 || byte >= 0xA0 || upper[Int(byte) - 0x80] != 0
    }

    /// The number of a byte's character; nil for the five bytes that mean nothing.
    static func scalar(of byte: UInt8) -> UInt16? {
        guard isDefined(byte) else { return nil }
        return byte < 0x80 || byte >= 0xA0 ? UInt16(byte) : upper[Int(byte) - 0x80]
    }

    /// What a byte is in the word it stands in.
    enum Role {
        case letter
        /// No letter, and nothing that stands in or right after a word: in another code page it may be one.
        case strange
        /// A mark, or no part of a word.
        case other
    }

    /// Capitals that begin names: after a small letter the byte means something else.
    private static let capitals: Set<UInt8> = [0x8A, 0x8C, 0x8E, 0x9F]
    private static let smallLetters: Set<UInt8> = [0x9A, 0x9C, 0x9E]
    /// Apostrophes, dashes, spaces and dots, as names have them, and what stands right after words.
    private static let marksInWords: Set<UInt8> = [
        0x85, 0x91, 0x92, 0x96, 0x97, 0x99, 0xA0, 0xAA, 0xAD, 0xAE, 0xB7, 0xBA,
    ]
    /// Nothing that ends a word: undefined bytes, opening quotes, daggers, accents on their own.
    private static let neverLast: Set<UInt8> = [0x81, 0x82, 0x83, 0x84, 0x87, 0x88, 0x89, 0x8B, 0x8D, 0x8F, 0x90]

    static func role(of byte: UInt8, between previous: UInt8, and next: UInt8) -> Role {
        let (isAfter, isBefore) = (previous.isASCIILetter, next.isASCIILetter)
        if !isAfter, !isBefore { return .other }
        if capitals.contains(byte) { return isAfter && previous & 0x20 != 0 ? .strange : .letter }
        if byte >= 0xC0 && byte != 0xD7 && byte != 0xF7 || smallLetters.contains(byte) { return .letter }
        if marksInWords.contains(byte) { return .other }
        return isAfter && (isBefore || neverLast.contains(byte)) ? .strange : .other
    }

    /// True for the characters of the bytes 0x80 to 0xBF.
    static func isUpperHalf(_ scalar: UInt32) -> Bool {
        // A reader that isn't strict keeps the five undefined bytes as control characters.
        if 0x80...0xBF ~= scalar { return true }
        return scalar > 0xFF && scalar <= 0xFFFF && upper.contains(UInt16(scalar))
    }

    /// Writes the UTF-8 of bytes that are all defined, up to three for each, and returns how many.
    static func copy(
        _ bytes: UnsafePointer<UInt8>, count: Int, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var written = 0
        for index in 0..<count {
            let byte = bytes[index]
            if byte < 0x80 {
                output[written] = byte
                written += 1
                continue
            }
            let scalar = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
            if scalar < 0x800 {
                output[written] = UInt8(0xC0 | scalar >> 6)
            } else {
                output[written] = UInt8(0xE0 | scalar >> 12)
                written += 1
                output[written] = UInt8(0x80 | scalar >> 6 & 0x3F)
            }
            output[written + 1] = UInt8(0x80 | scalar & 0x3F)
            written += 2
        }
        return written
    }
}
