// When a feed is pulled: by the clock, or at an interval.

import Configuring
import Foundation

/// When something is done: by a cron expression, or at a fixed interval of elapsed time.
public enum Schedule: Sendable, Equatable, CustomStringConvertible {
    case cron(CronSchedule)
    /// In whole seconds. The times are whole multiples of it since 1970, so that they do not drift with
    /// the length of the runs and are the same after a restart.
    case every(seconds: Int)

    /// Reads `every 5m` or a cron expression.
    ///
    /// - Parameter zone: the IANA zone of a cron expression.
    public init(_ text: String, zone: String = CronSchedule.standardZone) throws(ValueFault) {
        let words = text.split(separator: " ")
        guard words.first == "every" else {
            if words.count == 1, DurationText.parse(text) != nil {
                throw ValueFault("should be a schedule, but is a length of time", hint: "Write `every \(text)`.")
            }
            self = .cron(try CronSchedule(text, zone: zone))
            return
        }
        let interval = words.dropFirst().joined()
        guard let duration = DurationText.parse(interval), duration >= .seconds(1), duration <= .seconds(366 * 86_400),
            duration.components.attoseconds == 0
        else {
            throw ValueFault(
                "should be `every` and a length of time from 1s to 366d",
                hint: "For example `every 30s`, `every 5m` or `every 2h`.")
        }
        self = .every(seconds: Int(duration.components.seconds))
    }

    /// The first time that is later than an instant.
    public func next(after instant: Date) -> Date? {
        switch self {
        case .cron(let cron):
            return cron.next(after: instant)
        case .every(let seconds):
            let after = Int(instant.timeIntervalSince1970.rounded(.down))
            let passed = after >= 0 ? after / seconds : (after - seconds + 1) / seconds
            return Date(timeIntervalSince1970: TimeInterval((passed + 1) * seconds))
        }
    }

    public var description: String {
        switch self {
        case .cron(let cron): cron.text
        case .every(let seconds): "every \(DurationText.write(.seconds(seconds)))"
        }
    }
}

extension ValueKind where Value == Schedule {
    /// A schedule in a zone, for a declared key.
    public static func schedule(zone: String = CronSchedule.standardZone) -> Self {
        Self(shape: "a schedule such as `30 1 * * *` or `every 5m`") { text throws(ValueFault) in
            try Schedule(text, zone: zone)
        }
    }
}

extension ValueKind where Value == String {
    /// The IANA name of a time zone.
    public static var zone: Self {
        Self(shape: "a time zone such as Europe/London") { text throws(ValueFault) in
            _ = try CronSchedule.zone(text)
            return text
        }
    }
}
