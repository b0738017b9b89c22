// Windows-1252, as older school systems write it.

enum Windows1252 {
    /// The places where it differs from Latin-1.
    private static let special: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x0160: 0x8A, 0x0152: 0x8C, 0x017D: 0x8E,
        0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2013: 0x96, 0x2014: 0x97, 0x2122: 0x99, 0x0161: 0x9A,
        0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]

    /// Letters that it has not lose their mark, as those systems do it; anything else becomes a question mark.
    static func bytes(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
                bytes.append(UInt8(scalar.value))
            } else if let byte = special[scalar.value] {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: (Accents.plain[scalar] ?? "?").utf8)
            }
        }
        return bytes
    }

    /// What somebody sees who reads UTF-8 as Windows-1252: JosÃ©. Nil where a byte has no character there.
    static func misread(_ text: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for byte in text.utf8 {
            if byte < 0x80 || byte >= 0xA0 {
                scalars.append(Unicode.Scalar(byte))
            } else if let found = special.first(where: { $0.value == byte }), let scalar = Unicode.Scalar(found.key) {
                scalars.append(scalar)
            } else {
                return nil
            }
        }
        return String(scalars)
    }
}

enum Accents {
    /// Letters without their marks, for the letters that the name lists use.
    static let plain: [Unicode.Scalar: String] = [
        "é": "e", "ë": "e", "è": "e", "á": "a", "à": "a", "â": "a", "ă": "a", "ą": "a", "ó": "o", "ö": "o", "ú": "u",
        "ü": "u", "í": "i", "ï": "i", "ç": "c", "č": "c", "ć": "c", "š": "s", "ś": "s", "ș": "s", "ř": "r", "ž": "z",
        "ź": "z", "ż": "z", "ń": "n", "ñ": "n", "ł": "l", "Ł": "L", "ț": "t", "ę": "e", "É": "E", "Ö": "O",
    ]

    /// The text without marks.
    static func lost(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let letter = plain[scalar] { result += letter } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    static func has(_ text: String) -> Bool { text.utf8.contains { $0 >= 0x80 } }
}
