// How a partner's server lets its callers down, for tests.

/// What goes wrong; nothing by default.
public struct Misbehaviour: Hashable, Sendable {
    /// Answer 503 to so many requests from now on.
    public var refusals: Int
    /// Seconds to name in `Retry-After` with a 503.
    public var retryAfter: Int?
    /// Drop the connection in the middle of every n-th answer.
    public var dropEvery: Int?
    /// Answer with this share of the rows (0.1: nine tenths are gone).
    public var share: Double
    /// Paths that answer 404 though they should be there.
    public var missing: Set<String>
    /// Milliseconds to wait before each answer.
    public var delay: Int

    public init(
        refusals: Int = 0, retryAfter: Int? = nil, dropEvery: Int? = nil, share: Double = 1,
        missing: Set<String> = [], delay: Int = 0
    ) {
        self.refusals = refusals
        self.retryAfter = retryAfter
        self.dropEvery = dropEvery
        self.share = share
        self.missing = missing
        self.delay = delay
    }
}
