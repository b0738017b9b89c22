// Day before month or month before day: told by the whole column, never by one value.

import SENDRecords

/// Which of two numbers before a year is the day.
public enum DateOrder: String, Sendable, Hashable {
    case dayFirst = "day/month"
    case monthFirst = "month/day"

    var other: DateOrder { self == .dayFirst ? .monthFirst : .dayFirst }
}

/// What one date of two numbers and a year says about its column's order.
enum DateVote: Sendable, Equatable {
    /// Only one order makes it a date.
    case only(DateOrder)
    /// Both do, and they are different days.
    case either
}

/// A vote of one row: of which field, by `dateNumber`, in which column.
struct ColumnVote: Sendable, Equatable {
    let number: Int
    let column: Int
    let vote: DateVote
}

/// What the dates of one field of one file say, taken together.
struct DateTally: Sendable, Equatable {
    /// The column's name, for a message.
    var column = ""
    var dayFirst = 0
    var monthFirst = 0
    var either = 0
    var firstDayFirst = 0
    var firstMonthFirst = 0
    var firstEither = 0

    mutating func count(_ vote: DateVote, line: Int) {
        switch vote {
        case .only(.dayFirst):
            if dayFirst == 0 { firstDayFirst = line }
            dayFirst += 1
        case .only(.monthFirst):
            if monthFirst == 0 { firstMonthFirst = line }
            monthFirst += 1
        case .either:
            if either == 0 { firstEither = line }
            either += 1
        }
    }

    /// The order that some value asks for and none speaks against.
    var decision: DateOrder? {
        if dayFirst > 0, monthFirst == 0 { return .dayFirst }
        if monthFirst > 0, dayFirst == 0 { return .monthFirst }
        return nil
    }

    /// Why nobody can tell the days of a column for which both orders are declared; nil where it can be told.
    var doubt: String? {
        if dayFirst > 0, monthFirst > 0 {
            return
                "The column \(column) mixes two ways of writing dates: \(Self.dates(dayFirst)) can only be day/month (the "
                + "first in line \(firstDayFirst)), and \(monthFirst) can only be month/day (the first in line "
                + "\(firstMonthFirst)). So none of them can be trusted."
        }
        guard decision == nil, either > 0 else { return nil }
        return
            "The dates in the column \(column) can be read as day/month or as month/day, and none of them tells which: "
            + "0 can only be day/month, 0 only month/day, and \(either) can be either (the first in line "
            + "\(firstEither)). So none of them can be trusted."
    }

    /// Why a column doesn't look like its declared order; nil where it does, or where nothing speaks against it.
    func contradiction(of declared: DateOrder) -> String? {
        let against = declared == .dayFirst ? monthFirst : dayFirst
        let pro = declared == .dayFirst ? dayFirst : monthFirst
        guard against > 0, pro == 0 else { return nil }
        let first = declared == .dayFirst ? firstMonthFirst : firstDayFirst
        return
            "The dates in the column \(column) are expected as \(declared.rawValue), but \(Self.dates(against)) can only "
            + "be \(declared.other.rawValue) (the first in line \(first)), and none can only be \(declared.rawValue). So "
            + "none of them can be trusted."
    }

    private static func dates(_ count: Int) -> String { count == 1 ? "1 date" : "\(count) dates" }
}
