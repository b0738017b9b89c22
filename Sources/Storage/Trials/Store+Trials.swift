// The runs of feeds on trial, as they are remembered: figures, faults and a report, and nothing that anything is derived from.

import GRDB
import SENDRecords

/// What a trial came to in its copy.
public struct TrialOutcome: Sendable {
    /// The run in the copy; nil where no copy could be made.
    public let run: RunID?
    /// The state in which it would have ended.
    public let state: RunState
    public let reason: String
    public let counts: RunCounts
    /// For the one who tells of it; opaque to the store.
    public let report: [UInt8]

    public init(run: RunID?, state: RunState, reason: String, counts: RunCounts, report: [UInt8]) {
        self.run = run
        self.state = state
        self.reason = reason
        self.counts = counts
        self.report = report
    }
}

/// What is remembered of a trial.
public struct StoredTrial: Sendable {
    public let run: RunID
    public let state: RunState
    public let reason: String
    public let report: [UInt8]
}

extension Store {
    /// Records the run of a feed on trial with all that is to be told of it. It is seen whole or not at all.
    public func recordTrial(_ start: RunStart, _ outcome: TrialOutcome, in copy: Store?, at: Instant) throws -> RunID {
        var start = start
        if let copy, let run = outcome.run { start.payloads = try copy.payloads(of: run) }
        let begun = start
        let run = try write("record a trial") {
            try Self.insert(begun, state: .staging, parent: nil, reason: "", in: $0)
        }
        do {
            if let copy, let source = outcome.run { try takeFaults(of: source, from: copy, as: run) }
            let leftOut = try outcome.run.flatMap { try copy?.leftOut(of: $0) } ?? [:]
            let remarks = try outcome.run.flatMap { try copy?.remarks(of: $0) } ?? []
            try write("record a trial") { database in
                for (rule, rows) in leftOut {
                    try database.run("INSERT INTO run_left_out(run, rule, rows) VALUES(?, ?, ?)", run, rule, rows)
                }
                try Self.insert(remarks, of: run, in: database)
                try database.run(
                    "INSERT INTO trials(run, state, reason, report) VALUES(?, ?, ?, ?)", run,
                    Int(outcome.state.rawValue), outcome.reason, outcome.report)
                let counts = outcome.counts
                try database.run(
                    """
                    UPDATE runs SET state = 9, swept = 1, reason = ?, finished = ?, rows = ?, applied = ?, unchanged = ?,
                        left_out = ?, quarantined = ?, withdrawn = ?, arrived = ? WHERE id = ?
                    """, "on trial: would be \(outcome.state.name)", at, counts.accountedFor, counts.applied,
                    counts.unchanged, counts.leftOut, counts.quarantined, counts.withdrawn, counts.arrived, run)
            }
            return run
        } catch {
            try? write("fail a run") {
                try $0.run("UPDATE runs SET state = 5, swept = 1, reason = 'interrupted' WHERE id = ?", run)
            }
            throw error
        }
    }

    /// What is remembered of a trial, or nil where the run was none.
    public func trial(_ run: RunID) throws -> StoredTrial? {
        try read { database in
            try database.first("SELECT state, reason, report FROM trials WHERE run = ?", run) { row in
                StoredTrial(
                    run: run, state: RunState(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) ?? .failed,
                    reason: row.text(1), report: row.bytes(2))
            }
        }
    }

    private func takeFaults(of source: RunID, from copy: Store, as run: RunID) throws {
        var after: Int64 = 0
        while true {
            let page = try copy.read { database in
                try database.list(
                    """
                    SELECT id, kind, payload, row, line, column, column_name, rule, what, advice FROM row_faults
                    WHERE run = ? AND id > ? ORDER BY id LIMIT 2000
                    """, source, after
                ) { row in
                    (
                        id: row.integer(0), numbers: (1...4).map { row.integer($0) }, column: row.optionalInteger(5),
                        name: row.optionalText(6), texts: (7...9).map { row.text($0) }
                    )
                }
            }
            guard let last = page.last else { return }
            try write("record a trial") { database in
                for fault in page {
                    try database.run(
                        """
                        INSERT INTO row_faults(run, kind, payload, row, line, column, column_name, rule, what, advice)
                        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """, run, fault.numbers[0], fault.numbers[1], fault.numbers[2], fault.numbers[3], fault.column,
                        fault.name, fault.texts[0], fault.texts[1], fault.texts[2])
                }
            }
            after = last.id
        }
    }
}
