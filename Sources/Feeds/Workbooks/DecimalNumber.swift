// A number as its decimal digits: cells are rounded as Excel rounds them, and no binary fraction shows through.

/// A number written in decimal. Excel keeps 15 significant digits; files hold 17, and the last ones are noise.
struct DecimalNumber: Equatable {
    var isNegative = false
    /// Without leading and trailing zeros; empty for zero.
    private(set) var digits: [UInt8] = []
    /// How many of the digits stand before the point; negative or beyond the digits where zeros are between.
    private(set) var point = 0

    static let precision = 15

    /// Reads `-12.5`, `4.505577104E9`; nil for anything else.
    init?(_ text: some Sequence<UInt8>) {
        var digits: [UInt8] = []
        var point = 0
        var hasPoint = false
        var hasDigits = false
        var exponent = 0
        var exponentSign = 0
        var index = 0
        for byte in text {
            defer { index += 1 }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if exponentSign != 0 {
                    exponent = exponent * 10 + Int(byte) - 48
                    if exponent > 400 { return nil }
                } else {
                    hasDigits = true
                    if digits.isEmpty, byte == UInt8(ascii: "0") {
                        if hasPoint { point -= 1 }
                    } else {
                        digits.append(byte)
                        if !hasPoint { point += 1 }
                        if digits.count > 1000 { return nil }
                    }
                }
            case UInt8(ascii: "."):
                if hasPoint || exponentSign != 0 { return nil }
                hasPoint = true
            case UInt8(ascii: "E"), UInt8(ascii: "e"):
                if exponentSign != 0 || !hasDigits { return nil }
                exponentSign = 1
            case UInt8(ascii: "-"):
                if index == 0 {
                    isNegative = true
                } else if exponentSign == 1, exponent == 0 {
                    exponentSign = -1
                } else {
                    return nil
                }
            case UInt8(ascii: "+"):
                if exponentSign == 0 || exponent != 0 { return nil }
            default: return nil
            }
        }
        guard hasDigits else { return nil }
        self.digits = digits
        self.point = point + exponent * exponentSign
        keep(Self.precision)
    }

    var isZero: Bool { digits.isEmpty }

    var isInteger: Bool { digits.count <= point || digits.isEmpty }

    mutating func multiply(byTenTo power: Int) {
        if !isZero { point += power }
    }

    /// Rounds half away from zero to so many digits after the point.
    mutating func round(decimals: Int) {
        keep(point + decimals)
    }

    /// Keeps the first digits.
    private mutating func keep(_ count: Int) {
        if count < digits.count {
            let goesUp = count >= 0 && digits[count] >= UInt8(ascii: "5")
            digits.removeLast(digits.count - max(0, count))
            if goesUp {
                var index = digits.count - 1
                while index >= 0, digits[index] == UInt8(ascii: "9") { index -= 1 }
                digits.removeLast(digits.count - 1 - index)
                if index >= 0 {
                    digits[index] += 1
                } else {
                    digits = [UInt8(ascii: "1")]
                    point += 1
                }
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { (point, isNegative) = (0, false) }
    }

    /// The digits before the point, at least one.
    var integerDigits: [UInt8] {
        if point <= 0 { return [UInt8(ascii: "0")] }
        if point <= digits.count { return Array(digits[..<point]) }
        return digits + [UInt8](repeating: UInt8(ascii: "0"), count: point - digits.count)
    }

    /// The digits after the point, at least so many.
    func fractionDigits(atLeast count: Int) -> [UInt8] {
        var fraction: [UInt8] = []
        if point < 0, !digits.isEmpty { fraction = [UInt8](repeating: UInt8(ascii: "0"), count: -point) }
        if point < digits.count { fraction += digits[max(0, point)...] }
        while fraction.count < count { fraction.append(UInt8(ascii: "0")) }
        return fraction
    }

    /// What a cell without a format shows, except that whole numbers of up to 15 digits are never shortened: they are
    /// identifiers more often than quantities. A number with more digits has lost some, and shows its exponent.
    var general: [UInt8] {
        if isInteger, point > Self.precision { return scientific }
        var number = self
        if !isInteger {
            // Eleven places with the point, as in Excel.
            if point < -3 { return scientific }
            number.round(decimals: max(0, 10 - max(1, point)))
        }
        var text = number.isNegative ? [UInt8(ascii: "-")] : []
        text += number.integerDigits
        let fraction = number.fractionDigits(atLeast: 0)
        if !fraction.isEmpty { text += [UInt8(ascii: ".")] + fraction }
        return text
    }

    private var scientific: [UInt8] {
        var text = isNegative ? [UInt8(ascii: "-")] : []
        text.append(digits[0])
        if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
        let exponent = point - 1
        let size = String(abs(exponent))
        text += Array("E\(exponent < 0 ? "-" : "+")\(size.count < 2 ? "0" : "")\(size)".utf8)
        return text
    }

    /// For dates.
    var double: Double {
        Double((isNegative ? "-0." : "0.") + String(decoding: digits, as: UTF8.self) + "e\(point)") ?? 0
    }
}
