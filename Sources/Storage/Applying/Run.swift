// One pass of one feed over its payloads, as it is begun and as it is remembered.

import SENDRecords

/// Why a run is.
public enum RunKind: UInt8, Sendable, CaseIterable {
    case pull = 1
    case inbox = 2
    case manual = 3
    /// What a snapshot leaves out: a run of its own beside the run of the snapshot, so that it can wait alone.
    case withdrawals = 4
    /// Rows that an earlier run quarantined, read again.
    case retry = 5

    public var name: String {
        switch self {
        case .pull: "pull"
        case .inbox: "inbox"
        case .manual: "manual"
        case .withdrawals: "withdrawals"
        case .retry: "retry"
        }
    }
}

/// Where a run is in its life. Only what an applied run states is seen.
public enum RunState: UInt8, Sendable, CaseIterable {
    case staging = 1
    case applied = 2
    /// Waits for a person.
    case held = 3
    case refused = 4
    case failed = 5
    /// Overtaken by a newer run of its feed before anybody decided.
    case superseded = 6
    /// The payload was the feed's latest already.
    case unchanged = 7
    /// A set of files that is not complete yet.
    case waiting = 8
    /// Of a feed on trial: read, matched and reported, without any effect.
    case trial = 9

    public var name: String {
        switch self {
        case .staging: "staging"
        case .applied: "applied"
        case .held: "held"
        case .refused: "refused"
        case .failed: "failed"
        case .superseded: "superseded"
        case .unchanged: "unchanged"
        case .waiting: "waiting"
        case .trial: "trial"
        }
    }
}

/// What became of the rows of a run, and what the run did to the records.
public struct RunCounts: Hashable, Sendable {
    /// Rows with at least one record that changed.
    public var applied = 0
    public var unchanged = 0
    public var leftOut = 0
    public var quarantined = 0
    /// Records (not rows) that the run withdrew.
    public var withdrawn = 0
    /// Records (not rows) that were not there before.
    public var arrived = 0

    public init() {}

    /// What has to equal the rows that were read (rule 1 of the design).
    public var accountedFor: Int { applied + unchanged + leftOut + quarantined }
}

extension RunCounts: CustomStringConvertible {
    public var description: String {
        "\(applied) applied, \(unchanged) unchanged, \(leftOut) left out, \(quarantined) quarantined"
    }
}

/// One payload of a run: a file of the set.
public struct RunPayload: Hashable, Sendable {
    public let hash: PayloadHash
    /// The file's name in the set; what messages call it.
    public let file: String
    /// The header names or paths, in column order: column 1 is the first.
    public let columns: [String]
    /// What it was asked for.
    public let requested: RequestedPart

    public init(hash: PayloadHash, file: String, columns: [String], requested: RequestedPart = .whole) {
        self.requested = requested
        self.hash = hash
        self.file = file
        self.columns = columns
    }
}

/// What a run is begun with.
public struct RunStart: Sendable {
    public var feed: FeedID
    public var kind: RunKind
    /// When the payloads were true.
    public var asOf: Instant
    public var started: Instant
    /// The digest of the manifest: the same bytes under another manifest are read again.
    public var manifest: String
    /// In the order of the set; a row names its payload by its index here.
    public var payloads: [RunPayload]
    /// The inbox claim that the run works for, so that a claim that was cut off finds its run again.
    public var claim: String?
    /// The run whose quarantined rows are read again.
    public var retries: RunID?
    /// The growth of the known children that it reads by; nil where no rule asks who is known.
    public var known: KnownGrowth?
    /// Where a module's run goes on, for those who ask the module again about its payloads.
    public var began: [UInt8]?

    public init(
        feed: FeedID, kind: RunKind, asOf: Instant, started: Instant, manifest: String, payloads: [RunPayload],
        claim: String? = nil, retries: RunID? = nil, known: KnownGrowth? = nil, began: [UInt8]? = nil
    ) {
        self.began = began
        self.known = known
        self.feed = feed
        self.kind = kind
        self.asOf = asOf
        self.started = started
        self.manifest = manifest
        self.payloads = payloads
        self.claim = claim
        self.retries = retries
    }
}
