// What reconciling is given: the records that partners state now about one entity.

import SENDRecords

/// One record as one feed states it now.
public struct Statement: Hashable, Sendable {
    /// The store's number of this version; it leads back to file, line and column.
    public let version: Int64
    /// The feed that states it: the adapter, and the partner where an adapter has several.
    public let feed: String
    /// The partner's key of the record within its type.
    public let key: String
    public let subject: SubjectKey
    /// When it was true, as the feed says.
    public let asOf: Instant
    public let record: Record

    public init(
        version: Int64, feed: String, key: String, subject: SubjectKey, asOf: Instant, record: Record
    ) {
        self.version = version
        self.feed = feed
        self.key = key
        self.subject = subject
        self.asOf = asOf
        self.record = record
    }

    /// The adapter's part of the feed's name: authority is given to adapters or to single feeds.
    public var adapter: String { String(feed.prefix { $0 != "@" }) }
}
