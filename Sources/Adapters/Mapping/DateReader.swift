// From a date field's bytes to a calendar day: the declared formats first, then everything that can mean one day only.

import SENDRecords

/// Reads the dates of one field.
///
/// The declared formats come first. Beside them these are read, whatever is declared, because they can mean one day only
/// (each is an example of `Cure`, and the tests read every one of them):
///
/// - year, month, day: `2015-01-31`, `2015/1/31`;
/// - a month as a word: `31 January 2015`, `1st Sept 2026`, `Mon 2 Nov 2026`, `November 2, 2026`;
/// - the declared order with other separators or without zeros in front: `7.3.2014` for `dd/MM/yyyy`;
/// - a time of day after the date, which is dropped: `07/03/2014 00:00:00`, `7/3/2014 12:30 PM`;
/// - a moment with its zone, which is the day that it was in the council's zone: `2015-06-30T23:00:00Z` is 1 July 2015.
///
/// Only where a format declares them: years of two digits (`yy`: a birth date's is never in the future, another date's
/// lies up to 79 years back and 20 ahead, or within the field's `years`), numbers of spreadsheets (`excel-serial`), eight
/// digits (`yyyyMMdd`).
///
/// Not read, each with its own reason: days that never were (31/02), placeholders (00/00/0000, 01/01/1900, 31/12/9999),
/// years out of range (before 1901 or more than 25 years ahead, unless the field has its `years`), months without a day,
/// and, where both orders are declared and the column doesn't tell, dates that are another day in the other order.
struct DateReader: Sendable {
    let formats: [DateFormat]
    /// The order of formats of two numbers and a year; both where the manifest declares both.
    let orders: [DateOrder]
    /// What the column has told, where both orders are declared.
    let decided: DateOrder?
    private let readsShortYears: Bool
    private let window: YearWindow
    private let first: CalendarDate
    private let last: CalendarDate
    private let zone: CivilZone

    /// - Parameters:
    ///   - years: the years that the field's dates can have; nil for the usual ones.
    ///   - isBirthDate: its two-digit years are never in the future.
    init(
        _ declared: [DateFormat], years: ClosedRange<Int>? = nil, isBirthDate: Bool = false, today: CalendarDate,
        decided: DateOrder? = nil, zone: CivilZone = .london
    ) {
        var orders: [DateOrder] = []
        for order in declared.compactMap(\.order) where !orders.contains(order) { orders.append(order) }
        self.orders = orders
        self.decided = orders.count == 2 ? decided : nil
        var formats = declared
        if orders.count == 2 { formats.removeAll { $0.order != nil && $0.order != decided } }
        if let iso = DateFormat("yyyy-MM-dd"), !formats.contains(iso) { formats.append(iso) }
        self.formats = formats
        readsShortYears = declared.contains(where: \.hasShortYear)
        let year = today.parts.year
        let range = years ?? 1901...(year + Self.yearsAhead)
        window = YearWindow(first: years?.lowerBound ?? (isBirthDate ? year - 99 : year - 79))
        first = CalendarDate(year: range.lowerBound, month: 1, day: 1) ?? today
        last = CalendarDate(year: range.upperBound, month: 12, day: 31) ?? today
        self.zone = zone
    }

    /// What is planned for a child lies no further ahead: a plan may last until the 25th birthday.
    private static let yearsAhead = 25

    /// Whether the whole column has to be looked at before a date can be read.
    var needsSurvey: Bool { orders.count == 2 }

    enum Reading: Equatable {
        case date(CalendarDate)
        case fault(FaultRule)
    }

