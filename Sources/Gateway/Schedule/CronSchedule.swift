// Times told by a cron expression, in the clock time of one zone.

import Configuring
import Foundation

/// A cron expression in a time zone: `30 1 * * *` is half past one each night.
///
/// Five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Each is
/// `*`, a number, a name (`jan`, `mon`), a range, or a list of these; `/n` after `*` or a range takes every
/// nth. If both day fields are restricted (hold no `*`), a day that fits either is meant, as in cron(5).
/// `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly` and `@annually` are short forms.
///
/// When the clocks change, which in the United Kingdom is between 1 and 2 at night:
/// - A time that the clocks skip runs once, at the first instant after the gap.
/// - A time that comes twice runs once, the first time round.
/// - A schedule with `*` or `/n` in its minutes or hours is a rhythm and follows elapsed time: it goes
///   on through the repeated hour. It makes up for a skipped time only if its hours are restricted.
public struct CronSchedule: Sendable, Equatable, CustomStringConvertible {
    /// As written.
    public let text: String
    public let zone: TimeZone
    let minutes: CronField
    let hours: CronField
    let days: CronField
    let months: CronField
    let weekdays: CronField

    /// - Parameter zone: an IANA name.
    /// - Throws: a fault also for a schedule that never comes, such as 31 February.
    public init(_ text: String, zone identifier: String = Self.standardZone) throws(ValueFault) {
        self.text = text
        zone = try Self.zone(identifier)
        let fields = try Self.fields(of: text)
        minutes = try CronField(fields[0], .minute)
        hours = try CronField(fields[1], .hour)
        days = try CronField(fields[2], .day)
        months = try CronField(fields[3], .month)
        weekdays = try CronField(fields[4], .weekday)
        guard comesEver else {
            throw ValueFault("never comes: no such day is in the calendar", hint: "Check the day and the month.")
        }
    }

    public static let standardZone = "Europe/London"

    public var description: String { text }

    /// The zone of an IANA name, such as `Europe/London` or `UTC`.
    public static func zone(_ identifier: String) throws(ValueFault) -> TimeZone {
        // Foundation also takes abbreviations such as EST, whose meaning differs from place to place.
        let isUnambiguous = identifier.contains("/") || identifier == "UTC" || identifier == "GMT"
        if isUnambiguous, let zone = TimeZone(identifier: identifier) { return zone }
        throw ValueFault(
            "names the time zone `\(identifier)`, which does not exist",
            hint: NearestName.of(identifier, among: TimeZone.knownTimeZoneIdentifiers).map { "Did you mean `\($0)`?" }
                ?? "Write it as in `Europe/London`.")
    }

    private static func fields(of text: String) throws(ValueFault) -> [Substring] {
        if text.hasPrefix("@") {
            let short = [
                "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
                "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
            ]
            guard let long = short[text] else {
                throw ValueFault(
                    "has the unknown short form `\(text)`",
                    hint: NearestName.hint(for: text, among: short.keys.sorted()))
            }
            return long.split(separator: " ")
        }
        let fields = text.split { $0 == " " || $0 == "\t" }
        guard fields.count == 5 else {
            throw ValueFault(
                "should have five fields (minute, hour, day, month, day of the week), but has \(fields.count)",
                hint: "For example `30 1 * * *` is half past one each night.")
        }
        return fields
    }

    /// Whether any day of any year fits. Every date comes on every day of the week in some year.
    private var comesEver: Bool {
        if !days.hasStar, !weekdays.hasStar { return true }
        let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return longest.indices.contains { month in
            months.contains(month + 1) && (1...longest[month]).contains(where: days.contains)
        }
    }
}
