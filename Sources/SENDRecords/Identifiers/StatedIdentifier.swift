// An identifier as it was stated, brought to plain upper-case letters and digits.

/// What every rule of an identifier starts from.
struct StatedIdentifier {
    /// Letters in upper case and digits, nothing else left out than blanks and hyphens.
    var bytes: [UInt8]
    var cures = CureSet()

    enum Reading {
        case stated(StatedIdentifier)
        case rounded
        /// A character is there that no identifier has.
        case foreign
    }

    static func read(_ stated: UnsafeBufferPointer<UInt8>) -> Reading {
        if stated.allSatisfy({ $0.digit != nil || ($0 >= 0x41 && $0 <= 0x5A) }) {
            return .stated(StatedIdentifier(bytes: Array(stated)))
        }
        var cures = CureSet()
        guard let plain = PlainText(SpreadsheetMarks.removed(from: stated, cures: &cures)) else { return .foreign }
        cures.formUnion(plain.cures)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plain.bytes.count)
        for byte in plain.bytes {
            switch byte {
            case 0x20: cures.add(.separators)
            // A hyphen in front is a minus, and no identifier has one.
            case UInt8(ascii: "-") where !bytes.isEmpty && bytes.last.map({ $0 | 0x20 }) != UInt8(ascii: "e"):
                cures.add(.separators)
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                bytes.append(byte - 32)
                cures.add(.lowerCase)
            default: bytes.append(byte)
            }
        }
        guard bytes.contains(where: { $0 == 0x2E || $0 == 0x2C || $0 == 0x2B }) else {
            return .stated(StatedIdentifier(bytes: bytes, cures: cures))
        }
        switch WrittenNumber.read(bytes) {
        case .rounded: return .rounded
        case .number(let number) where !number.isNegative && number.fraction.allSatisfy { $0 == 0x30 }:
            return .stated(
                StatedIdentifier(bytes: number.whole, cures: cures.subtracting(CureSet(.lowerCase)).union(number.cures))
            )
        case .number, .noNumber: return .stated(StatedIdentifier(bytes: bytes, cures: cures))
        }
    }
}
