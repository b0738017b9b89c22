// The life of one delivery in the outbox: a pure state machine that returns actions. It knows no clock and draws no
// random number.

import SENDRecords

/// What to do with a delivery after an attempt.
public enum DeliveryAction: Sendable, Hashable {
    /// Delivered: the next delivery about the child may go.
    case acknowledge
    case tryAgain(at: Instant)
    /// Keep it for a person: `deliveries list` shows it.
    case setAside(SetAside)
    /// The consumer wants no more (410): switch it off, and set aside all that waits for it.
    case stopConsumer

    /// Why a delivery is not tried any more until a person looks.
    public enum SetAside: String, Sendable, CaseIterable {
        case refused = "the consumer refuses it again and again"
        case outOfPatience = "it could not be delivered for too long"
        case consumerStopped = "the consumer wants no more deliveries"
    }
}

/// Counts the attempts of one delivery. The outbox keeps the three numbers.
public struct DeliveryAttempts: Sendable, Hashable {
    /// When the first attempt ended; nil before it.
    public private(set) var first: Instant?
    public private(set) var failures: Int
    public private(set) var refusals: Int

    public init(first: Instant? = nil, failures: Int = 0, refusals: Int = 0) {
        self.first = first
        self.failures = failures
        self.refusals = refusals
    }

    /// - Parameter draw: a random number from 0 up to 1.
    public mutating func next(
        after outcome: DeliveryOutcome, at now: Instant, draw: Double, policy: DeliveryRetryPolicy = .standard
    ) -> DeliveryAction {
        let begun = first ?? now
        first = begun
        switch outcome.verdict {
        case .delivered: return .acknowledge
        case .gone: return .stopConsumer
        case .refused: refusals += 1
        case .mayPass, .consumerInTrouble: break
        }
        failures += 1
        if refusals >= policy.refusals { return .setAside(.refused) }
        if now.seconds - begun.seconds >= policy.patience { return .setAside(.outOfPatience) }
        let pause = policy.pause(afterFailures: failures, retryAfter: outcome.retryAfter, draw: draw)
        return .tryAgain(at: now.adding(seconds: pause))
    }
}
