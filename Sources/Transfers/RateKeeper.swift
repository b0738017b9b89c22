// The buckets of all limits, shared by whoever sends.

import Synchronization

/// Gives out turns under the limits of origins. From any thread; held for no longer than one look.
final class RateKeeper: Sendable {
    private struct Place: Hashable {
        let origin: Origin
        let limit: RateLimit
    }

    private let buckets = Mutex<[Place: RateBucket]>([:])
    /// More buckets than this are looked through for idle ones.
    private static let many = 1024

    /// Seconds to wait before a request to this origin may begin. The turn is taken in any case.
    func turn(_ declared: DeclaredOrigin, now: Double) -> Double {
        guard let limit = declared.rate else { return 0 }
        let place = Place(origin: declared.origin, limit: limit)
        return buckets.withLock { buckets in
            if buckets.count > Self.many { buckets = buckets.filter { !$0.value.isIdle(at: now) } }
            return buckets[place, default: RateBucket(limit)].take(at: now)
        }
    }
}
