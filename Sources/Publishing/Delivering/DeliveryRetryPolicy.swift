// How patiently deliveries are tried again.

/// Times are seconds.
public struct DeliveryRetryPolicy: Sendable, Hashable {
    /// The pause after the first failure is about this long, each next about twice the one before.
    public var firstPause: Double
    /// No pause of our own choice is longer.
    public var longestPause: Double
    /// A consumer that asks for more patience than this is asked again after it.
    public var longestRetryAfter: Double
    /// A delivery that still fails this long after its first attempt is set aside.
    public var patience: Double
    /// A delivery that is refused this often is set aside.
    public var refusals: Int

    /// Three days, with pauses from five seconds to an hour; set aside after twelve refusals, some two hours.
    public static let standard = DeliveryRetryPolicy(
        firstPause: 5, longestPause: 3600, longestRetryAfter: 86_400, patience: 3 * 86_400, refusals: 12)

    public init(
        firstPause: Double, longestPause: Double, longestRetryAfter: Double, patience: Double, refusals: Int
    ) {
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.longestRetryAfter = longestRetryAfter
        self.patience = patience
        self.refusals = refusals
    }

    /// Seconds to wait after so many failures in a row: between half and all of an exponential back-off, and not before
    /// the consumer's Retry-After. `draw` is a random number from 0 up to 1.
    public func pause(afterFailures failures: Int, retryAfter: Int?, draw: Double) -> Double {
        var bound = min(firstPause, longestPause)
        for _ in 1..<max(1, failures) where bound < longestPause { bound = min(bound * 2, longestPause) }
        let own = bound / 2 + bound / 2 * min(max(draw, 0), 1)
        guard let retryAfter else { return own }
        // A little jitter here as well: many deliveries are told the same moment.
        return max(own, min(Double(max(retryAfter, 0)), longestRetryAfter) + firstPause * min(max(draw, 0), 1))
    }
}