    /// The day that the bytes state.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        var index = 0
        while index < formats.count {
            // A FHIR time may have a zone.
            if formats[index].hasOptionalTime, bytes.count > 10 {
                index += 1
                continue
            }
            if let date = formats[index].read(bytes, years: window) { return ranged(date) }
            index += 1
        }
        guard let stated = StatedDate(bytes) else { return .fault(.dateUnreadable) }
        return read(stated)
    }

    private func read(_ stated: StatedDate) -> Reading {
        switch stated.form {
        case .incomplete: return .fault(.dateIncomplete)
        case .number: return .fault(.dateIsNumber)
        case .yearFirst(let year, let month, let day): return date(year, month, day, stated)
        case .named(let day, let month, let year, let digits):
            if digits == 2, !readsShortYears { return .fault(.yearOfTwoDigits) }
            return date(digits == 2 ? window.year(of: year) : year, month, day, stated)
        case .numbers(let first, let second, let year, let digits):
            if first == 0 && second == 0 { return .fault(.datePlaceholder) }
            if orders.isEmpty { return .fault(.dateUnreadable) }
            if digits == 2, !readsShortYears { return .fault(.yearOfTwoDigits) }
            let whole = digits == 2 ? window.year(of: year) : year
            if let order = orders.count == 1 ? orders[0] : decided {
                return order == .dayFirst ? date(whole, second, first, stated) : date(whole, first, second, stated)
            }
            // Nobody knows the order: only what is one day in both, or a day in one alone, can be read.
            if first == second || first > 12 { return date(whole, second, first, stated) }
            if second > 12 { return date(whole, first, second, stated) }
            return .fault(.dateOrderUnknown)
        }
    }

    private func date(_ year: Int, _ month: Int, _ day: Int, _ stated: StatedDate) -> Reading {
        if year == 0 || (day == 0 && month == 0) || (year == 1900 && (day == 0 || month == 0)) {
            return .fault(.datePlaceholder)
        }
        guard let date = CalendarDate(year: year, month: month, day: day) else { return .fault(.dateImpossible) }
        guard let time = stated.time, let offset = stated.offset else { return ranged(date) }
        return ranged(zone.day(atSeconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(time - offset)))
    }

    private func ranged(_ date: CalendarDate) -> Reading {
        if date >= first, date <= last { return .date(date) }
        return .fault(Self.placeholders.contains(date) ? .datePlaceholder : .dateOutOfRange)
    }

    /// Days that programs put in where there is no date: Excel's 0 and 1, the first of SQL Server and .NET, the last of all,
    /// and those that people write for "no end".
    private static let placeholders = Set(
        [
            "1899-12-30", "1899-12-31", "1900-01-01", "1753-01-01", "0001-01-01", "9999-12-31", "2099-12-31",
            "2199-12-31", "2999-12-31",
        ]
        .compactMap { CalendarDate(iso: $0) })

    /// What a date says about the order of its column; nil where it says nothing.
    func vote(_ bytes: UnsafeBufferPointer<UInt8>) -> DateVote? {
        guard let stated = StatedDate(bytes), case .numbers(let first, let second, let year, let digits) = stated.form,
            first != second, digits == 4 || readsShortYears
        else { return nil }
        let whole = digits == 2 ? window.year(of: year) : year
        let dayFirst = CalendarDate(year: whole, month: second, day: first) != nil
        let monthFirst = CalendarDate(year: whole, month: first, day: second) != nil
        if dayFirst, monthFirst { return .either }
        if dayFirst { return .only(.dayFirst) }
        return monthFirst ? .only(.monthFirst) : nil
    }

    /// What was put right to read a date; nothing where it isn't one.
    func cures(of bytes: UnsafeBufferPointer<UInt8>) -> CureSet {
        guard case .date = read(bytes) else { return [] }
        if let format = formats.first(where: { !$0.hasOptionalTime && $0.read(bytes, years: window) != nil }) {
            if format.serial != nil { return CureSet(.serialNumber) }
            if format.hasShortYear { return CureSet(.twoDigitYear) }
            return format == formats.last && formats.count > 1 ? CureSet(.isoDate) : []
        }
        guard let stated = StatedDate(bytes) else { return [] }
        var cures = stated.cures
        if stated.offset != nil, stated.time != nil {
            cures.remove(CureSet(.timeDropped))
            cures.add(.localDay)
        }
        switch stated.form {
        case .yearFirst where stated.isPlain: cures.add(.isoDate)
        case .yearFirst, .numbers: cures.add(.otherWriting)
        default: break
        }
        switch stated.form {
        case .named(_, _, _, 2), .numbers(_, _, _, 2): cures.add(.twoDigitYear)
        default: break
        }
        return cures
    }
}
