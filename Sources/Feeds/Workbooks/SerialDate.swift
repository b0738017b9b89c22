// Days as Excel counts them, written as ISO 8601 has them.

/// Which day a workbook calls number 1.
enum DateSystem: Sendable, Equatable {
    /// 1 January 1900, with a 29 February 1900 that never was (serial 60), as Lotus 1-2-3 had it.
    case from1900
    /// 0 is 1 January 1904, as on old Macintoshes.
    case from1904
}

enum SerialDate {
    /// 31 December 9999 in the 1900 system.
    private static let last = 2_958_465

    /// The text of a serial, or nil where it stands for no date.
    static func text(_ serial: Double, _ shape: NumberFormat.DateShape, _ system: DateSystem) -> String? {
        guard serial >= 0, serial < Double(last + 1) else { return nil }
        var days = Int(serial)
        var seconds = Int(((serial - Double(days)) * 86_400).rounded())
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if !shape.hasDate {
            return shape.isElapsed ? "\(two(days * 24 + seconds / 3600)):\(time.dropFirst(3))" : time
        }
        guard let date = date(days, system) else {
            // A time alone, in a cell that shows a date as well.
            return days == 0 && shape.hasTime ? time : nil
        }
        return shape.hasTime ? "\(date) \(time)" : date
    }

    private static func date(_ serial: Int, _ system: DateSystem) -> String? {
        var serial = serial
        switch system {
        case .from1904: serial += 1462
        case .from1900:
            if serial == 0 { return nil }
            if serial == 60 { return "1900-02-29" }
            if serial < 60 { serial += 1 }
        }
        guard serial <= last else { return nil }
        // 25569 is 1 January 1970.
        let (year, month, day) = civil(serial - 25_569)
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// Year, month and day of a day counted from 1 January 1970, by shifting the year to begin in March.
    private static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
