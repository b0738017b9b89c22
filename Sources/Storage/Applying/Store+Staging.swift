// Staging: rows become versions that nobody sees yet.

import GRDB
import SENDRecords

extension Store {
    /// Takes in a slice of rows, at most a few thousand, as one transaction. Nothing of it is seen before `commit`.
    ///
    /// A record that says what its feed states now is unchanged and costs one look-up; another becomes a version and puts
    /// its subject on the list. Returns the counts so far; rows that share a key are settled by `finishStaging`.
    @discardableResult
    public func stage(_ run: RunID, _ rows: [StagedRow]) throws -> RunCounts {
        let staging = try staging(run, step: "staged")
        return try translated {
            try staging.advance("staged") { progress in
                precondition(!progress.isFinished, "the staging of run \(run) is finished")
                var slice = StageSlice(rows: rows, firstSequence: progress.rows, hash: keyedHash)
                try staging.scratch.use { try slice.noteNames(in: $0) }
                try read { try slice.compare(for: staging, names: names, in: $0) }
                try write("stage a slice") { database in
                    try slice.insert(for: staging, columns: &progress.columns, names: names, in: database)
                }
                try staging.scratch.use {
                    try slice.noteContradictions(in: $0)
                    try slice.noteRows(in: $0)
                }
                slice.count(into: &progress)
                return progress.counts
            }
        }
    }
}
