// A share of a whole, kept exactly.

/// A share from 0 % to 100 %, in hundredths of a percent, so that limits are compared without rounding.
public struct Percent: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 20 % is 2000.
    public let hundredths: Int

    public init(whole: Int) {
        precondition((0...100).contains(whole), "a share is from 0 % to 100 %")
        hundredths = whole * 100
    }

    /// - Returns: nil unless the text is a number from 0 to 100, with two decimals at most, and `%`.
    public init?(_ text: String) {
        guard text.hasSuffix("%") else { return nil }
        let parts = text.dropLast().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
            parts[0].count <= 3, parts.count == 1 || parts[1].count <= 2
        else { return nil }
        let whole = parts[0].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        var decimals = parts.count == 2 ? parts[1].reduce(0) { $0 * 10 + Int($1 - 0x30) } : 0
        if parts.count == 2, parts[1].count == 1 { decimals *= 10 }
        guard whole * 100 + decimals <= 10_000 else { return nil }
        hundredths = whole * 100 + decimals
    }

    /// Whether a part is more than this share of a whole. More than any share of nothing is true of any part.
    public func isExceeded(by part: Int, of whole: Int) -> Bool {
        part * 10_000 > whole * hundredths
    }

    public static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }

    public var description: String {
        let decimals = hundredths % 100
        if decimals == 0 { return "\(hundredths / 100)%" }
        if decimals % 10 == 0 { return "\(hundredths / 100).\(decimals / 10)%" }
        return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)%"
    }
}
