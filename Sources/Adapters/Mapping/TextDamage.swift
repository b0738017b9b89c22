// What befell a text before it came, as far as its letters tell. Nobody can say what stood there, so it is kept as it is
// and told.

import Feeds

enum TextDamage {
    /// Somebody has put a mark in the place of letters: `Nu?ez`, or Unicode's replacement character.
    case lost
    /// Some system has read UTF-8 as Windows-1252: `JosÃ©`.
    case misread
    /// Codes of a page or a program stand for letters: `O&#39;Neill`, `Zo\u00eb`.
    case encoded
    /// A number in place of a name.
    case withoutLetters

    /// - Parameter isName: else only what no text can mean is looked for.
    static func found(in text: String, isName: Bool) -> TextDamage? {
        var text = text
        return text.withUTF8 { bytes in
            var (isPlain, hasLetter, hasDigit) = (true, false, false)
            for byte in bytes {
                if isLetter(byte) { hasLetter = true }
                if byte.digitValue != nil { hasDigit = true }
                if byte >= 0x80 || marks.contains(byte) { isPlain = false }
            }
            if isName, hasDigit, !hasLetter { return .withoutLetters }
            if isPlain { return nil }
            return isName ? inName(bytes) ?? inText(bytes) : inText(bytes)
        }
    }

    var rule: FaultRule {
        switch self {
        case .lost: .lettersLost
        case .misread: .lettersMisread
        case .encoded: .lettersEncoded
        case .withoutLetters: .nameWithoutLetters
        }
    }

    private static let marks = Array("?&\\".utf8)

    private static func inText(_ bytes: UnsafeBufferPointer<UInt8>) -> TextDamage? {
        guard let base = bytes.baseAddress else { return nil }
        let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
        if bytes.indices.dropLast(2).contains(where: { bytes[$0...].starts(with: replacement) }) { return .lost }
        return Mojibake.isIn(base, count: bytes.count) ? .misread : nil
    }

    private static func inName(_ bytes: UnsafeBufferPointer<UInt8>) -> TextDamage? {
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "?") where index > 0 && isLetter(bytes[index - 1]): return .lost
            case UInt8(ascii: "&") where isEntity(bytes[(index + 1)...]): return .encoded
            case UInt8(ascii: "\\") where isEscape(bytes[(index + 1)...]): return .encoded
            default: continue
            }
        }
        return nil
    }

    /// `amp;`, `#39;`, `#x27;`
    private static func isEntity(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let code = rest.prefix(9).prefix { $0 != UInt8(ascii: ";") }
        return code.count >= 2 && code.endIndex < rest.endIndex && rest[code.endIndex] == UInt8(ascii: ";")
            && code.allSatisfy { $0.isASCIILetter || $0.digitValue != nil || $0 == UInt8(ascii: "#") }
    }

    /// `u00eb`
    private static func isEscape(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        rest.first == UInt8(ascii: "u") && rest.count >= 5
            && rest.dropFirst().prefix(4).allSatisfy { $0.digitValue != nil || (0x61...0x66).contains($0 | 0x20) }
    }

    /// Of any alphabet.
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || byte.isASCIILetter }
}
