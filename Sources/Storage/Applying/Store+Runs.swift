// Beginning a run, and recording one that has nothing to stage.

import GRDB
import SENDRecords

extension Store {
    /// Begins a run whose rows will be staged. Runs of one feed never overlap: the caller sees to that.
    public func beginRun(_ start: RunStart) throws -> RunID {
        let run = try write("begin a run") { database in
            try Self.insert(start, state: .staging, parent: nil, reason: "", in: database)
        }
        let scratch = try translated { try Scratch(path: "\(scratchFolder)/run-\(run).sqlite") }
        let staging = Staging(
            run: run, feed: start.feed, asOf: start.asOf, retries: start.retries, scratch: scratch)
        stagings.with { $0[run] = staging }
        return run
    }

    /// Records a run that stages nothing: the payload was the latest already (`unchanged`), the set is not complete
    /// (`waiting`; takes the place of the feed's earlier waiting runs), it cannot be read at all (`refused`, `failed`),
    /// or it has to wait for a person before it can be read (`held`).
    @discardableResult
    public func recordRun(
        _ start: RunStart, state: RunState, reason: String, remarks: [RunRemark] = []
    ) throws -> RunID {
        precondition(state != .staging && state != .applied, "such a run is begun and committed")
        return try write("record a run") { database in
            let run = try Self.insert(start, state: state, parent: nil, reason: reason, in: database)
            try database.run("UPDATE runs SET finished = ?, swept = 1 WHERE id = ?", start.started, run)
            try Self.insert(remarks, of: run, in: database)
            if state == .waiting {
                try database.run(
                    """
                    UPDATE runs INDEXED BY runs_open SET state = 6, swept = 1
                    WHERE feed = ? AND state IN (1, 3, 8) AND state = 8 AND id < ?
                    """, start.feed, run)
            }
            return run
        }
    }

    /// The run that is being staged here.
    func staging(_ run: RunID, step: String) throws -> Staging {
        if let staging = stagings.with({ $0[run] }) { return staging }
        throw StoreError.wrongState(run: run, state: try self.run(run).state, step: step)
    }

    static func insert(_ remarks: [RunRemark], of run: RunID, in database: Database) throws {
        for (ordinal, remark) in remarks.enumerated() {
            try database.run(
                "INSERT INTO run_remarks(run, ordinal, kind, text) VALUES(?, ?, ?, ?)", run, ordinal, remark.kind,
                remark.text)
        }
    }

    static func insert(
        _ start: RunStart, state: RunState, parent: RunID?, reason: String, in database: Database
    ) throws -> RunID {
        try database.run(
            """
            INSERT INTO runs(feed, kind, parent, state, as_of, started, manifest, reason, claim, retries, known, began)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, start.feed, Int(start.kind.rawValue), parent, Int(state.rawValue), start.asOf, start.started,
            start.manifest, reason, start.claim, start.retries, start.known, start.began)
        let run = RunID(database.lastInsertedRowID)
        for (ordinal, payload) in start.payloads.enumerated() {
            try database.run(
                "INSERT INTO run_payloads(run, ordinal, hash, file, columns, school, day) VALUES(?, ?, ?, ?, ?, ?, ?)",
                run, ordinal, payload.hash.bytes, payload.file, try ColumnList.encoded(payload.columns),
                payload.requested.school, payload.requested.day)
        }
        return run
    }

    /// Says which columns a payload of a run has, where they were not known when it was begun.
    public func setColumns(_ columns: [String], ofPayload ordinal: Int, in run: RunID) throws {
        try write("name columns") { database in
            try database.run(
                "UPDATE run_payloads SET columns = ? WHERE run = ? AND ordinal = ?", try ColumnList.encoded(columns),
                run, ordinal)
        }
    }
}
