// Runs for the commands, with what became of their rows.

import GRDB
import SENDRecords

extension Store {
    /// Runs, newest first.
    public func runs(_ filter: RunFilter = RunFilter()) throws -> [RunSummary] {
        try read { database in
            var conditions: [String] = []
            var values: [any Bindable] = []
            if let feed = filter.feed {
                conditions.append("r.feed = ?")
                values.append(feed)
            }
            if let states = filter.states {
                let numbers = states.map { String($0.rawValue) }.sorted()
                conditions.append("r.state IN (\(numbers.joined(separator: ", ")))")
            }
            let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
            values.append(filter.limit)
            var found: [RunSummary] = []
            try database.query(Self.runColumns + clause + " ORDER BY r.id DESC LIMIT ?", values).eachRow {
                found.append(Self.summary($0))
            }
            return found
        }
    }

    /// One run. Throws `StoreError.noSuchRun`.
    public func run(_ run: RunID) throws -> RunSummary {
        guard let found = try read({ try Self.summary(of: run, in: $0) }) else { throw StoreError.noSuchRun(run) }
        return found
    }

    /// The run of withdrawals beside a run, or nil.
    public func withdrawals(of run: RunID) throws -> RunSummary? {
        try read {
            try $0.first(
                Self.runColumns + " WHERE r.parent = ? AND r.kind = 4 ORDER BY r.id DESC", run, body: Self.summary)
        }
    }

    /// The feed's newest run that counts and read files; nil before the first.
    public func lastApplied(of feed: FeedID) throws -> RunSummary? {
        try read {
            try $0.first(
                Self.runColumns + " WHERE r.feed = ? AND r.state = 2 AND r.kind <> 4 ORDER BY r.id DESC LIMIT 1", feed,
                body: Self.summary)
        }
    }

    /// The payloads of a run in the order of the set.
    public func payloads(of run: RunID) throws -> [RunPayload] {
        try read { try Self.payloads(of: run, in: $0) }
    }

    static func payloads(of run: RunID, in database: Database) throws -> [RunPayload] {
        try database.list(
            "SELECT hash, file, columns, school, day FROM run_payloads WHERE run = ? ORDER BY ordinal", run
        ) { row in
            PayloadHash(bytes: row.bytes(0)).map {
                RunPayload(
                    hash: $0, file: row.text(1), columns: ColumnList.decoded(row.text(2)),
                    requested: RequestedPart(row, at: 3))
            }
        }.compactMap(\.self)
    }

    /// Faults and notes of a run in the order of its rows.
    public func faults(of run: RunID, limit: Int = 1000, offset: Int = 0) throws -> [StoredFault] {
        try read { database in
            try database.list(
                """
                SELECT kind, payload, row, line, column, column_name, rule, what, advice FROM row_faults
                WHERE run = ? ORDER BY payload, row, id LIMIT ? OFFSET ?
                """, run, limit, offset
            ) { row in
                StoredFault(
                    kind: StoredFault.Kind(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) ?? .note,
                    payload: row.count(1), row: row.count(2), line: row.count(3),
                    fault: RowFault(
                        column: row.optionalInteger(4).map(Int.init), columnName: row.optionalText(5),
                        rule: row.text(6), what: row.text(7), advice: row.text(8)))
            }
        }
    }

    /// What is to be known of a run as a whole.
    public func remarks(of run: RunID) throws -> [RunRemark] {
        try read { database in
            try database.list("SELECT kind, text FROM run_remarks WHERE run = ? ORDER BY ordinal", run) {
                RunRemark(kind: $0.text(0), text: $0.text(1))
            }
        }
    }

    /// How many faults and notes a run has, by rule.
    public func faultCounts(of run: RunID) throws -> [String: Int] {
        try read { database in
            var counts: [String: Int] = [:]
            try database.rows("SELECT rule, count(*) FROM row_faults WHERE run = ? GROUP BY rule", run) { row in
                counts[row.text(0)] = row.count(1)
            }
            return counts
        }
    }

    /// Rows that a named rule left out, by rule.
    public func leftOut(of run: RunID) throws -> [String: Int] {
        try read { database in
            var counts: [String: Int] = [:]
            try database.rows("SELECT rule, rows FROM run_left_out WHERE run = ?", run) {
                counts[$0.text(0)] = $0.count(1)
            }
            return counts
        }
    }

    static func summary(of run: RunID, in database: Database) throws -> RunSummary? {
        try database.first(runColumns + " WHERE r.id = ?", run, body: summary)
    }

    private static let runColumns = """
        SELECT r.id, r.feed, f.name, r.kind, r.parent, r.state, r.as_of, r.started, r.finished, r.manifest, r.rows,
            r.applied, r.unchanged, r.left_out, r.quarantined, r.withdrawn, r.arrived, r.reason, r.decided_by,
            r.decided_at, r.retries FROM runs r JOIN feeds f ON f.id = r.feed
        """

    private static func summary(_ row: Query) -> RunSummary {
        var counts = RunCounts()
        counts.applied = row.count(11)
        counts.unchanged = row.count(12)
        counts.leftOut = row.count(13)
        counts.quarantined = row.count(14)
        counts.withdrawn = row.count(15)
        counts.arrived = row.count(16)
        return RunSummary(
            id: RunID(row.integer(0)), feed: FeedID(row.integer(1)), feedName: row.text(2),
            kind: RunKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3))) ?? .manual,
            parent: row.optionalInteger(4).map(RunID.init), retries: row.optionalInteger(20).map(RunID.init),
            state: RunState(rawValue: UInt8(truncatingIfNeeded: row.integer(5))) ?? .failed,
            asOf: Instant(milliseconds: row.integer(6)), started: Instant(milliseconds: row.integer(7)),
            finished: row.optionalInteger(8).map(Instant.init(milliseconds:)), manifest: row.text(9),
            rows: row.count(10), counts: counts, reason: row.text(17), decidedBy: row.optionalText(18),
            decidedAt: row.optionalInteger(19).map(Instant.init(milliseconds:)))
    }
}

extension Store {
    /// The run that an inbox claim came to, if it has ended; nil where it has to be worked.
    public func run(claim: String) throws -> RunSummary? {
        let id = try read { database in
            try database.first(
                "SELECT id FROM runs WHERE claim = ? AND state NOT IN (1, 5) ORDER BY id DESC LIMIT 1", claim
            ) { RunID($0.integer(0)) }
        }
        return try id.map { try run($0) }
    }
}

extension Store {
    /// The inbox claim that a run worked for; nil where it was no dropped file.
    public func claim(of run: RunID) throws -> String? {
        try read { try $0.first("SELECT claim FROM runs WHERE id = ?", run) { $0.optionalText(0) } ?? nil }
    }

    /// Where a module's run went on; nil where it began from nothing, and for any other feed.
    public func beginning(of run: RunID) throws -> [UInt8]? {
        try read { try $0.first("SELECT began FROM runs WHERE id = ?", run) { $0.optionalBytes(0) } ?? nil }
    }

    /// How many rows of a run were quarantined with a fault each, and how many notes there are.
    public func faultTotals(of run: RunID) throws -> (quarantined: Int, notes: Int) {
        try read { database in
            let count = try database.query("SELECT count(*) FROM row_faults WHERE run = ? AND kind = ?")
            func total(_ kind: StoredFault.Kind) throws -> Int {
                count.bind(1, run.rawValue)
                count.bind(2, Int(kind.rawValue))
                return try count.first { $0.count(0) } ?? 0
            }
            return (try total(.quarantined), try total(.note))
        }
    }
}
