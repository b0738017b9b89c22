// What to do at start about the times that passed while nothing ran.

import Foundation

/// What to do at start about the times of a schedule that passed while the gateway was down.
public enum MissedRunPolicy: String, Sendable, CaseIterable {
    /// Run once, however many were missed.
    case once
    /// Wait for the next time.
    case skip

    /// What to do at start.
    public enum Decision: Sendable, Equatable {
        /// A time was missed: run now, once. `since` is the first missed time that still counts.
        case runNow(since: Date)
        /// Nothing to make up for. Nil: the schedule has no further time.
        case wait(until: Date?)
    }

    /// - Parameters:
    ///   - lastRun: when the last run began; nil if there was none, and then nothing was missed.
    ///   - maximumAge: times that were missed longer ago than this, in seconds, no longer count.
    public func decision(
        for schedule: Schedule, lastRun: Date?, now: Date, maximumAge: TimeInterval? = nil
    ) -> Decision {
        let next = Decision.wait(until: schedule.next(after: now))
        guard self == .once, var since = lastRun else { return next }
        if let maximumAge { since = max(since, now.addingTimeInterval(-maximumAge)) }
        guard let missed = schedule.next(after: since), missed <= now else { return next }
        return .runNow(since: missed)
    }
}
