// A run that is being staged in this process.

import SENDRecords

/// A run under way: its scratch file and its counts. One thread stages a run; the lock makes sure of it.
final class Staging: Sendable {
    let run: RunID
    let feed: FeedID
    let asOf: Instant
    /// The run whose quarantined rows are read again.
    let retries: RunID?
    let scratch: Scratch
    let progress = Locked(Progress())

    struct Progress {
        var counts = RunCounts()
        /// Rows taken in so far; also the next row's number within the run.
        var rows = 0
        var leftOut: [String: Int] = [:]
        /// Per type the columns that records last came from, and their stored number: mostly the same for a whole file.
        var columns: [UInt8: (columns: [UInt16], number: Int64?)] = [:]
        var isFinished = false
        /// A step failed half way: scratch and store may differ, so the run can only fail.
        var isBroken = false
        /// The run of withdrawals beside this one.
        var companion: RunID?
    }

    init(run: RunID, feed: FeedID, asOf: Instant, retries: RunID?, scratch: Scratch) {
        self.run = run
        self.feed = feed
        self.asOf = asOf
        self.retries = retries
        self.scratch = scratch
    }

    /// Uses the progress; a failure breaks the run.
    func advance<Result>(_ step: String, _ body: (inout Progress) throws -> Result) throws -> Result {
        try progress.with { progress in
            guard !progress.isBroken else {
                throw StoreError.wrongState(run: run, state: .failed, step: step)
            }
            do {
                return try body(&progress)
            } catch {
                progress.isBroken = true
                throw error
            }
        }
    }
}

/// The two halves of a record name's hash.
struct NameHash: Hashable {
    /// Orders the versions of a feed. The type is in its low byte, so that the records of one row with one key are
    /// neighbours.
    let first: Int64
    let second: Int64

    init(_ name: RecordName, with hash: KeyedHash) {
        self.init(type: name.type.number, key: name.key, with: hash)
    }

    init(type: UInt8, key: String, with hash: KeyedHash) {
        self.init(type: type, keyHash: hash.hashPair(key))
    }

    init(type: UInt8, keyHash: (UInt64, UInt64)) {
        first = Int64(bitPattern: keyHash.0 & ~0xFF | UInt64(type))
        second = Int64(bitPattern: keyHash.1)
    }
}
