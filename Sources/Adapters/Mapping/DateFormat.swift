// How partners write dates: a pattern compiled once, then read byte by byte.

import SENDRecords

/// One way of writing dates, as a manifest's `dates` declares it.
///
/// A pattern such as `dd/MM/yyyy`: `d` and `M` take one or two digits, `dd`, `MM`, `HH`, `mm`, `ss` two, `yyyy` four, `yy`
/// two (the field's range tells the century), `MMM` an English month of three letters, `MMMM` a whole one. A time is read
/// and dropped: dates of law are calendar days. Beside patterns there are words:
///
/// - `fhir`: a FHIR date or dateTime; one without its day is no date.
/// - `excel-serial`: a spreadsheet's number for a day, counted from 1900 as Excel does it (`34308`, `44197.5`).
/// - `excel-serial-1904`: the same counted from 1904, as workbooks from old Macs have it.
///
/// What else a field reads beside its declared formats is listed in `DateReader`.
public struct DateFormat: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case year, shortYear, month, shortMonth, monthName, wholeMonthName, day, shortDay, hour, minute, second
        case literal(UInt8)
        /// A FHIR time after the day, or nothing.
        case optionalTime
    }

    /// As the manifest writes it.
    public let description: String
    let parts: [Part]
    /// For numbers of days: how they are counted.
    let serial: DateSerial?

    /// - Returns: nil unless the pattern names a day, a month and a year, and nothing unknown.
    public init?(_ text: String) {
        description = text
        serial = DateSerial(rawValue: text)
        if serial != nil {
            parts = []
            return
        }
        if text == "fhir" {
            let dash = Part.literal(UInt8(ascii: "-"))
            parts = [.year, dash, .month, dash, .day, .optionalTime]
            return
        }
        var parts: [Part] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            let run = rest.prefix { $0 == byte }.count
            rest = rest.dropFirst(run)
            switch (byte, run) {
            case (UInt8(ascii: "y"), 4): parts.append(.year)
            case (UInt8(ascii: "y"), 2): parts.append(.shortYear)
            case (UInt8(ascii: "M"), 1): parts.append(.shortMonth)
            case (UInt8(ascii: "M"), 2): parts.append(.month)
            case (UInt8(ascii: "M"), 3): parts.append(.monthName)
            case (UInt8(ascii: "M"), 4): parts.append(.wholeMonthName)
            case (UInt8(ascii: "d"), 1): parts.append(.shortDay)
            case (UInt8(ascii: "d"), 2): parts.append(.day)
            case (UInt8(ascii: "H"), 2): parts.append(.hour)
            case (UInt8(ascii: "m"), 2): parts.append(.minute)
            case (UInt8(ascii: "s"), 2): parts.append(.second)
            case (UInt8(ascii: "a")...UInt8(ascii: "z"), _): return nil
            case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _) where byte != UInt8(ascii: "T"): return nil
            default: parts.append(contentsOf: repeatElement(.literal(byte), count: run))
            }
        }
        func count(_ kinds: [Part]) -> Int { parts.count { kinds.contains($0) } }
        guard count([.year, .shortYear]) == 1, count([.month, .shortMonth, .monthName, .wholeMonthName]) == 1,
            count([.day, .shortDay]) == 1
        else { return nil }
        self.parts = parts
    }

    /// Whether day and month are both numbers before the year, and which comes first.
    var order: DateOrder? {
        guard let day = parts.firstIndex(where: { $0 == .day || $0 == .shortDay }),
            let month = parts.firstIndex(where: { $0 == .month || $0 == .shortMonth }),
            let year = parts.firstIndex(where: { $0 == .year || $0 == .shortYear }), year > min(day, month)
        else { return nil }
        return day < month ? .dayFirst : .monthFirst
    }

    var hasShortYear: Bool { parts.contains(.shortYear) }
    var hasOptionalTime: Bool { parts.last == .optionalTime }

    /// The day that the bytes state in this format, or nil. Years before 1000 are slips of the pen.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, years: YearWindow = .ofFiles) -> CalendarDate? {
        if let serial { return serial.read(bytes) }
        var position = 0
        let count = bytes.count
        var year = 0
        var month = 0
        var day = 0
        for part in parts {
            switch part {
            case .literal(let byte):
                guard position < count, bytes[position] == byte else { return nil }
                position += 1
            case .monthName:
                guard position + 3 <= count else { return nil }
                month = MonthName.short(bytes[position], bytes[position + 1], bytes[position + 2])
                position += 3
            case .wholeMonthName:
                let start = position
                while position < count, bytes[position] | 0x20 >= 0x61, bytes[position] | 0x20 <= 0x7A { position += 1 }
                month = MonthName.month(UnsafeBufferPointer(rebasing: bytes[start..<position]))
            case .optionalTime:
                guard position == count || Self.isTime(bytes, from: position) else { return nil }
                position = count
            default:
                var least = 2
                if part == .year { least = 4 } else if part == .shortDay || part == .shortMonth { least = 1 }
                let most = max(least, 2)
                var number = 0
                var digits = 0
                while digits < most, position < count {
                    let byte = bytes[position]
                    if byte < 48 || byte > 57 { break }
                    number = number * 10 + Int(byte) - 48
                    digits += 1
                    position += 1
                }
                if digits < least { return nil }
                switch part {
                case .year: year = number
                case .shortYear: year = years.year(of: number)
                case .month, .shortMonth: month = number
                case .day, .shortDay: day = number
                case .hour: if number > 24 { return nil }
                default: if number > 60 { return nil }
                }
            }
        }
        guard position == count, year >= 1000 else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    func read(_ text: String) -> CalendarDate? {
        var text = text
        return text.withUTF8 { read($0) }
    }

    /// The day written in this format, a time as midnight.
    public func text(for date: CalendarDate) -> String {
        if let serial { return String(serial.number(of: date)) }
        let (year, month, day) = date.parts
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return parts.map { part in
            switch part {
            case .year: padded(year, 4)
            case .shortYear: padded(year % 100, 2)
            case .month: padded(month, 2)
            case .shortMonth: String(month)
            case .monthName: String(MonthName.names[month - 1].prefix(3))
            case .wholeMonthName: MonthName.names[month - 1]
            case .day: padded(day, 2)
            case .shortDay: String(day)
            case .hour, .minute, .second: "00"
            case .literal(let byte): String(decoding: [byte], as: UTF8.self)
            case .optionalTime: ""
            }
        }.joined()
    }

    /// How many bytes a date takes in this format, where that is always the same.
    var fixedLength: Int? {
        if serial != nil { return nil }
        var length = 0
        for part in parts {
            switch part {
            case .year: length += 4
            case .monthName: length += 3
            case .month, .day, .hour, .minute, .second, .shortYear: length += 2
            case .literal: length += 1
            case .shortMonth, .shortDay, .optionalTime, .wholeMonthName: return nil
            }
        }
        return length
    }

    /// `Thh:mm`, perhaps seconds, fraction and zone (FHIR R4, dateTime).
    private static func isTime(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard bytes.count >= start + 6, bytes[start] == UInt8(ascii: "T") else { return false }
        for index in (start + 1)..<bytes.count {
            switch bytes[index] {
            case 48...57, UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "Z"):
                continue
            default: return false
            }
        }
        return true
    }
}

/// The hundred years that years of two digits belong to.
struct YearWindow: Sendable, Hashable {
    let first: Int

    /// For dates in names of files.
    static let ofFiles = YearWindow(first: 1970)

    func year(of twoDigits: Int) -> Int {
        let year = first - first % 100 + twoDigits
        return year < first ? year + 100 : year
    }
}
