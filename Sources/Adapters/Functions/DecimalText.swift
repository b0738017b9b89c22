// Numbers as partners write them: 1,234.50 with a pound sign, 2.5, 3.0.

/// A decimal number with up to six places, exactly.
struct DecimalText: Sendable, Equatable, Comparable, CustomStringConvertible {
    static let one = 1_000_000
    /// In millionths.
    let millionths: Int

    init(millionths: Int) { self.millionths = millionths }

    /// Digits with a point; a pound sign, blanks and commas between thousands are passed over, a minus or brackets make it
    /// negative. Nil where anything else stands there.
    init?(_ text: String) {
        var whole = 0
        var fraction = 0
        var places = -1
        var digits = 0
        var isNegative = false
        var inBrackets = false
        var isClosed = false
        for byte in text.utf8 {
            if isClosed { return nil }
            switch byte {
            case 48...57:
                digits += 1
                if places >= 0 {
                    places += 1
                    guard places <= 6 else {
                        if byte == 48 { continue }
                        return nil
                    }
                    fraction = fraction * 10 + Int(byte) - 48
                } else {
                    guard digits <= 12 else { return nil }
                    whole = whole * 10 + Int(byte) - 48
                }
            case UInt8(ascii: "."):
                guard places < 0 else { return nil }
                places = 0
            case UInt8(ascii: ","): guard digits > 0, places < 0 else { return nil }
            case UInt8(ascii: "-"):
                guard digits == 0, places < 0, !isNegative else { return nil }
                isNegative = true
            case UInt8(ascii: "("):
                guard digits == 0, !isNegative else { return nil }
                isNegative = true
                inBrackets = true
            case UInt8(ascii: ")"):
                guard inBrackets, digits > 0 else { return nil }
                isClosed = true
            // The pound sign is two bytes.
            case 0xC2, 0xA3, 0x20: guard digits == 0 else { return nil }
            default: return nil
            }
        }
        guard digits > 0, inBrackets == isClosed else { return nil }
        for _ in max(min(places, 6), 0)..<6 { fraction *= 10 }
        let sum = whole * Self.one + fraction
        millionths = isNegative ? -sum : sum
    }

    var description: String {
        let size = abs(millionths)
        var text = "\(millionths < 0 ? "-" : "")\(size / Self.one)"
        var fraction = size % Self.one
        if fraction > 0 {
            var digits = ""
            for _ in 0..<6 {
                fraction *= 10
                digits += String(fraction / Self.one)
                fraction %= Self.one
            }
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text
    }

    /// Nil where it is too large to be anything real.
    func times(_ other: DecimalText) -> DecimalText? {
        let product = millionths.multipliedFullWidth(by: other.millionths)
        let half = Self.one / 2
        guard product.high == 0 || product.high == -1 else { return nil }
        let low = Int(bitPattern: product.low)
        guard (low < 0) == (product.high < 0), abs(low) < Int.max - half else { return nil }
        return DecimalText(millionths: low / Self.one)
    }

    func plus(_ other: DecimalText) -> DecimalText? {
        let (sum, overflow) = millionths.addingReportingOverflow(other.millionths)
        return overflow ? nil : DecimalText(millionths: sum)
    }

    /// The nearest whole number, halves away from zero.
    var rounded: DecimalText {
        let half = millionths < 0 ? -Self.one / 2 : Self.one / 2
        return DecimalText(millionths: (millionths + half) / Self.one * Self.one)
    }

    var isWhole: Bool { millionths % Self.one == 0 }

    static func < (left: DecimalText, right: DecimalText) -> Bool { left.millionths < right.millionths }
}
