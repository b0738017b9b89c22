// What the store knows of a payload.

import SENDRecords

/// A payload that the store keeps, byte for byte.
public struct StoredPayload: Hashable, Sendable {
    public let hash: PayloadHash
    /// Bytes.
    public let size: Int
    /// The name that the partner gave it when it first came.
    public let name: String
    public let feed: FeedID
    /// When these bytes first came.
    public let received: Instant
}
