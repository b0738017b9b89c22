// The list of rows that were not taken: what stands, and what takes a row off it.

import GRDB
import SENDRecords

extension Store {
    /// Rows that stand, the newest run's first.
    public func quarantine(_ filter: QuarantineFilter = QuarantineFilter()) throws -> [QuarantinedRow] {
        try read { database in
            let (clause, values) = Self.conditions(filter)
            var found: [QuarantinedRow] = []
            try database.query(
                """
                SELECT q.id, q.feed, f.name, f.adapter, q.run, r.started, r.as_of, p.file, p.hash, q.payload, q.row,
                    q.line, q.byte_offset, q.rule, q.column, q.column_name, q.told_by, p.school, p.day
                \(Self.standing) \(clause) ORDER BY q.run DESC, q.payload, q.row LIMIT ?
                """, values + [filter.limit]
            ).eachRow { row in
                guard let hash = PayloadHash(bytes: row.bytes(8)) else { return }
                found.append(
                    QuarantinedRow(
                        id: row.integer(0), feed: FeedID(row.integer(1)), feedName: row.text(2), adapter: row.text(3),
                        run: RunID(row.integer(4)), since: Instant(milliseconds: row.integer(5)),
                        asOf: Instant(milliseconds: row.integer(6)), file: row.text(7),
                        requested: RequestedPart(row, at: 17),
                        payload: hash,
                        place: RowPlace(
                            payload: row.count(9), row: row.count(10), line: row.count(11), byteOffset: row.count(12)),
                        rule: row.text(13), column: row.optionalInteger(14).map(Int.init),
                        columnName: row.optionalText(15), toldBy: RunID(row.integer(16))))
            }
            return found
        }
    }

    /// Rows that stand, counted by feed, rule and column.
    public func quarantineGroups(_ filter: QuarantineFilter = QuarantineFilter()) throws -> [QuarantineGroup] {
        try read { database in
            let (clause, values) = Self.conditions(filter)
            var groups: [QuarantineGroup] = []
            try database.query(
                """
                SELECT q.feed, f.name, q.rule, q.column_name, count(*), min(r.started), max(q.run)
                \(Self.standing) \(clause) GROUP BY q.feed, q.rule, q.column_name ORDER BY f.name, q.rule, q.column_name
                """, values
            ).eachRow { row in
                groups.append(
                    QuarantineGroup(
                        feed: FeedID(row.integer(0)), feedName: row.text(1), rule: row.text(2),
                        columnName: row.optionalText(3), rows: row.count(4),
                        oldest: Instant(milliseconds: row.integer(5)), newestRun: RunID(row.integer(6))))
            }
            return groups
        }
    }

    /// Whether rows that fit were taken off the list because their files are no longer kept.
    public func hasForgottenQuarantine(_ filter: QuarantineFilter) throws -> Bool {
        try read { database in
            let (clause, values) = Self.conditions(filter)
            return try database.query("SELECT 1 FROM quarantine q WHERE q.closed = 2 \(clause) LIMIT 1", values)
                .first { _ in true } ?? false
        }
    }

    /// What is wrong with a quarantined row, in words.
    public func faults(of row: QuarantinedRow) throws -> [StoredFault] {
        try faults(of: row.toldBy, line: row.place.line, payload: row.place.payload).filter {
            $0.row == row.place.row
        }
    }

    /// Takes rows off the list that can't be mended any more: their payloads' time is over. Returns how many.
    public func closeForgottenQuarantine(at: Instant) throws -> Int {
        try write("close quarantine") { database in
            try database.run(
                """
                UPDATE quarantine SET closed = 2, closed_at = ? WHERE closed IS NULL AND EXISTS (
                    SELECT 1 FROM runs r JOIN run_payloads p ON p.run = r.id AND p.ordinal = quarantine.payload
                    WHERE r.id = quarantine.run AND r.state = 2
                        AND NOT EXISTS (SELECT 1 FROM payloads k WHERE k.hash = p.hash))
                """, at)
            let count = database.changesCount
            if count > 0 {
                try database.note(
                    AuditEntry(
                        at: at, who: "sendgate", what: "took \(count) quarantined rows off the list",
                        detail: "their files are no longer kept"))
            }
            return count
        }
    }

    /// Forgets rows that were closed before this moment, at most `limit`; returns how many.
    public func forgetClosedQuarantine(before moment: Instant, limit: Int = 5000) throws -> Int {
        try write("forget quarantine") { database in
            let ids = try database.list(
                "SELECT id FROM quarantine WHERE closed IS NOT NULL AND closed_at < ? LIMIT ?", moment, limit
            ) { $0.integer(0) }
            for id in ids {
                try database.run("DELETE FROM quarantine_keys WHERE quarantine = ?", id)
                try database.run("DELETE FROM quarantine WHERE id = ?", id)
            }
            return ids.count
        }
    }

    // MARK: - Taking rows off

