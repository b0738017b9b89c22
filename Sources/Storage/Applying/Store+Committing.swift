// The one small commit of a run.

import GRDB
import SENDRecords

extension Store {
    /// Ends a run: its outcome, its counts, the feed's cursor and latest payload, and the withdrawals beside it become
    /// visible in one small transaction. An applied run takes the place of older runs of its feed that still wait.
    ///
    /// Call after `finishStaging`. Throws `StoreError.rowsDoNotAddUp` where the reader's count of rows is not the sum of
    /// what became of them; the run is then still to be ended with `fail`.
    @discardableResult
    public func commit(_ run: RunID, _ commit: RunCommit) throws -> RunSummary {
        let staging = try staging(run, step: "committed")
        let progress = staging.progress.with { $0 }
        guard !progress.isBroken else { throw StoreError.wrongState(run: run, state: .failed, step: "committed") }
        let keepsRows =
            switch commit.outcome {
            case .applied, .held: true
            case .refused, .failed: false
            }
        if keepsRows {
            precondition(progress.isFinished, "the staging of run \(run) is not finished")
            guard commit.rowsRead == progress.rows, progress.rows == progress.counts.accountedFor else {
                throw StoreError.rowsDoNotAddUp(run: run, read: commit.rowsRead, counts: progress.counts)
            }
        }
        // Nothing of a run without effect is applied, so none of its rows is counted.
        let (rows, counts) = keepsRows ? (progress.rows, progress.counts) : (0, RunCounts())
        if keepsRows { try overtakeQuarantine(staging, wholly: commit.isSnapshot) }
        var hasOvertaken = false
        try write("commit a run") { database in
            try database.run(
                """
                UPDATE runs SET state = ?, reason = ?, finished = ?, rows = ?, applied = ?, unchanged = ?, left_out = ?,
                    quarantined = ?, withdrawn = ?, arrived = ? WHERE id = ?
                """, Int(commit.outcome.state.rawValue), commit.outcome.reason, commit.at, rows, counts.applied,
                counts.unchanged, counts.leftOut, counts.quarantined, counts.withdrawn, counts.arrived, run)
            for (rule, rows) in keepsRows ? progress.leftOut : [:] {
                try database.run("INSERT INTO run_left_out(run, rule, rows) VALUES(?, ?, ?)", run, rule, rows)
            }
            if let companion = progress.companion {
                try Self.end(companion, as: commit.fateOfWithdrawals, at: commit.at, in: database)
            }
            try Self.insert(commit.remarks, of: run, in: database)
            guard keepsRows else { return }
            // A retry reads what was received long ago: the feed's latest payload stays what it is.
            guard staging.retries == nil else {
                try Self.closeSolved(by: run, at: commit.at, in: database)
                return
            }
            if commit.outcome != .applied, let cursor = commit.cursor {
                try database.run("UPDATE runs SET cursor = ? WHERE id = ?", cursor, run)
            }
            try database.run(
                """
                UPDATE feeds SET cursor = coalesce(?, cursor), last_payload = ?,
                    manifest = (SELECT manifest FROM runs WHERE id = ?) WHERE id = ?
                """, commit.outcome == .applied ? commit.cursor : nil,
                Self.digest(of: try Self.payloads(of: run, in: database)), run, staging.feed)
            if commit.outcome == .applied {
                try Self.noteApplied(run, at: commit.at, in: database)
            } else if commit.isSnapshot {
                hasOvertaken = try Self.overtakeHeld(of: staging.feed, at: commit.at, in: database)
            }
        }
        try drop(staging)
        if !keepsRows || progress.companion != nil || hasOvertaken { try sweep() }
        return try self.run(run)
    }

    /// Ends a run that went wrong; what it staged is taken away in slices.
    public func fail(_ run: RunID, reason: String, at: Instant) throws {
        try write("fail a run") { database in
            try database.run(
                "UPDATE runs SET state = 5, reason = ?, finished = ? WHERE (id = ? OR parent = ?) AND state = 1",
                reason,
                at, run, run)
        }
        if let staging = stagings.with({ $0[run] }) { try drop(staging) }
        try sweep()
    }

