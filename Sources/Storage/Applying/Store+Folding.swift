// Records that several rows state together: staged at the end of a run, when all of its rows are known.

import GRDB
import SENDRecords

/// A record put together from several rows, with the first of them, which it is cited by.
public struct FoldedRecord: Sendable {
    public var record: StagedRecord
    /// The first row's number within the run, from 0.
    public var sequence: Int
    public var place: RowPlace

    public init(record: StagedRecord, sequence: Int, place: RowPlace) {
        self.record = record
        self.sequence = sequence
        self.place = place
    }
}

/// A row that cannot be used because another row of its key says something else.
public struct DifferingRow: Sendable {
    /// The row's number within the run, from 0.
    public var sequence: Int
    /// The number of a row that it differs from; its own where that row is not of the run.
    public var other: Int
    /// The line of that row, where it is not of the run.
    public var otherLine: Int?
    public var name: RecordName

    public init(sequence: Int, other: Int, otherLine: Int? = nil, name: RecordName) {
        self.sequence = sequence
        self.other = other
        self.otherLine = otherLine
        self.name = name
    }
}

/// Rows of a run by their numbers.
public struct RowSet: Sendable {
    private var words: [UInt64] = []
    public private(set) var isEmpty = true

    /// Whether the row with this number is one of them.
    public func contains(_ row: Int) -> Bool {
        let word = row >> 6
        return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
    }

    mutating func insert(_ row: Int) {
        isEmpty = false
        let word = row >> 6
        if word >= words.count { words += [UInt64](repeating: 0, count: word + 1 - words.count) }
        words[word] |= 1 << UInt64(row & 63)
    }
}

/// The rows themselves are staged as usual, without these records. Then, in this order: every folded record is noted, rows
/// that differ are named, what is left is put together without them and staged, and the rows that fed a changed record
/// count as applied. `finishStaging` comes after all of it.
extension Store {
    /// Notes the keys of folded records, so that a snapshot keeps them. Tells for each whether a row outside the folding
    /// says something else of the same key.
    public func noteFolded(_ run: RunID, _ records: [FoldedRecord]) throws -> [Bool] {
        try foldingStep(run) { staging, _ in
            try staging.scratch.use { scratch in
                var slice = StageSlice(folded: records, hash: keyedHash)
                try slice.noteNames(in: scratch)
                return try slice.conflicts(in: scratch)
            }
        }
    }

    /// Names rows that differ from another row of their key. Their records count as present.
    public func noteDiffering(_ run: RunID, _ rows: [DifferingRow]) throws {
        try foldingStep(run) { staging, _ in
            try staging.scratch.use { scratch in
                for row in rows {
                    let name = NameHash(row.name, with: keyedHash)
                    try scratch.run(
                        """
                        INSERT OR IGNORE INTO quarantined(seq, type, other, h1, h2, other_line)
                        VALUES(?, ?, ?, ?, ?, ?)
                        """, row.sequence, Int(row.name.type.number), row.other, name.first, name.second, row.otherLine)
                    try scratch.run(
                        "INSERT OR IGNORE INTO mentioned(h1, h2) VALUES(?, ?)", name.first, name.second)
                }
            }
        }
    }

    /// Every row that will be quarantined for differing from another, within a folding or outside.
    public func differingRows(_ run: RunID) throws -> RowSet {
        try foldingStep(run) { staging, _ in
            try staging.scratch.use { scratch in
                try ConflictSlice.listQuarantined(in: scratch)
                var rows = RowSet()
                try scratch.query("SELECT seq FROM quarantined").eachRow { rows.insert(Int($0.integer(0))) }
                return rows
            }
        }
    }

    /// Stages folded records. Tells for each whether it changed.
    public func stageFolded(_ run: RunID, _ records: [FoldedRecord]) throws -> [Bool] {
        try foldingStep(run) { staging, progress in
            var slice = StageSlice(folded: records, hash: keyedHash)
            try staging.scratch.use { try slice.settleRepeated(in: $0) }
            try read { try slice.compare(for: staging, names: names, in: $0) }
            try write("stage folded records") { database in
                try slice.insert(for: staging, columns: &progress.columns, names: names, in: database)
            }
            slice.countRecords(into: &progress)
            return slice.changed
        }
    }

    /// Counts the rows that fed a changed record as applied.
    public func noteApplied(_ run: RunID, rows: [Int]) throws {
        try foldingStep(run) { staging, progress in
            let changed = try staging.scratch.use { scratch in
                let update = try scratch.query("UPDATE rows SET changed = 1 WHERE seq = ? AND changed = 0")
                var changed = 0
                for row in rows {
                    update.bind(1, row)
                    try update.run()
                    changed += scratch.changesCount
                }
                return changed
            }
            progress.counts.applied += changed
            progress.counts.unchanged -= changed
        }
    }

    private func foldingStep<Result>(
        _ run: RunID, _ body: (Staging, inout Staging.Progress) throws -> Result
    ) throws -> Result {
        let staging = try staging(run, step: "folded")
        return try translated {
            try staging.advance("folded") { progress in
                precondition(!progress.isFinished, "the staging of run \(run) is finished")
                return try body(staging, &progress)
            }
        }
    }
}
