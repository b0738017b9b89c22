// The shape of a text, for tests: `A999999999999`.

/// `9` is a digit, `A` a letter from A to Z, `*` anything or nothing; other signs stand for themselves, without regard to
/// case.
public struct TextShape: Sendable, Hashable {
    private let parts: [UInt8]

    /// - Returns: nil for an empty text.
    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        parts = Array(text.utf8)
    }

    func fits(_ text: String) -> Bool { Self.fits(parts[...], Array(text.utf8)[...]) }

    private static func fits(_ parts: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Bool {
        guard let part = parts.first else { return rest.isEmpty }
        if part == UInt8(ascii: "*") {
            // The last star takes what is left; no shape needs more than a few.
            if parts.count == 1 { return true }
            return (rest.startIndex...rest.endIndex).contains { fits(parts.dropFirst(), rest[$0...]) }
        }
        guard let byte = rest.first else { return false }
        let isFitting =
            switch part {
            case UInt8(ascii: "9"): byte >= 48 && byte <= 57
            case UInt8(ascii: "A"): byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            default: lowered(part) == lowered(byte)
            }
        return isFitting && fits(parts.dropFirst(), rest.dropFirst())
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