    /// Takes a run away without a trace, for a trial that is to change nothing. The run must be one that is being staged
    /// here.
    public func discard(_ run: RunID) throws {
        _ = try staging(run, step: "discarded")
        let companions = try read { try $0.list("SELECT id FROM runs WHERE parent = ?", run) { RunID($0.integer(0)) } }
        try fail(run, reason: "a trial", at: Instant(milliseconds: 0))
        for run in companions + [run] {
            while try write(
                "discard a run",
                {
                    try $0.run(
                        "DELETE FROM row_faults WHERE id IN (SELECT id FROM row_faults WHERE run = ? LIMIT 5000)", run)
                    return $0.changesCount
                }) > 0
            {}
            try write("discard a run") { database in
                try database.run("DELETE FROM run_payloads WHERE run = ?", run)
                try database.run(
                    "DELETE FROM quarantine_keys WHERE quarantine IN (SELECT id FROM quarantine WHERE run = ?)", run)
                try database.run("DELETE FROM quarantine WHERE run = ?", run)
                try database.run("DELETE FROM runs WHERE id = ?", run)
            }
        }
    }

    /// The words of the index of runs that aren't over: it is used only where a statement has them too.
    private static let open = "state IN (1, 3, 8)"

    /// What every run does that is applied, now or after it waited.
    static func noteApplied(_ run: RunID, at: Instant, in database: Database) throws {
        // A run that was only recorded has read nothing, and says nothing about how new the feed is.
        try database.run(
            """
            UPDATE feeds SET last_as_of = max(coalesce(last_as_of, r.as_of), r.as_of)
            FROM (SELECT feed, as_of FROM runs WHERE id = ? AND swept = 0) r WHERE feeds.id = r.feed
            """, run)
        // A newer run took its place: nobody has to decide any more.
        try database.run(
            """
            UPDATE runs INDEXED BY runs_open SET state = 6, finished = ?, swept = (first_version IS NULL)
            WHERE feed = (SELECT feed FROM runs WHERE id = ?) AND \(open) AND state <> 1 AND id < ?
                AND stands = 0
            """, at, run, run)
        try closeSolved(by: run, at: at, in: database)
    }

    /// How many held snapshots of one feed wait for a person: of more than a person will ever look at the newest.
    static let heldSnapshots: Int64 = 10

    /// Held snapshots that are older than the newest few will never be released: each later one states everything anew.
    /// Gives whether there were any.
    private static func overtakeHeld(of feed: FeedID, at: Instant, in database: Database) throws -> Bool {
        try database.run(
            """
            UPDATE runs INDEXED BY runs_open SET state = 6, finished = ?1, swept = (first_version IS NULL)
            WHERE feed = ?2 AND \(open) AND state = 3 AND id < (
                    SELECT id FROM runs INDEXED BY runs_open
                    WHERE feed = ?2 AND \(open) AND state = 3 AND parent IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?3)
                AND NOT EXISTS (SELECT 1 FROM runs p WHERE p.id = runs.parent AND p.state = 2)
            """, at, feed, heldSnapshots - 1)
        return database.changesCount > 0
    }

    private static func end(
        _ companion: RunID, as fate: (state: RunState, follows: Bool, reason: String), at: Instant,
        in database: Database
    ) throws {
        try database.run(
            "UPDATE runs SET state = ?, follows = ?, reason = ?, finished = ? WHERE id = ?", Int(fate.state.rawValue),
            fate.follows ? 1 : 0, fate.reason, at, companion)
    }

    private func drop(_ staging: Staging) throws {
        stagings.with { $0[staging.run] = nil }
        try translated { try staging.scratch.remove() }
    }
}

extension RunOutcome {
    var state: RunState {
        switch self {
        case .applied: .applied
        case .held: .held
        case .refused: .refused
        case .failed: .failed
        }
    }

    var reason: String {
        switch self {
        case .applied: ""
        case .held(let reason), .refused(let reason), .failed(let reason): reason
        }
    }
}

extension RunCommit {
    /// What becomes of the run of withdrawals.
    fileprivate var fateOfWithdrawals: (state: RunState, follows: Bool, reason: String) {
        switch (outcome, withdrawals) {
        case (.refused(let reason), _): (.refused, true, reason)
        case (.failed(let reason), _): (.failed, true, reason)
        case (_, .none): (.superseded, true, "not wanted")
        case (.applied, .apply): (.applied, true, "")
        case (.held(let reason), .apply): (.held, true, reason)
        case (_, .hold(let reason)): (.held, false, reason)
        }
    }
}
