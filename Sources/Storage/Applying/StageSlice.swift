// The work on one slice of rows: what is new in it, what changed, and putting that into the store.

import GRDB
import SENDRecords

/// One slice of rows on its way into the store: `noteNames`, `compare`, `insert`, `noteContradictions`, `noteRows` and
/// `count` are called in this order.
struct StageSlice {
    let rows: [StagedRow]
    let firstSequence: Int
    /// The first rows of folded records, which are no neighbours.
    var sequences: [Int]?
    let hash: KeyedHash
    var candidates: [Candidate] = []
    var mentions: [NameHash] = []
    /// Candidates of a retry that contradict a row of the same file which counts already, with that row's line.
    var contradictions: [(candidate: Int, line: Int)] = []
    /// For each row the first version that it staged and how many.
    var staged: [(first: Int64, count: Int)]

    init(rows: [StagedRow], firstSequence: Int, hash: KeyedHash) {
        self.rows = rows
        self.firstSequence = firstSequence
        self.hash = hash
        staged = [(first: Int64, count: Int)](repeating: (0, 0), count: rows.count)
        candidates.reserveCapacity(rows.count)
        // The records of a row mostly share their key.
        var lastKey: String?
        var lastHash: (UInt64, UInt64) = (0, 0)
        for index in rows.indices {
            switch rows[index].outcome {
            case .records(let records, _):
                for record in records {
                    if lastKey != record.name.key {
                        lastKey = record.name.key
                        lastHash = hash.hashPair(record.name.key)
                    }
                    let name = NameHash(type: record.name.type.number, keyHash: lastHash)
                    let content = record.blob.map { Int64(bitPattern: hash.hash($0)) } ?? 0
                    candidates.append(Candidate(row: index, record: record, name: name, content: content))
                }
            case .quarantined(_, let names):
                for name in names { mentions.append(NameHash(name, with: hash)) }
            case .leftOut: break
            }
        }
    }

    /// Records that are put together from several rows.
    init(folded: [FoldedRecord], hash: KeyedHash) {
        let rows = folded.map { folded in
            StagedRow(
                payload: folded.place.payload, number: folded.place.row, line: folded.place.line,
                byteOffset: folded.place.byteOffset, outcome: .records([folded.record]))
        }
        self.init(rows: rows, firstSequence: 0, hash: hash)
        sequences = folded.map(\.sequence)
    }

    /// For each row whether it staged something.
    var changed: [Bool] { staged.map { $0.count > 0 } }

    func count(into progress: inout Staging.Progress) {
        progress.rows += rows.count
        for (index, row) in rows.enumerated() {
            switch row.outcome {
            case .records:
                if staged[index].count > 0 {
                    progress.counts.applied += 1
                } else {
                    progress.counts.unchanged += 1
                }
            case .leftOut(let rule):
                progress.counts.leftOut += 1
                progress.leftOut[rule, default: 0] += 1
            case .quarantined: progress.counts.quarantined += 1
            }
        }
        countRecords(into: &progress)
    }

    func countRecords(into progress: inout Staging.Progress) {
        for candidate in candidates where !candidate.isSettled {
            if candidate.record.blob == nil {
                progress.counts.withdrawn += 1
            } else if candidate.isNew {
                progress.counts.arrived += 1
            }
        }
    }
}
