// How a cell shows its number: what of a format code decides about the text, and nothing of its looks.

/// A number format (ECMA-376 part 1, 18.8.30 and 18.8.31). Leading zeros, fixed decimals, percent and fixed text are
/// applied; separators of thousands, currency signs, colours and brackets for negative numbers are looks and left out.
enum NumberFormat: Sendable, Equatable {
    /// The value itself.
    case general
    case date(DateShape)
    case pattern(NumberPattern)

    struct DateShape: Sendable, Equatable {
        var hasDate: Bool
        var hasTime: Bool
        /// Hours go on beyond 24.
        var isElapsed = false
    }

    /// Formats that a file names by number only.
    init(builtIn number: Int) {
        switch number {
        case 1: self.init(code: "0")
        case 2: self.init(code: "0.00")
        case 3, 37, 38: self.init(code: "#,##0")
        case 4, 39, 40, 43, 44: self.init(code: "#,##0.00")
        case 9: self.init(code: "0%")
        case 10: self.init(code: "0.00%")
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date(DateShape(hasDate: true, hasTime: false))
        case 22: self = .date(DateShape(hasDate: true, hasTime: true))
        case 18...21, 32...35, 45, 47, 55, 56: self = .date(DateShape(hasDate: false, hasTime: true))
        case 46: self = .date(DateShape(hasDate: false, hasTime: true, isElapsed: true))
        default: self = .general
        }
    }

    init(code: String) {
        guard let section = FormatSection(firstOf: code) else {
            self = .general
            return
        }
        if let shape = section.dateShape {
            self = .date(shape)
        } else if let pattern = section.pattern {
            self = .pattern(pattern)
        } else {
            self = .general
        }
    }

    /// The text of a cell that holds a number. `number` is the number as the file has it.
    func shown(_ number: [UInt8], _ system: DateSystem) -> [UInt8] {
        if self == .general, number.count <= DecimalNumber.precision, let first = number.first,
            first != UInt8(ascii: "0") || number.count == 1,
            number.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        {
            return number
        }
        guard let decimal = DecimalNumber(number) else { return number }
        switch self {
        case .general: return decimal.general
        case .pattern(let pattern): return pattern.shown(decimal)
        case .date(let shape):
            return SerialDate.text(decimal.double, shape, system).map { Array($0.utf8) } ?? decimal.general
        }
    }
}

/// Where the digits of a number go.
struct NumberPattern: Sendable, Equatable {
    enum Place: Sendable, Equatable {
        /// A digit that is shown where the number has none.
        case zero
        case digit
        case text(UInt8)
    }

    /// Before the point, from left to right, with fixed text between.
    var whole: [Place] = []
    var decimals = 0
    /// Decimals that are shown even where they are zero.
    var leastDecimals = 0
    /// After the digits.
    var end: [UInt8] = []
    var isPercent = false

    func shown(_ number: DecimalNumber) -> [UInt8] {
        var number = number
        if isPercent { number.multiply(byTenTo: 2) }
        if number.isInteger, number.integerDigits.count > DecimalNumber.precision { return number.general }
        number.round(decimals: decimals)
        var digits = number.integerDigits[...]
        if digits == [UInt8(ascii: "0")] { digits = [] }
        var places = whole.filter { if case .text = $0 { false } else { true } }.count
        var text: [UInt8] = []
        var hasDigits = false
        for place in whole {
            switch place {
            case .text(let byte): text.append(byte)
            case .zero, .digit:
                // More digits than places: the first place takes them all.
                let taken = digits.prefix(max(0, digits.count - places + 1))
                digits = digits.dropFirst(taken.count)
                places -= 1
                text += taken
                hasDigits = hasDigits || !taken.isEmpty
                if taken.isEmpty, place == .zero || hasDigits {
                    text.append(UInt8(ascii: "0"))
                    hasDigits = true
                }
            }
        }
        let fraction = number.fractionDigits(atLeast: leastDecimals)
        if !hasDigits { text.append(UInt8(ascii: "0")) }
        if !fraction.isEmpty { text += [UInt8(ascii: ".")] + fraction }
        if isPercent { text.append(UInt8(ascii: "%")) }
        text += end
        while text.last == UInt8(ascii: " ") { text.removeLast() }
        let trimmed = text.drop { $0 == UInt8(ascii: " ") }
        return (number.isNegative ? [UInt8(ascii: "-")] : []) + trimmed
    }
}
