// The clock is a value: decisions are given the time and the day, nobody asks the system.

import Foundation
import SENDRecords

/// Tells the time, and the day in the council's time zone.
public struct GatewayClock: Sendable {
    public let timeZone: TimeZone
    private let read: @Sendable () -> Instant

    public init(timeZone: TimeZone, now: @escaping @Sendable () -> Instant) {
        self.timeZone = timeZone
        read = now
    }

    /// The system's clock.
    public static func system(timeZone: TimeZone) -> GatewayClock {
        GatewayClock(timeZone: timeZone) { Instant(seconds: Date().timeIntervalSince1970) }
    }

    public var now: Instant { read() }
    public var today: CalendarDate { day(of: now) }

    /// The calendar day of a moment in the council's time zone.
    public func day(of instant: Instant) -> CalendarDate {
        let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: instant.seconds))
        let local = instant.milliseconds + Int64(offset) * 1000
        return CalendarDate(daysSinceEpoch: Int32((Double(local) / 86_400_000).rounded(.down)))
    }

    /// The first moment of a calendar day in the council's time zone.
    public func start(of day: CalendarDate) -> Instant {
        let utc = Int64(day.daysSinceEpoch) * 86_400_000
        let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc) / 1000))
        return Instant(milliseconds: utc - Int64(offset) * 1000)
    }
}
