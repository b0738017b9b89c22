// Whole numbers and amounts of money, as spreadsheets and people write them.

import SENDRecords

/// How a number field's figures are meant, as its `unit` says.
public enum NumberUnit: String, Sendable, CaseIterable {
    /// Per cent: `45%` and `45` are 45.
    case percent
    /// Pence: `123450` is £1,234.50. Without it an amount is in pounds.
    case pence
}

/// Reads the numbers of one field.
struct NumberReader: Sendable {
    var unit: NumberUnit?
    /// `1.234,50` is one thousand two hundred and thirty-four and a half.
    var decimalComma = false

    enum Reading: Equatable {
        case number(Int)
        case fault(FaultRule)
    }

    /// A whole number: digits, perhaps with a minus, thousands separators, or zeros after the point.
    func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        if let number = Self.plain(bytes) { return .number(number) }
        guard let found = found(bytes) else { return .fault(.numberUnreadable) }
        switch found.reading {
        case .rounded: return .fault(.digitsGone)
        case .noNumber: return .fault(.numberUnreadable)
        case .number(let number):
            guard number.fraction.allSatisfy({ $0 == 0x30 }), !found.isPercent || unit == .percent,
                let whole = Self.integer(number.whole)
            else { return .fault(.numberUnreadable) }
            return .number(number.isNegative ? -whole : whole)
        }
    }

    /// An amount of money in pence: `£1,234.50`, `1234.5`, `-20`, `(20.00)`, `GBP 12`.
    func pence(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        var rest = bytes[...]
        var isNegative = false
        if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
            rest = rest.dropFirst().dropLast()
            isNegative = true
        } else if rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            isNegative = true
        }
        for sign in [Array("£".utf8), Array("GBP".utf8)] where rest.starts(with: sign) {
            rest = rest.dropFirst(sign.count)
            while rest.first == 0x20 { rest = rest.dropFirst() }
        }
        if !isNegative, rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            isNegative = true
        }
        // One minus is enough.
        guard rest.first?.digitValue != nil else { return .fault(.amountUnreadable) }
        guard let found = found(UnsafeBufferPointer(rebasing: rest)), !found.isPercent else {
            return .fault(.amountUnreadable)
        }
        switch found.reading {
        case .rounded: return .fault(.digitsGone)
        case .noNumber: return .fault(.amountUnreadable)
        case .number(let number):
            guard let whole = Self.integer(number.whole) else { return .fault(.amountUnreadable) }
            var pence = whole
            if unit == .pence {
                guard number.fraction.allSatisfy({ $0 == 0x30 }) else { return .fault(.amountUnreadable) }
            } else {
                // Halves of a penny are nobody's money; zeros behind are a spreadsheet's.
                guard number.fraction.dropFirst(2).allSatisfy({ $0 == 0x30 }) else { return .fault(.amountUnreadable) }
                let hundredths = (number.fraction + [0x30, 0x30]).prefix(2).reduce(0) { $0 * 10 + Int($1) - 48 }
                pence = whole * 100 + hundredths
            }
            return .number(isNegative ? -pence : pence)
        }
    }

    func cures(of bytes: UnsafeBufferPointer<UInt8>, isMoney: Bool) -> CureSet {
        var cures = CureSet()
        var rest = bytes[...]
        if isMoney {
            for sign in [Array("£".utf8), Array("GBP".utf8)] where rest.starts(with: sign) {
                rest = rest.dropFirst(sign.count)
                cures.add(.currency)
            }
        }
        guard let found = found(UnsafeBufferPointer(rebasing: rest)), case .number(let number) = found.reading else {
            return cures
        }
        if found.isPercent { cures.add(.percent) }
        return cures.union(number.cures)
    }

    private func found(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> (reading: WrittenNumber.Reading, isPercent: Bool)? {
        guard bytes.count <= 40, var plain = PlainText(bytes)?.bytes else { return nil }
        let isPercent = plain.last == UInt8(ascii: "%")
        if isPercent {
            plain.removeLast()
            while plain.last == 0x20 { plain.removeLast() }
        }
        return (WrittenNumber.read(plain, decimalComma: decimalComma), isPercent)
    }

    /// Digits, perhaps with a minus before them: nearly every number.
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let isNegative = bytes.count > 1 && bytes[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        guard bytes.count - index >= 1, bytes.count - index <= 15 else { return nil }
        var number = 0
        while index < bytes.count {
            guard let digit = bytes[index].digitValue else { return nil }
            number = number * 10 + digit
            index += 1
        }
        return isNegative ? -number : number
    }

    private static func integer(_ digits: [UInt8]) -> Int? {
        guard (1...15).contains(digits.count) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }
}
