// A row that was not taken and still stands, as the commands show it.

import SENDRecords

/// Where a row stands in a run.
public struct RowPlace: Hashable, Sendable {
    /// Index in the payloads of the run.
    public let payload: Int
    /// 1 is the first row of data.
    public let row: Int
    public let line: Int
    public let byteOffset: Int

    public init(payload: Int, row: Int, line: Int, byteOffset: Int) {
        self.payload = payload
        self.row = row
        self.line = line
        self.byteOffset = byteOffset
    }
}

/// One quarantined row. It holds no value of the row.
public struct QuarantinedRow: Hashable, Sendable {
    public let id: Int64
    public let feed: FeedID
    public let feedName: String
    public let adapter: String
    public let run: RunID
    /// When the run began: how long the row has waited.
    public let since: Instant
    public let asOf: Instant
    /// The file of the set, and its bytes.
    public let file: String
    /// What the file was asked for.
    public let requested: RequestedPart
    public let payload: PayloadHash
    public let place: RowPlace
    /// Short and fixed, for counting.
    public let rule: String
    public let column: Int?
    public let columnName: String?
    /// The run whose faults say what is wrong: the first one, or the last that tried again.
    public let toldBy: RunID
}

/// How many quarantined rows stand for one reason.
public struct QuarantineGroup: Hashable, Sendable {
    public let feed: FeedID
    public let feedName: String
    public let rule: String
    public let columnName: String?
    public let rows: Int
    /// When the first of them came.
    public let oldest: Instant
    public let newestRun: RunID
}

/// Which quarantined rows are wanted.
public struct QuarantineFilter: Sendable {
    public var feed: FeedID?
    public var run: RunID?
    public var id: Int64?
    public var line: Int?
    public var rule: String?
    public var limit: Int

    public init(
        feed: FeedID? = nil, run: RunID? = nil, id: Int64? = nil, line: Int? = nil, rule: String? = nil,
        limit: Int = 100
    ) {
        self.feed = feed
        self.run = run
        self.id = id
        self.line = line
        self.rule = rule
        self.limit = limit
    }
}
