// The worth of a JSON number, whatever its length: digits and a power of ten.

/// A number for comparing. An identifier of 20 digits isn't taken for its neighbour, as it would be by a Double.
struct JSONNumber: Sendable, Equatable, Comparable {
    private var isNegative = false
    /// Without zeros at the front and the end; empty for zero.
    private var digits: [UInt8] = []
    /// The number is 0.DIGITS times ten to this power.
    private var power = 0
    /// The same, where it is a whole number of up to 18 digits.
    private var small: Int?

    init(_ number: Int) {
        self.init(digits: Array(String(number.magnitude).utf8), isNegative: number < 0)
    }

    /// From text in the grammar of RFC 8259, section 6.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        if let whole = Self.whole(text) {
            self.init(small: whole)
            return
        }
        var isNegative = false
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let written = String(decoding: text[(index + 1)...], as: UTF8.self)
                // An exponent that no Int holds makes a number that equals only its like.
                exponent = Int(written) ?? (written.hasPrefix("-") ? Int.min / 2 : Int.max / 2)
                index = text.count
            default: digits.append(text[index])
            }
            index += 1
        }
        self.init(digits: digits, point: point, exponent: exponent, isNegative: isNegative)
    }

    private init(small: Int) {
        self.small = small
    }

    private init(digits: [UInt8], point: Int? = nil, exponent: Int = 0, isNegative: Bool) {
        let zero = UInt8(ascii: "0")
        let leading = digits.prefix { $0 == zero }.count
        var used = digits.dropFirst(leading)
        while used.last == zero { used.removeLast() }
        self.digits = Array(used)
        if used.isEmpty {
            small = 0
            return
        }
        self.isNegative = isNegative
        power = (point ?? digits.count) - leading + min(max(exponent, Int.min / 2), Int.max / 2)
        // The same worth has one form: a whole number that fits is small.
        if power >= self.digits.count, power <= 18 {
            let padded = self.digits + [UInt8](repeating: zero, count: power - self.digits.count)
            small = padded.reduce(0) { $0 * 10 + Int($1 - zero) } * (isNegative ? -1 : 1)
        }
    }

    private static func whole(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count <= 18 else { return nil }
        var worth = 0
        var isNegative = false
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                worth = worth * 10 + Int(digit)
            } else if byte == UInt8(ascii: "-") {
                isNegative = true
            } else {
                return nil
            }
        }
        return isNegative ? -worth : worth
    }

    static func == (first: JSONNumber, second: JSONNumber) -> Bool {
        if let a = first.small, let b = second.small { return a == b }
        if first.small != nil || second.small != nil { return false }
        return first.isNegative == second.isNegative && first.power == second.power && first.digits == second.digits
    }

    static func < (first: JSONNumber, second: JSONNumber) -> Bool {
        if let a = first.small, let b = second.small { return a < b }
        let a = first.spelled
        let b = second.spelled
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? b.isNearerZero(than: a) : a.isNearerZero(than: b)
    }

    /// With its digits, where only the small form is there.
    private var spelled: JSONNumber {
        guard let small, digits.isEmpty, small != 0 else { return self }
        return JSONNumber(digits: Array(String(small.magnitude).utf8), isNegative: small < 0)
    }

    private func isNearerZero(than other: JSONNumber) -> Bool {
        if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
        if power != other.power { return power < other.power }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}
