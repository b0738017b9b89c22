// A date of birth as one small integer, and how two of them differ.

/// A calendar date of birth. It isn't checked here that the day exists: partners state what they state.
public struct BirthDate: Hashable, Sendable {
    /// year * 512 + month * 32 + day; 0 is no date.
    let packed: UInt32

    public init(year: Int, month: Int, day: Int) {
        packed = UInt32(truncatingIfNeeded: (year & 0x3fff) << 9 | (month & 15) << 5 | (day & 31))
    }

    init(packed: UInt32) {
        self.packed = packed
    }

    var year: Int { Int(packed >> 9) }
    var month: Int { Int(packed >> 5) & 15 }
    var day: Int { Int(packed) & 31 }

    /// 1 January is what systems fill in when only the year is known.
    var isDefault: Bool { packed & 0x1ff == 1 << 5 | 1 }

    /// The date with day and month in ascending order where they could have been swapped: equal for both readings.
    var unordered: UInt32 {
        let (day, month) = (UInt32(self.day), UInt32(self.month))
        return day < month ? packed & ~0x1ff | day << 5 | month : packed
    }

    func level(against other: BirthDate) -> Level {
        if packed == other.packed { return isDefault ? .sameDefault : .same }
        let sameYear = year == other.year
        let sameMonth = month == other.month
        let sameDay = day == other.day
        if sameYear && day == other.month && month == other.day { return .swapped }
        if isDefault || other.isDefault {
            return sameYear ? .defaultDay : .different
        }
        if sameYear && (sameMonth || sameDay) {
            return digitsDiffering(from: other) == 1 ? .oneDigit : .twoParts
        }
        if sameMonth && sameDay {
            return abs(year - other.year) == 1 || digitsDiffering(from: other) == 1 ? .oneDigit : .twoParts
        }
        return digitsDiffering(from: other) <= 2 ? .near : .different
    }

    /// How many of the eight digits of year, month and day differ.
    private func digitsDiffering(from other: BirthDate) -> Int {
        var count = 0
        var (a, b) = (year, other.year)
        for _ in 0..<4 {
            if a % 10 != b % 10 { count += 1 }
            a /= 10
            b /= 10
        }
        if month % 10 != other.month % 10 { count += 1 }
        if month / 10 != other.month / 10 { count += 1 }
        if day % 10 != other.day % 10 { count += 1 }
        if day / 10 != other.day / 10 { count += 1 }
        return count
    }
}
