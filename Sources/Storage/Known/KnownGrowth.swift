// The children who are known to have SEND, as numbers.

import SENDRecords

/// Counts how often somebody has become known: a file that was read at one growth may hold rows for those who came after.
public struct KnownGrowth: Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// Before anybody was known.
    public static let none = KnownGrowth(0)

    public static func < (left: KnownGrowth, right: KnownGrowth) -> Bool { left.rawValue < right.rawValue }
}

/// The keys by which a child key is known, as keyed hashes; empty where no feed shows a sign of SEND.
public struct KnownUpdate: Sendable {
    public let subject: SubjectID
    public let keys: [UInt64]

    public init(subject: SubjectID, keys: [UInt64]) {
        self.subject = subject
        self.keys = keys
    }
}

/// An applied run whose files may hold rows about children who have become known since.
public struct RunBeforeKnown: Sendable {
    public let run: RunID
    public let feed: FeedID
    public let feedName: String
    public let adapter: String
    public let asOf: Instant
    public let claim: String?
    public let growth: KnownGrowth
    /// Whether it is the feed's latest applied run, retries apart.
    public let isLatest: Bool
}
