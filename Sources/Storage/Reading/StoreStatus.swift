// The store at a glance.

import SENDRecords

/// Counts for `sendgate status`.
public struct StoreStatus: Hashable, Sendable {
    public var feeds = 0
    public var runs: [RunState: Int] = [:]
    public var children = 0
    /// Child keys and other subjects by kind.
    public var subjects: [EntityKind: Int] = [:]
    /// Subjects on the list that derive still has to look at.
    public var touched = 0
    public var doubtfulLinks = 0
    public var openFindings: [String: Int] = [:]
    public var deliveries: [DeliveryState: Int] = [:]
    /// Bytes of the database with its log.
    public var databaseSize = 0

    public init() {}
}

/// A digest of everything derived, for comparing two states: a rebuild has to end in the same one.
public struct ContentDigest: Hashable, Sendable {
    public let links: String
    public let files: String
    /// Open findings only.
    public let findings: String
    /// What each consumer has now; children that were withdrawn again count as never sent.
    public let sent: String
}
