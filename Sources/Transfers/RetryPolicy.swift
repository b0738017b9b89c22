// When to try again: a pure state machine that returns actions. It knows no clock and draws no
// random number: both are passed in.

/// How often and how patiently a failed transfer is tried again.
public struct RetryPolicy: Sendable, Hashable {
    /// Attempts in all, the first included.
    public var attempts: Int
    /// The first pause is drawn from 0 to `base` seconds, each next from twice as much.
    public var base: Double
    /// No pause of our own choice is longer: seconds.
    public var longestPause: Double
    /// A partner's Retry-After up to this is waited for; if it is longer we give up, and the schedule comes again.
    public var longestRetryAfter: Double
    /// No attempt starts later than this after the first: seconds.
    public var patience: Double

    /// For a pull: four attempts within ten minutes.
    public static let pull = RetryPolicy(
        attempts: 4, base: 1, longestPause: 60, longestRetryAfter: 120, patience: 600)

    public init(attempts: Int, base: Double, longestPause: Double, longestRetryAfter: Double, patience: Double) {
        self.attempts = attempts
        self.base = base
        self.longestPause = longestPause
        self.longestRetryAfter = longestRetryAfter
        self.patience = patience
    }

    /// Seconds to wait after so many failed attempts: full jitter over an exponential back-off, and not before the
    /// partner's Retry-After. An outbox that keeps its count between runs uses this directly.
    ///
    /// `draw` is a random number from 0 up to 1.
    public func pause(afterFailures failures: Int, retryAfter: Int?, draw: Double) -> Double {
        var bound = min(base, longestPause)
        for _ in 1..<max(1, failures) where bound < longestPause { bound = min(bound * 2, longestPause) }
        let jitter = bound * min(max(draw, 0), 1)
        guard let retryAfter else { return jitter }
        // Some jitter here as well: everybody was told the same moment.
        return Double(retryAfter) + min(jitter, base)
    }
}

/// What to do after a failed attempt.
public enum RetryAction: Sendable, Equatable {
    /// Why it is not tried again.
    public enum Reason: Sendable, Equatable {
        /// The same request would fail the same way.
        case notWorthRetrying
        case attemptsUsedUp
        case outOfPatience
        /// The partner asked for a longer pause than the policy waits: seconds.
        case askedToWait(Int)
    }

    case wait(seconds: Double)
    case giveUp(Reason)
}

/// Counts the attempts of one transfer and says what comes next.
public struct RetryState: Sendable {
    public let policy: RetryPolicy
    public private(set) var failures = 0

    public init(_ policy: RetryPolicy) { self.policy = policy }

    /// `elapsed` is seconds since the first attempt began, `draw` a random number from 0 up to 1.
    public mutating func next(after error: TransferError, elapsed: Double, draw: Double) -> RetryAction {
        failures += 1
        guard error.isWorthRetrying else { return .giveUp(.notWorthRetrying) }
        guard failures < policy.attempts else { return .giveUp(.attemptsUsedUp) }
        if let asked = error.retryAfter, Double(asked) > policy.longestRetryAfter {
            return .giveUp(.askedToWait(asked))
        }
        let pause = policy.pause(afterFailures: failures, retryAfter: error.retryAfter, draw: draw)
        guard elapsed + pause <= policy.patience else { return .giveUp(.outOfPatience) }
        return .wait(seconds: pause)
    }
}
