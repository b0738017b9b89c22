// What the store remembers of a feed between its runs.

import SENDRecords

/// A feed: one adapter for one partner, with its own cursor and last payload.
public struct FeedState: Hashable, Sendable {
    public let id: FeedID
    /// Unique, for instance `school-pupils@103456`.
    public let name: String
    public let adapter: String
    /// Where the next pull goes on; opaque to the store.
    public let cursor: [UInt8]?
    /// As-of time of the newest payload that was applied; a snapshot older than this is held by the caller.
    public let lastAsOf: Instant?
    /// The digest of the manifest under which the latest payloads were read.
    public let manifest: String?
    /// Whatever the gateway keeps for the feed between runs, as text.
    public let state: String
}
