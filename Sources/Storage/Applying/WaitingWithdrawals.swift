// Withdrawals that a partner stated and that wait for a person while everything else goes on.

import GRDB
import SENDRecords

extension Store {
    /// Puts what the run's rows withdraw into a run of its own beside it, in slices, so that it can wait while the rest is
    /// applied. No later run takes its place, because the partner says it only once. Returns that run, or nil where the rows
    /// withdraw nothing. Call after `finishStaging`; what becomes of it is said at `commit`.
    public func setWithdrawalsApart(_ run: RunID, at: Instant) throws -> RunID? {
        let staging = try staging(run, step: "compared")
        return try translated {
            try staging.advance("compared") { progress in
                precondition(progress.isFinished, "the staging of run \(run) is not finished")
                precondition(progress.companion == nil, "the withdrawals of run \(run) are staged already")
                var last: Int64 = 0
                while let end = try moveWithdrawals(of: staging, after: last, companion: &progress.companion, at: at) {
                    last = end
                }
                if progress.companion != nil { progress.counts.withdrawn = 0 }
                return progress.companion
            }
        }
    }

    /// - Returns: the last version that was moved, or nil where there is none left.
    private func moveWithdrawals(
        of staging: Staging, after last: Int64, companion: inout RunID?, at: Instant
    ) throws -> Int64? {
        let known = companion
        let moved = try write("set withdrawals apart") { database -> (run: RunID, last: Int64)? in
            let versions = try database.list(
                """
                SELECT id, type, subject FROM versions
                WHERE id > ?1 AND id BETWEEN (SELECT first_version FROM runs WHERE id = ?2)
                    AND (SELECT last_version FROM runs WHERE id = ?2) AND run = ?2 AND blob IS NULL
                ORDER BY id LIMIT 2000
                """, last, staging.run
            ) { (id: $0.integer(0), type: UInt8(truncatingIfNeeded: $0.integer(1)), subject: $0.integer(2)) }
            guard let first = versions.first, let end = versions.last else { return nil }
            let run = try known ?? Self.makeStanding(beside: staging.run, at: at, in: database)
            for version in versions {
                try database.run("UPDATE versions SET run = ? WHERE id = ?", run, version.id)
                guard let type = RecordType.numbered(version.type) else { continue }
                try database.run(
                    "INSERT OR IGNORE INTO touched(run, kind, subject) VALUES(?, ?, ?)", run,
                    Int(type.entity.rawValue), version.subject)
            }
            try database.run(
                """
                UPDATE runs SET first_version = coalesce(first_version, ?), last_version = ?, withdrawn = withdrawn + ?
                WHERE id = ?
                """, first.id, end.id, versions.count, run)
            return (run, end.id)
        }
        companion = moved?.run ?? companion
        return moved?.last
    }

    /// The rows that withdraw stand in the same payloads.
    private static func makeStanding(beside run: RunID, at: Instant, in database: Database) throws -> RunID {
        let companion = try insertCompanion(of: run, stands: true, at: at, in: database)
        try database.run(
            """
            INSERT INTO run_payloads(run, ordinal, hash, file, columns, school, day)
            SELECT ?, ordinal, hash, file, columns, school, day FROM run_payloads WHERE run = ?
            """, companion, run)
        return companion
    }
}

/// The waiting withdrawals of a feed, looked up while a later run is staged: what that run states again must count as
/// stated later, even where it says nothing new, and what it withdraws again waits already.
struct WaitingWithdrawals {
    private let query: Query

    /// - Returns: nil where none of the feed waits, which is nearly always so.
    init?(of feed: FeedID, in database: Database) throws {
        let waits = try database.number(
            """
            SELECT EXISTS(SELECT 1 FROM runs INDEXED BY runs_open
                WHERE state IN (1, 3, 8) AND state = 3 AND feed = ? AND stands = 1)
            """, feed)
        guard waits != 0 else { return nil }
        query = try database.query(
            """
            SELECT v.type, v.key FROM versions v CROSS JOIN runs r ON r.id = v.run
            WHERE v.feed = ? AND v.key_hash = ? AND r.state = 3 AND r.stands = 1 AND v.blob IS NULL
                AND (v.as_of, v.id) > (?, ?)
            """)
        query.bind(1, feed.rawValue)
    }

    /// Whether a withdrawal of the record waits that is newer than what the feed states now.
    func contains(_ name: RecordName, hash: NameHash, after current: CurrentVersion) throws -> Bool {
        query.bind(2, hash.first)
        query.bind(3, current.asOf)
        query.bind(4, current.id)
        defer { query.reset() }
        while try query.step() {
            if query.integer(0) == Int64(name.type.number), query.text(1, is: name.key) { return true }
        }
        return false
    }
}