    /// Notes what a run that is about to be committed states of the rows that stand: all of them where it is a snapshot,
    /// else each row whose every record it states. It counts when the run is applied.
    func overtakeQuarantine(_ staging: Staging, wholly: Bool) throws {
        guard staging.retries == nil else { return }
        if wholly {
            try write("overtake quarantine") { database in
                try database.run(
                    """
                    UPDATE quarantine SET solved_by = ?1 WHERE feed = ?2 AND closed IS NULL AND run < ?1
                        AND (SELECT as_of FROM runs WHERE id = quarantine.run) <= ?3
                        AND (SELECT file FROM run_payloads WHERE run = quarantine.run AND ordinal = quarantine.payload)
                            IN (SELECT file FROM run_payloads WHERE run = ?1)
                    """, staging.run, staging.feed, staging.asOf)
            }
            return
        }
        var after = OpenKey(row: 0, name: NameHash(first: .min, second: .min))
        while true {
            let keys = try read { try Self.openKeys(for: staging, after: after, in: $0) }
            guard let last = keys.last else { return }
            let stated = try staging.scratch.use { scratch in try keys.filter { try Self.states($0.name, in: scratch) }
            }
            if !stated.isEmpty {
                try write("overtake quarantine") { database in
                    for key in stated {
                        try database.run(
                            "UPDATE quarantine_keys SET stated_by = ? WHERE quarantine = ? AND h1 = ? AND h2 = ?",
                            staging.run, key.row, key.name.first, key.name.second)
                    }
                    for row in Set(stated.map(\.row)) {
                        try database.run(
                            """
                            UPDATE quarantine SET solved_by = ?1 WHERE id = ?2 AND NOT EXISTS (
                                SELECT 1 FROM quarantine_keys k LEFT JOIN runs r ON r.id = k.stated_by
                                WHERE k.quarantine = ?2 AND coalesce(k.stated_by, 0) <> ?1 AND coalesce(r.state, 0) <> 2)
                            """, staging.run, row)
                    }
                }
            }
            after = last
        }
    }

    private struct OpenKey {
        let row: Int64
        let name: NameHash
    }

    /// The records of some rows that stand, which no applied run has stated since.
    private static func openKeys(for staging: Staging, after: OpenKey, in database: Database) throws -> [OpenKey] {
        try database.list(
            """
            SELECT k.quarantine, k.h1, k.h2 FROM quarantine q JOIN runs r ON r.id = q.run
            JOIN quarantine_keys k ON k.quarantine = q.id LEFT JOIN runs s ON s.id = k.stated_by
            WHERE q.feed = ?1 AND q.closed IS NULL AND q.run < ?2 AND r.as_of <= ?3
                AND (k.quarantine, k.h1, k.h2) > (?4, ?5, ?6) AND coalesce(s.state, 0) <> 2
            ORDER BY k.quarantine, k.h1, k.h2 LIMIT 4000
            """, staging.feed, staging.run, staging.asOf, after.row, after.name.first, after.name.second
        ) { OpenKey(row: $0.integer(0), name: NameHash(first: $0.integer(1), second: $0.integer(2))) }
    }

    /// Whether a row that could be used states the record.
    private static func states(_ name: NameHash, in scratch: Database) throws -> Bool {
        try scratch.number(
            """
            SELECT EXISTS(
                SELECT 1 FROM seen s WHERE s.h1 = ?1 AND s.h2 = ?2
                    AND NOT EXISTS (SELECT 1 FROM conflicts c WHERE c.h1 = ?1 AND c.h2 = ?2)
                    AND (s.seq NOT IN (SELECT seq FROM quarantined) OR EXISTS (
                        SELECT 1 FROM repeats r WHERE r.h1 = ?1 AND r.h2 = ?2
                            AND r.seq NOT IN (SELECT seq FROM quarantined))))
            """, name.first, name.second) != 0
    }

    /// What an applied run has solved is no longer on the list.
    static func closeSolved(by run: RunID, at: Instant, in database: Database) throws {
        try database.run(
            """
            UPDATE quarantine SET closed = 1, closed_at = ?1
            WHERE feed = (SELECT feed FROM runs WHERE id = ?2) AND closed IS NULL AND solved_by = ?2
            """, at, run)
    }

    private static let standing = """
        FROM quarantine q JOIN runs r ON r.id = q.run JOIN feeds f ON f.id = q.feed
            JOIN run_payloads p ON p.run = q.run AND p.ordinal = q.payload
        WHERE q.closed IS NULL AND r.state = 2
        """

    private static func conditions(_ filter: QuarantineFilter) -> (clause: String, values: [any Bindable]) {
        var clause = ""
        var values: [any Bindable] = []
        func add(_ condition: String, _ value: (any Bindable)?) {
            guard let value else { return }
            clause += " AND \(condition) = ?"
            values.append(value)
        }
        add("q.feed", filter.feed)
        add("q.run", filter.run)
        add("q.id", filter.id)
        add("q.line", filter.line)
        add("q.rule", filter.rule)
        return (clause, values)
    }
}
