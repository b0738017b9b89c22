// A person's decision on a run that waits.

import GRDB
import SENDRecords

extension Store {
    /// Applies a held run, and withdrawals that share its fate. Withdrawals that wait on their own account go on waiting.
    ///
    /// Throws `StoreError.newerRun` where a newer run of the feed waits or is under way: that one was compared with what
    /// is seen now, so it has to be decided on first.
    public func release(_ run: RunID, by who: String, at: Instant) throws {
        try write("release a run") { database in
            let summary = try Self.held(run, step: "released", in: database)
            if let parent = summary.parent {
                let state = RunState(
                    rawValue: UInt8(
                        truncatingIfNeeded: try database.number("SELECT state FROM runs WHERE id = ?", parent)))
                guard state == .applied else {
                    throw StoreError.wrongState(
                        run: parent, state: state ?? .failed, step: "followed by its withdrawals")
                }
            }
            // What later runs have stated stands before withdrawals that were set apart: see `WaitingWithdrawals`.
            let newer = try database.first(
                """
                SELECT id FROM runs WHERE feed = ?1 AND id > ?2 AND state IN (1, 3) AND coalesce(parent, 0) <> ?2
                    AND (SELECT stands FROM runs WHERE id = ?2) = 0 LIMIT 1
                """, summary.feed, run
            ) { RunID($0.integer(0)) }
            if let newer { throw StoreError.newerRun(run: run, newer: newer) }
            try database.run(
                """
                UPDATE runs SET state = 2, decided_by = ?, decided_at = ?, finished = ?
                WHERE id = ? OR (parent = ? AND follows = 1 AND state = 3)
                """, who, at, at, run, run)
            try Self.noteApplied(run, at: at, in: database)
            try database.run(
                "UPDATE feeds SET cursor = coalesce((SELECT cursor FROM runs WHERE id = ?), cursor) WHERE id = ?", run,
                summary.feed)
            try database.note(AuditEntry(at: at, who: who, what: "released run \(run)", detail: summary.reason))
        }
    }

    /// Refuses a held run and the withdrawals beside it; what they staged is taken away in slices. The payload is kept.
    public func refuse(_ run: RunID, by who: String, at: Instant) throws {
        try write("refuse a run") { database in
            let summary = try Self.held(run, step: "refused", in: database)
            try database.run(
                """
                UPDATE runs SET state = 4, decided_by = ?, decided_at = ?, finished = ?
                WHERE (id = ? OR parent = ?) AND state = 3
                """, who, at, at, run, run)
            try database.note(AuditEntry(at: at, who: who, what: "refused run \(run)", detail: summary.reason))
        }
        try sweep()
    }

    private static func held(_ run: RunID, step: String, in database: Database) throws -> RunSummary {
        guard let summary = try summary(of: run, in: database) else { throw StoreError.noSuchRun(run) }
        guard summary.state == .held else { throw StoreError.wrongState(run: run, state: summary.state, step: step) }
        return summary
    }
}
