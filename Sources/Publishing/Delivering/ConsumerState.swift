// Whether a consumer can be sent anything just now. Without it a consumer that is down would be tried once for every
// delivery that waits.

import SENDRecords

/// The life of one consumer's route: a pure state machine.
public enum ConsumerState: Sendable, Hashable {
    case open
    /// In trouble since so many attempts: nothing is sent before this time, then one delivery to see.
    case resting(until: Instant, failures: Int)
    /// It answered 410: nothing is sent until a person opens it again.
    case stopped

    /// - Parameter draw: a random number from 0 up to 1.
    public mutating func note(
        _ outcome: DeliveryOutcome, at now: Instant, draw: Double, policy: DeliveryRetryPolicy = .standard
    ) {
        switch (self, outcome.verdict) {
        case (.stopped, _): break
        case (_, .gone): self = .stopped
        case (_, .consumerInTrouble):
            let failures = if case .resting(_, let before) = self { before + 1 } else { 1 }
            let pause = policy.pause(afterFailures: failures, retryAfter: outcome.retryAfter, draw: draw)
            var until = now.adding(seconds: pause)
            // Of several attempts under way the one that asks for most patience counts.
            if case .resting(let before, _) = self { until = max(until, before) }
            self = .resting(until: until, failures: failures)
        case (.resting(let until, _), _) where now < until:
            // An attempt that was under way before the trouble says nothing of now.
            break
        case (_, .delivered), (_, .mayPass), (_, .refused): self = .open
        }
    }

    /// Whether a delivery may be tried at this moment.
    public func maySend(at now: Instant) -> Bool {
        switch self {
        case .open: true
        case .resting(let until, _): until <= now
        case .stopped: false
        }
    }
}
