// A moment as the council's clock on the wall shows it. Pure.

import Foundation
import SENDRecords

/// Day and time of day in a time zone.
struct LocalTime {
    let day: CalendarDate
    let hour: Int
    let minute: Int
    let second: Int

    init(_ instant: Instant, in timeZone: TimeZone) {
        let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: instant.seconds))
        let local = Int((instant.seconds).rounded(.down)) + offset
        let secondOfDay = ((local % 86_400) + 86_400) % 86_400
        day = CalendarDate(daysSinceEpoch: Int32((local - secondOfDay) / 86_400))
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }

    /// For instance `Saturday 21 November 2026 at 20:30`.
    var inWords: String { "\(Self.inWords(day)) at \(Self.two(hour)):\(Self.two(minute))" }

    /// For file names, which sort by it: `2026-11-21 203000`.
    var stamp: String {
        let parts = day.parts
        let year = String(repeating: "0", count: max(0, 4 - String(parts.year).count)) + String(parts.year)
        return
            "\(year)-\(Self.two(parts.month))-\(Self.two(parts.day)) \(Self.two(hour))\(Self.two(minute))\(Self.two(second))"
    }

    /// For instance `Saturday 21 November 2026`.
    static func inWords(_ day: CalendarDate) -> String {
        let parts = day.parts
        // 1970-01-01 was a Thursday.
        let weekday = ((Int(day.daysSinceEpoch) % 7) + 7) % 7
        return "\(weekdays[weekday]) \(parts.day) \(months[parts.month - 1]) \(parts.year)"
    }

    private static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
