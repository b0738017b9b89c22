// The first section of a format code, taken apart.

struct FormatSection {
    private enum Piece: Equatable {
        /// A character of the format's own language, in lower case.
        case sign(UInt8)
        /// Text that is shown as it is.
        case text([UInt8])
        /// Hours, minutes or seconds that go on: `[h]`.
        case elapsed(UInt8)
    }

    private var pieces: [Piece] = []

    /// nil where the code shows the value itself: General, text, or a condition on the value.
    init?(firstOf code: String) {
        let bytes = Array(code.utf8)
        var index = 0
        reading: while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: ";"): break reading
            case UInt8(ascii: "\""):
                let end = bytes[index...].firstIndex(of: byte) ?? bytes.endIndex
                pieces.append(.text(Array(bytes[index..<end])))
                index = min(end + 1, bytes.count)
            case UInt8(ascii: "\\"):
                if index < bytes.count { pieces.append(.text([bytes[index]])) }
                index += 1
            case UInt8(ascii: "_"), UInt8(ascii: "*"): index += 1
            case UInt8(ascii: "["):
                let end = bytes[index...].firstIndex(of: UInt8(ascii: "]")) ?? bytes.endIndex
                let inside = bytes[index..<end]
                index = min(end + 1, bytes.count)
                if let first = inside.first, "<>=".utf8.contains(first) { return nil }
                if let first = inside.first, "hHmMsS".utf8.contains(first),
                    inside.allSatisfy({ $0 | 0x20 == first | 0x20 })
                {
                    pieces.append(.elapsed(first | 0x20))
                }
            default: pieces.append(.sign(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte))
            }
        }
        let signs = pieces.compactMap { if case .sign(let sign) = $0 { sign } else { nil } }
        if String(decoding: signs, as: UTF8.self).contains("general") { return nil }
    }

    /// Set where the section shows a date or a time.
    var dateShape: NumberFormat.DateShape? {
        var shape = NumberFormat.DateShape(hasDate: false, hasTime: false)
        var hasMonths = false
        for piece in pieces {
            switch piece {
            case .elapsed:
                shape.hasTime = true
                shape.isElapsed = true
            case .sign(UInt8(ascii: "y")), .sign(UInt8(ascii: "d")): shape.hasDate = true
            case .sign(UInt8(ascii: "h")), .sign(UInt8(ascii: "s")): shape.hasTime = true
            case .sign(UInt8(ascii: "m")): hasMonths = true
            case .sign, .text: break
            }
        }
        // The letter m is minutes beside hours or seconds, and AM or PM; else it is months.
        if hasMonths, !shape.hasTime { shape.hasDate = true }
        return shape.hasDate || shape.hasTime ? shape : nil
    }

    /// The places of the digits; nil where the section has none, or shows the number in a way that loses some of it:
    /// with an exponent, as a fraction, in thousands.
    var pattern: NumberPattern? {
        var pattern = NumberPattern()
        var hasDigits = false
        var isAfterPoint = false
        var commaWaits = false
        for piece in pieces {
            switch piece {
            case .elapsed: return nil
            case .text(let text):
                let kept = text.filter { Self.isKept($0) }
                if isAfterPoint {
                    pattern.end += kept
                } else {
                    pattern.whole += kept.map(NumberPattern.Place.text)
                }
            case .sign(let sign):
                switch sign {
                case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"):
                    if !pattern.end.isEmpty { return nil }
                    hasDigits = true
                    commaWaits = false
                    let isZero = sign == UInt8(ascii: "0")
                    if isAfterPoint {
                        pattern.decimals += 1
                        if isZero { pattern.leastDecimals = pattern.decimals }
                    } else {
                        pattern.whole.append(isZero ? .zero : .digit)
                    }
                case UInt8(ascii: "."):
                    if isAfterPoint || commaWaits { return nil }
                    isAfterPoint = true
                case UInt8(ascii: ","): commaWaits = hasDigits
                case UInt8(ascii: "%"): pattern.isPercent = true
                case UInt8(ascii: "e"), UInt8(ascii: "@"): return nil
                case UInt8(ascii: "/"): if hasDigits { return nil }
                case UInt8(ascii: "-"), UInt8(ascii: " "):
                    if isAfterPoint {
                        pattern.end.append(sign)
                    } else if hasDigits {
                        pattern.whole.append(.text(sign))
                    }
                default: break
                }
            }
        }
        return hasDigits && !commaWaits ? pattern : nil
    }

    /// Text that belongs to what the cell says: letters, digits and what stands between them. Signs of currency and
    /// brackets are looks.
    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "),
            UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
