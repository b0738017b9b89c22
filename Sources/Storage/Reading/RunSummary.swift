// Runs as the commands list and show them.

import SENDRecords

/// One run of a feed.
public struct RunSummary: Hashable, Sendable {
    public let id: RunID
    public let feed: FeedID
    public let feedName: String
    public let kind: RunKind
    /// The run whose snapshot left these records out, for a run of withdrawals.
    public let parent: RunID?
    /// The run whose quarantined rows it read again, for a retry.
    public let retries: RunID?
    public let state: RunState
    public let asOf: Instant
    public let started: Instant
    public let finished: Instant?
    public let manifest: String
    public let rows: Int
    public let counts: RunCounts
    public let reason: String
    public let decidedBy: String?
    public let decidedAt: Instant?
}

/// Which runs are wanted: newest first.
public struct RunFilter: Sendable {
    public var feed: FeedID?
    public var states: Set<RunState>?
    public var limit: Int

    public init(feed: FeedID? = nil, states: Set<RunState>? = nil, limit: Int = 100) {
        self.feed = feed
        self.states = states
        self.limit = limit
    }
}

/// A fault with the row that has it.
public struct StoredFault: Hashable, Sendable {
    /// What the fault means for its row. The numbers are stored.
    public enum Kind: UInt8, Sendable {
        /// The row was not taken.
        case quarantined = 1
        /// The row was taken; one value was not.
        case note = 2
    }

    public let kind: Kind
    /// Index in the payloads of the run.
    public let payload: Int
    public let row: Int
    public let line: Int
    public let fault: RowFault
}
