// Days as spreadsheets count them.

import SENDRecords

/// A way of counting days.
enum DateSerial: String, Sendable, Hashable {
    /// 1 is 1 January 1900. Day 60 is 29 February 1900, which never was: Excel has it because Lotus 1-2-3 had.
    case since1900 = "excel-serial"
    /// 0 is 1 January 1904.
    case since1904 = "excel-serial-1904"

    /// The day of a number such as `34308` or `44197.5`; the fraction is the time of day. Nil for a number of a day before
    /// March 1900 (the one that never was, and placeholders) or after the year 9999.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
        var number = 0
        var index = 0
        while index < bytes.count, let digit = bytes[index].digitValue {
            number = number * 10 + digit
            index += 1
            if index > 7 { return nil }
        }
        guard index > 0 else { return nil }
        if index < bytes.count {
            guard bytes[index] == UInt8(ascii: "."), index + 1 < bytes.count,
                bytes[(index + 1)...].allSatisfy({ $0.digitValue != nil })
            else { return nil }
        }
        switch self {
        case .since1900: return (61...2_958_465).contains(number) ? Self.date(number - 25_569) : nil
        case .since1904: return (1...2_957_003).contains(number) ? Self.date(number - 24_107) : nil
        }
    }

    func number(of date: CalendarDate) -> Int {
        Int(date.daysSinceEpoch) + (self == .since1900 ? 25_569 : 24_107)
    }

    private static func date(_ days: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: Int32(days)) }
}

extension UInt8 {
    /// The value of an ASCII digit, or nil.
    var digitValue: Int? { self >= 48 && self <= 57 ? Int(self) - 48 : nil }
}
