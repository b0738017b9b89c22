// Codes, numbers and dates as plain ASCII: what they are made of, however somebody typed or formatted them.

/// A value's bytes as ASCII: unusual blanks as spaces, typographic dashes as hyphens, full-width characters as plain
/// ones, nothing invisible.
public struct PlainText: Sendable {
    public private(set) var bytes: [UInt8] = []
    public private(set) var cures = CureSet()

    /// - Parameter stated: without what spreadsheets put around.
    /// - Returns: nil where a character is neither ASCII nor one that stands for ASCII.
    public init?(_ stated: UnsafeBufferPointer<UInt8>) {
        bytes.reserveCapacity(stated.count)
        var index = 0
        let count = stated.count
        while index < count {
            let byte = stated[index]
            if byte >= 0x20, byte < 0x7F {
                bytes.append(byte)
                index += 1
                continue
            }
            if byte == 0x09 || byte == 0x0A || byte == 0x0D {
                bytes.append(0x20)
                index += 1
                continue
            }
            if let unseen = UnseenCharacter.at(index, in: stated, before: count) {
                if case .blank = unseen.kind {
                    bytes.append(0x20)
                    cures.add(.unusualBlank)
                } else {
                    cures.add(.invisible)
                }
                index += unseen.length
                continue
            }
            guard index + 2 < count else { return nil }
            switch (byte, stated[index + 1], stated[index + 2]) {
            case (0xE2, 0x80, 0x90...0x95), (0xE2, 0x88, 0x92), (0xEF, 0xB9, 0x98), (0xEF, 0xB9, 0xA3):
                bytes.append(UInt8(ascii: "-"))
                cures.add(.dash)
            case (0xEF, 0xBC, let last) where last >= 0x81 && last < 0xC0:
                bytes.append(last - 0x60)
                cures.add(.fullWidth)
            case (0xEF, 0xBD, let last) where last >= 0x80 && last <= 0x9E:
                bytes.append(last - 0x20)
                cures.add(.fullWidth)
            default: return nil
            }
            index += 3
        }
    }
}
