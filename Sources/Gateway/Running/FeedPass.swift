// What one pass of a feed is given, and what comes of it.

import Adapters
import Feeds
import Foundation
import SENDRecords
import Storage

/// A payload that the store keeps, as one file (or one page of a file) of a run.
struct ReceivedFile: Sendable {
    /// The file of the set that it is: `requests`.
    let file: String
    /// What the partner called it.
    let name: String
    let hash: PayloadHash
    /// What it was asked for.
    var requested = RequestedPart.whole
}

extension ReceivedFile {
    /// A payload of an earlier run, to be read again.
    init(_ payload: RunPayload) {
        self.init(file: payload.file, name: payload.file, hash: payload.hash, requested: payload.requested)
    }

    /// As the run remembers it. Which columns it has is known when it is read.
    var payload: RunPayload { RunPayload(hash: hash, file: file, columns: [], requested: requested) }
}

/// One pass of one feed over payloads that are kept already.
struct FeedPass: Sendable {
    let feed: FeedName
    let manifest: Manifest
    /// What "the same bytes under the same manifest" means.
    let digest: String
    let partner: FeedPartner
    let kind: RunKind
    /// In the order in which the manifest's files are read.
    let files: [ReceivedFile]
    /// When the payloads were true; a column may tell better.
    let asOf: Instant
    /// The inbox claim that it works for, so that a claim that was interrupted finds its run again.
    let claim: String?
    /// The run whose quarantined rows are read again.
    var retries: RunID?
    /// Every adapter, so that a dropped file in the wrong folder is recognised; empty where nothing was dropped.
    var neighbours: [Manifest] = []
    /// Rows of a trust's file that nobody can say of whose they are: who is missing from a school's snapshot can't be told
    /// then.
    var unplaced = 0
    /// For a file that is read again because children have become known: the growth that it was read at before.
    var readAt: KnownGrowth?
    /// What a module has stated of the files; where a module's files are read again it is asked again.
    var statements: ModuleStatements?
    /// Where the module's run went on that asked for the files; nil where it began from nothing.
    var began: [UInt8]?

    /// What is to be said of the run beside what its files show.
    var remarks: [RunRemark] = []
    /// Whether the feed goes on where these files end, once they are applied: those that were handed in, or are read
    /// again, say nothing about what the partner has been asked for.
    var movesCursor = false
    /// Parts of files that the service had nothing for.
    var absent: [AbsentPart] = []
    /// For a feed that asks only for what has changed.
    var increment: Increment?

    /// What the run is begun with. The as-of time may be later than the pass's own: see `FeedRunner`.
    func start(feed: FeedID, asOf: Instant, at now: Instant, known: KnownGrowth? = nil) -> RunStart {
        RunStart(
            feed: feed, kind: kind, asOf: asOf, started: now, manifest: digest,
            payloads: files.map(\.payload), claim: claim,
            retries: retries, known: known, began: began)
    }

    /// Record types of which every part of every file is here: only these can be missed.
    var coveredTypes: Set<RecordType> {
        manifest.coveredTypes(by: Set(files.map(\.file)).subtracting(absent.map(\.file)))
    }
}

/// The name of a feed: the adapter, and the partner where the adapter has several.
struct FeedName: Hashable, Sendable, CustomStringConvertible {
    let adapter: String
    let partner: String?

    var description: String { partner.map { "\(adapter)@\($0)" } ?? adapter }
}

extension FeedName {
    /// The feed with this name in the store.
    init(_ name: String) {
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        self.init(adapter: parts.first ?? name, partner: parts.count > 1 ? parts[1] : nil)
    }
}

/// What came of a pass.
struct PassReport: Sendable {
    let run: RunID
    let state: RunState
    let reason: String
    let counts: Storage.RunCounts
    /// The companion run that holds the withdrawals, where they wait for a person.
    let heldWithdrawals: RunID?
    /// Whether the payload was received already.
    var isRepeat: Bool { state == .unchanged }
}

/// Asked between slices whether work should end.
final class StopSign: @unchecked Sendable {
    // Guarded by the lock; set once.
    private let lock = NSLock()
    private var isUp = false

    var isRaised: Bool { lock.withLock { isUp } }
    func raise() { lock.withLock { isUp = true } }
    func check() throws {
        if lock.withLock({ isUp }) { throw CancellationError() }
    }
}
