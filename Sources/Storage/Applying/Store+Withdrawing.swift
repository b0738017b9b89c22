// What a snapshot leaves out: counting it, and staging it as a run of its own.

import GRDB
import SENDRecords

extension Store {
    /// How many records that the feed states now the snapshot does not name. A key that only a quarantined row mentions
    /// counts as named. Call after `finishStaging`.
    public func absent(_ run: RunID, scope: SnapshotScope) throws -> Absence {
        let staging = try staging(run, step: "compared")
        var absence = Absence()
        try translated {
            try staging.advance("compared") { progress in
                precondition(progress.isFinished, "the staging of run \(run) is not finished")
                try walk(staging, scope: scope) { record, isAbsent in
                    absence.covered += 1
                    absence.byType[record.type, default: .init()].covered += 1
                    if isAbsent {
                        absence.absent += 1
                        if try lostItsZeros(record, staging) {
                            absence.byType[record.type, default: .init()].zerosLost += 1
                        }
                        absence.byType[record.type, default: .init()].absent += 1
                    }
                }
            }
        }
        return absence
    }

    /// Stages a withdrawal of each record that the snapshot does not name, as a run of its own beside the run, in
    /// slices. Returns that run, or nil where nothing is absent. What becomes of it is said at `commit`.
    public func stageWithdrawals(_ run: RunID, scope: SnapshotScope, at: Instant) throws -> RunID? {
        let staging = try staging(run, step: "compared")
        return try translated {
            try staging.advance("compared") { progress in
                precondition(progress.isFinished, "the staging of run \(run) is not finished")
                precondition(progress.companion == nil, "the withdrawals of run \(run) are staged already")
                var slice: [ListedRecord] = []
                try walk(staging, scope: scope) { record, isAbsent in
                    guard isAbsent else { return }
                    slice.append(record)
                    if slice.count == 2000 {
                        try stageTombstones(slice, of: staging, companion: &progress.companion, at: at)
                        slice.removeAll(keepingCapacity: true)
                    }
                }
                if !slice.isEmpty { try stageTombstones(slice, of: staging, companion: &progress.companion, at: at) }
                return progress.companion
            }
        }
    }

    /// Visits the current records of the run's feed from the greatest hash downwards, with whether the run names them.
    private func walk(
        _ staging: Staging, scope: SnapshotScope, _ visit: (ListedRecord, _ isAbsent: Bool) throws -> Void
    ) throws {
        var from: Int64? = .max
        while let start = from {
            let page = try read { try CurrentPage(of: staging.feed, from: start, in: $0) }
            let records = page.records.filter { !$0.isWithdrawn && scope.types.contains($0.type) }
            let covered = try scope.covers.map { try self.covered(records, by: $0) } ?? records
            let absent = try staging.scratch.use { scratch in try covered.map { try !isNamed($0, in: scratch) } }
            for (record, isAbsent) in zip(covered, absent) { try visit(record, isAbsent) }
            from = page.next
        }
    }

    private func covered(
        _ records: [ListedRecord], by covers: (RecordType, [UInt8]) -> Bool
    ) throws -> [ListedRecord] {
        try read { database in
            let blob = try database.query("SELECT blob FROM versions WHERE id = ?")
            return try records.filter { record in
                blob.bind(1, record.id)
                return covers(record.type, try blob.first { $0.bytes(0) } ?? [])
            }
        }
    }

    /// Whether the run names the record by the same key without the zeros in front, which the feed doesn't state so far.
    private func lostItsZeros(_ record: ListedRecord, _ staging: Staging) throws -> Bool {
        guard let key = Self.withoutZeros(record.key) else { return false }
        let name = RecordName(record.type, key: key)
        let hash = NameHash(name, with: keyedHash)
        guard try staging.scratch.use({ try isNamed(hash, in: $0) }) else { return false }
        let current = try read { try CurrentLookUp($0).current(feed: staging.feed, name: name, hash: hash) }
        return current.map(\.isWithdrawn) ?? true
    }

    /// What a spreadsheet makes of a key: `001234` becomes `1234`, and so does what stands before the first sign of a longer
    /// key. Nil where it leaves it alone.
    static func withoutZeros(_ key: String) -> String? {
        let digits = key.utf8.prefix { $0 >= 48 && $0 <= 57 }
        let zeros = digits.prefix { $0 == 48 }.count
        let lost = min(zeros, digits.count - 1)
        guard lost > 0 else { return nil }
        // A number goes on: 0012A is none.
        if let next = key.utf8.dropFirst(digits.count).first, next | 0x20 >= 0x61 && next | 0x20 <= 0x7A || next >= 0x80
        {
            return nil
        }
        return String(decoding: key.utf8.dropFirst(lost), as: UTF8.self)
    }

    private func isNamed(_ record: ListedRecord, in scratch: Database) throws -> Bool {
        try isNamed(NameHash(type: record.type.number, key: record.key, with: keyedHash), in: scratch)
    }

    private func isNamed(_ name: NameHash, in scratch: Database) throws -> Bool {
        for text in ["SELECT 1 FROM seen WHERE h1 = ? AND h2 = ?", "SELECT 1 FROM mentioned WHERE h1 = ? AND h2 = ?"] {
            let query = try scratch.query(text)
            query.bind(1, name.first)
            query.bind(2, name.second)
            if try query.first({ _ in true }) == true { return true }
        }
        return false
    }

    private func stageTombstones(
        _ records: [ListedRecord], of staging: Staging, companion: inout RunID?, at: Instant
    ) throws {
        let known = companion
        companion = try write("stage withdrawals") { database in
            let run = try known ?? Self.insertCompanion(of: staging.run, at: at, in: database)
            let insert = try database.query(
                """
                INSERT INTO versions(feed, type, key_hash, subject, run, as_of, content, key)
                VALUES(?, ?, ?, ?, ?, ?, 0, ?)
                """)
            let touch = try database.query("INSERT OR IGNORE INTO touched(run, kind, subject) VALUES(?, ?, ?)")
            var first: Int64?
            for record in records {
                insert.bind(1, staging.feed.rawValue)
                insert.bind(2, Int64(record.type.number))
                insert.bind(3, record.keyHash)
                insert.bind(4, record.subject)
                insert.bind(5, run.rawValue)
                insert.bind(6, staging.asOf.milliseconds)
                insert.bind(7, record.key)
                try insert.run()
                first = first ?? database.lastInsertedRowID
                touch.bind(1, run.rawValue)
                touch.bind(2, Int64(record.type.entity.rawValue))
                touch.bind(3, record.subject)
                try touch.run()
            }
            try database.run(
                """
                UPDATE runs SET first_version = coalesce(first_version, ?), last_version = ?, withdrawn = withdrawn + ?
                WHERE id = ?
                """, first, try database.number("SELECT max(id) FROM versions"), records.count, run)
            return run
        }
    }

    static func insertCompanion(
        of run: RunID, stands: Bool = false, at: Instant, in database: Database
    ) throws -> RunID {
        try database.run(
            """
            INSERT INTO runs(feed, kind, parent, state, as_of, started, manifest, stands)
            SELECT feed, 4, id, 1, as_of, ?, manifest, ? FROM runs WHERE id = ?
            """, at, stands ? 1 : 0, run)
        return RunID(database.lastInsertedRowID)
    }
}
