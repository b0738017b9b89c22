// Numbers as spreadsheets and people write them: thousands separators, zeros after the point, exponents.

/// A number's digits, and what was left out to find them.
public struct WrittenNumber: Sendable {
    public let isNegative: Bool
    /// The digits before the decimal point.
    public let whole: [UInt8]
    /// The digits after it.
    public let fraction: [UInt8]
    public let cures: CureSet

    /// What comes of reading a number.
    public enum Reading: Sendable {
        case number(WrittenNumber)
        /// It stands for a number whose last digits nobody has any more: `4.505577E+09`.
        case rounded
        case noNumber
    }

    /// Reads plain bytes without blanks around.
    ///
    /// A comma or two points between groups of three are thousands separators. One point before three digits could be
    /// either (`1.000`), so it is no number; where there are more than three digits before it, it can only be the
    /// decimal point. A decimal comma is none unless it is declared.
    public static func read(_ plain: [UInt8], decimalComma: Bool = false) -> Reading {
        let isNegative = plain.first == UInt8(ascii: "-")
        let body = isNegative ? plain.dropFirst() : plain[...]
        guard let first = body.first, first.digit != nil else { return .noNumber }
        let (point, comma): (UInt8, UInt8) = decimalComma ? (0x2C, 0x2E) : (0x2E, 0x2C)
        if let mark = body.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            return exponent(body[..<mark], body[(mark + 1)...], isNegative)
        }
        guard body.allSatisfy({ $0.digit != nil || $0 == point || $0 == comma || $0 == 0x20 }) else { return .noNumber }
        // Spaces between groups are thousands separators too.
        let grouped = body.map { $0 == 0x20 ? comma : $0 }
        let parts = grouped.split(separator: point, omittingEmptySubsequences: false)
        var cures = CureSet()
        func found(_ whole: [UInt8], _ fraction: ArraySlice<UInt8>) -> Reading {
            if !fraction.isEmpty, fraction.allSatisfy({ $0 == 0x30 }) { cures.add(.decimalZeros) }
            return .number(
                WrittenNumber(isNegative: isNegative, whole: whole, fraction: Array(fraction), cures: cures))
        }
        if parts.count > 2 {
            // 4.505.577.104: two points can't be decimal ones.
            guard !grouped.contains(comma), let whole = digits(inGroups: parts) else { return .noNumber }
            cures.add(.thousands)
            return found(whole, [])
        }
        let groups = parts[0].split(separator: comma, omittingEmptySubsequences: false)
        var whole = Array(parts[0])
        if groups.count > 1 {
            guard let joined = digits(inGroups: groups) else { return .noNumber }
            whole = joined
            cures.add(.thousands)
        }
        guard parts.count == 2 else { return found(whole, []) }
        let fraction = parts[1]
        guard !whole.isEmpty, !fraction.isEmpty, !fraction.contains(comma) else { return .noNumber }
        if fraction.count == 3, groups.count == 1, whole.count <= 3 { return .noNumber }
        return found(whole, fraction)
    }

    /// The digits of groups of three, the first of one to three; nil where they are none.
    private static func digits(inGroups groups: [ArraySlice<UInt8>]) -> [UInt8]? {
        guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        return groups.flatMap { $0 }
    }

    /// `4.505577E+09`: whole only where the digits before the exponent are as many as it asks for.
    private static func exponent(
        _ mantissa: ArraySlice<UInt8>, _ power: ArraySlice<UInt8>, _ isNegative: Bool
    ) -> Reading {
        let sign = power.first
        let powerDigits = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? power.dropFirst() : power
        let parts = mantissa.split(omittingEmptySubsequences: false) { $0 == 0x2E || $0 == 0x2C }
        let digits = parts.flatMap { $0 }
        guard parts.count <= 2, parts[0].count == 1, digits.areDigits, (1...3).contains(powerDigits.count),
            Array(powerDigits).areDigits, parts.count == 2 || sign == UInt8(ascii: "+")
        else { return .noNumber }
        let shift = powerDigits.reduce(0) { $0 * 10 + Int($1) - 48 }
        guard sign != UInt8(ascii: "-"), digits.count >= shift + 1 else {
            return sign == UInt8(ascii: "-") ? .noNumber : .rounded
        }
        return .number(
            WrittenNumber(
                isNegative: isNegative, whole: Array(digits[...shift]), fraction: Array(digits[(shift + 1)...]),
                cures: CureSet(.exponent)))
    }
}
