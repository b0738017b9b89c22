// How partners write dates: a pattern compiled once, then read byte by byte.

import SENDRecords

/// A pattern such as `dd/MM/yyyy`: `d` and `M` take one or two digits, `dd`, `MM`, `HH`, `mm`, `ss` two, `yyyy` four, `MMM`
/// an English month of three letters. A time is read and dropped: dates of law are calendar days. `fhir` is a FHIR date
/// or dateTime; one without its day is no date.
public struct DateFormat: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case year, month, shortMonth, monthName, day, shortDay, hour, minute, second
        case literal(UInt8)
        /// A FHIR time after the day, or nothing.
        case optionalTime
    }

    /// As the manifest writes it.
    public let description: String
    let parts: [Part]

    /// - Returns: nil unless the pattern names a day, a month and a year, and nothing unknown.
    public init?(_ text: String) {
        description = text
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
            case (UInt8(ascii: "M"), 1): parts.append(.shortMonth)
            case (UInt8(ascii: "M"), 2): parts.append(.month)
            case (UInt8(ascii: "M"), 3): parts.append(.monthName)
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
        guard count([.year]) == 1, count([.month, .shortMonth, .monthName]) == 1, count([.day, .shortDay]) == 1 else {
            return nil
        }
        self.parts = parts
    }

    /// The day that the bytes state in this format, or nil. Years before 1000 are slips of the pen.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> CalendarDate? {
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
                month = Self.month(bytes[position], bytes[position + 1], bytes[position + 2])
                position += 3
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
        let (year, month, day) = date.parts
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return parts.map { part in
            switch part {
            case .year: padded(year, 4)
            case .month: padded(month, 2)
            case .shortMonth: String(month)
            case .monthName: Self.monthNames[month - 1]
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
        var length = 0
        for part in parts {
            switch part {
            case .year: length += 4
            case .monthName: length += 3
            case .month, .day, .hour, .minute, .second: length += 2
            case .literal: length += 1
            case .shortMonth, .shortDay, .optionalTime: return nil
            }
        }
        return length
    }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// 1 to 12, or 0 for no month. Upper and lower case are alike.
    private static func month(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        switch (first | 0x20, second | 0x20, third | 0x20) {
        case (0x6A, 0x61, 0x6E): 1
        case (0x66, 0x65, 0x62): 2
        case (0x6D, 0x61, 0x72): 3
        case (0x61, 0x70, 0x72): 4
        case (0x6D, 0x61, 0x79): 5
        case (0x6A, 0x75, 0x6E): 6
        case (0x6A, 0x75, 0x6C): 7
        case (0x61, 0x75, 0x67): 8
        case (0x73, 0x65, 0x70): 9
        case (0x6F, 0x63, 0x74): 10
        case (0x6E, 0x6F, 0x76): 11
        case (0x64, 0x65, 0x63): 12
        default: 0
        }
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
