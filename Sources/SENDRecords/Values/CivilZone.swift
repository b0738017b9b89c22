// Which calendar day a moment belongs to. The zone is a value: decisions are given it, nobody asks the system.

/// The time by which people live somewhere: an offset from UTC, and from when on.
public struct CivilZone: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z from which each offset holds, ascending.
    private let changes: [Int64]
    /// Seconds that clocks are ahead of UTC; the first holds before any change.
    private let offsets: [Int64]

    /// - Parameter offsets: one more than changes: the first holds before the first change.
    public init(changes: [Int64], offsets: [Int64]) {
        precondition(offsets.count == changes.count + 1, "a zone has an offset before and after each change")
        self.changes = changes
        self.offsets = offsets
    }

    public static let utc = CivilZone(changes: [], offsets: [0])

    /// Greenwich Mean Time and British Summer Time from 1972 until 2099; before, the day in Greenwich.
    // Summer Time Act 1972 and its orders to 1995; from 1996 the last Sundays of March and October at 1 o'clock GMT
    // (directives 94/21/EC to 2000/84/EC, kept by the Summer Time Order 2002).
    public static let london: CivilZone = {
        var changes: [Int64] = []
        for year in 1972...2099 {
            let hour: Int64 = year <= 1980 ? 2 : 1
            let march = year <= 1980 ? 16 : 25
            let october = year <= 1989 ? 23 : year <= 1995 ? 22 : 25
            changes.append(sunday(from: march, month: 3, year) * 86_400 + hour * 3600)
            changes.append(sunday(from: october, month: 10, year) * 86_400 + hour * 3600)
        }
        return CivilZone(changes: changes, offsets: [0] + changes.indices.map { $0 % 2 == 0 ? 3600 : 0 })
    }()

    /// The first Sunday on or after a day, in days since 1970-01-01.
    private static func sunday(from day: Int, month: Int, _ year: Int) -> Int64 {
        guard let date = CalendarDate(year: year, month: month, day: day) else { return 0 }
        return Int64(date.daysSinceEpoch) + Int64((7 - date.weekday) % 7)
    }

    /// Seconds that clocks are ahead of UTC at a moment.
    public func offset(at seconds: Int64) -> Int64 {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return offsets[low]
    }

    /// The calendar day of a moment, given in seconds since 1970-01-01T00:00:00Z.
    public func day(atSeconds seconds: Int64) -> CalendarDate {
        let local = seconds + offset(at: seconds)
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return CalendarDate(daysSinceEpoch: Int32(clamping: days))
    }
}

extension CalendarDate {
    /// 0 for Sunday to 6 for Saturday. 1970-01-01 was a Thursday.
    var weekday: Int {
        let remainder = (Int(daysSinceEpoch) + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }
}
