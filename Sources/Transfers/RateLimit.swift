// How many requests a partner's server may get.

/// So many requests in so long a time: in no stretch of that length more, wherever it begins. All that goes to one
/// origin under the same limit shares it.
public struct RateLimit: Sendable, Hashable {
    public let requests: Int
    public let per: Duration

    /// The most that can be counted.
    public static let most = 10_000

    /// Nil unless there is between one request and `most`, and a duration.
    public init?(requests: Int, per: Duration) {
        guard (1...Self.most).contains(requests), per > .zero else { return nil }
        self.requests = requests
        self.per = per
    }
}

/// The bucket of one limit: as many tokens as requests, and each comes back one whole duration after it was taken. A pure
/// value: it knows no clock.
struct RateBucket {
    /// When each token is there again; in a ring, the next to come at `next`.
    private var returns: [Double] = []
    private var next = 0
    private let size: Int
    private let seconds: Double

    init(_ limit: RateLimit) {
        size = limit.requests
        seconds = limit.per.inSeconds
    }

    /// Takes one token. Returns how long to wait before it may be used: seconds.
    mutating func take(at now: Double) -> Double {
        guard returns.count == size else {
            returns.append(now + seconds)
            return 0
        }
        let start = max(now, returns[next])
        returns[next] = start + seconds
        next = (next + 1) % size
        return start - now
    }

    /// Nothing of it would hold anybody up.
    func isIdle(at now: Double) -> Bool { returns.allSatisfy { $0 <= now } }
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
