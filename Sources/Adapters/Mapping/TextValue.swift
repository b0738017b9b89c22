// Names, addresses and other text: kept as stated, but for what nobody can see.

import Foundation
import SENDRecords

/// Brings text to the one form in which it is kept.
///
/// Letters, case, accents, apostrophes, hyphens and full stops stay as they are stated, in every alphabet; so do text that
/// looks like a formula, line breaks, and the joiners and direction marks that words of some alphabets need inside. A
/// letter and its combining accent become one character (Unicode's NFC), unusual blanks become spaces, several blanks one,
/// and what shows nothing (byte order marks, soft hyphens, overrides of direction, control characters) is left out.
enum TextValue {
    /// Longer texts than this are no names, addresses or keys.
    static let longest = 2000

    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        isPlain(bytes) ? String(decoding: bytes, as: UTF8.self) : tidied(bytes).text
    }

    static func cures(of bytes: UnsafeBufferPointer<UInt8>) -> CureSet {
        isPlain(bytes) ? [] : tidied(bytes).cures
    }

    /// Nothing but letters and signs of ASCII and single spaces between them.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in bytes {
            if byte < 0x20 || byte >= 0x7F || (byte == 0x20 && before == 0x20) { return false }
            before = byte
        }
        return true
    }

    private static func tidied(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: String, cures: CureSet) {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var cures = CureSet()
        var isAfterBlank = false
        var mayCompose = false
        var index = 0
        func blank() {
            if isAfterBlank { cures.add(.blankRun) } else { kept.append(0x20) }
            isAfterBlank = true
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x80, let unseen = UnseenCharacter.at(index, in: bytes, before: bytes.count) {
                switch unseen.kind {
                case .blank:
                    blank()
                    cures.add(.unusualBlank)
                case .nothing: cures.add(.invisible)
                case .joiner, .direction: kept.append(contentsOf: bytes[index..<(index + unseen.length)])
                }
                index += unseen.length
                continue
            }
            index += 1
            switch byte {
            case 0x20, 0x09: blank()
            case 0x0A, 0x0D: kept.append(byte)
            case 0..<0x20, 0x7F: cures.add(.invisible)
            default:
                kept.append(byte)
                isAfterBlank = false
                // Everything that Unicode composes has a part from U+0300 on.
                if byte >= 0xCC { mayCompose = true }
            }
        }
        let text = String(decoding: kept, as: UTF8.self)
        guard mayCompose else { return (text, cures) }
        let composed = text.precomposedStringWithCanonicalMapping
        if !composed.utf8.elementsEqual(text.utf8) { cures.add(.composed) }
        return (composed, cures)
    }

    /// The text without a title before it, where more follows: `Miss Ada` is `Ada`. Only for fields that declare it.
    static func withoutTitle(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let end = bytes.firstIndex(of: 0x20) else { return bytes }
        var word = bytes[..<end].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if word.last == UInt8(ascii: ".") { word.removeLast() }
        guard titles.contains(word) else { return bytes }
        let rest = SpreadsheetMarks.removed(from: UnsafeBufferPointer(rebasing: bytes[end...]))
        return rest.isEmpty ? bytes : rest
    }

    private static let titles = ["mr", "mrs", "miss", "ms", "mx", "master", "dr"].map { Array($0.utf8) }
}
