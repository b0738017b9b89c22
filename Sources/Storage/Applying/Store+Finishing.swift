// The end of staging: rows of one key that differ are quarantined, all of them.

import GRDB
import SENDRecords

extension Store {
    /// The rule of rows that are quarantined because they have one key and differ.
    public static let sharedKeyRule = "two rows with one key"

    /// Settles rows that share a key and differ: all of them are quarantined and what they staged is taken back, except
    /// records that a sound row states as well. Works in slices. Returns the final counts.
    @discardableResult
    public func finishStaging(_ run: RunID) throws -> RunCounts {
        let staging = try staging(run, step: "finished")
        return try translated {
            try staging.advance("finished") { progress in
                if progress.isFinished { return progress.counts }
                try staging.scratch.use { try ConflictSlice.listQuarantined(in: $0) }
                var last: Int64 = -1
                while true {
                    var slice = try staging.scratch.use { try ConflictSlice(after: last, limit: 500, in: $0) }
                    guard let end = slice.lastSequence else { break }
                    try read { try slice.readVersions(feed: staging.feed, in: $0) }
                    try staging.scratch.use { try slice.decide(hash: keyedHash, in: $0) }
                    try write("quarantine rows of one key") { try slice.apply(for: staging, in: $0) }
                    slice.count(into: &progress.counts)
                    last = end
                }
                progress.isFinished = true
                return progress.counts
            }
        }
    }
}

/// Some rows that are quarantined because they share a key, and what becomes of the versions that they staged.
struct ConflictSlice {
    struct Row {
        let sequence: Int64
        let payload: Int
        let number: Int
        let line: Int
        let byteOffset: Int
        let first: Int64
        let count: Int
        let changed: Bool
        let type: UInt8
        let otherLine: Int
        let key: NameHash
    }

    struct Staged {
        let id: Int64
        let type: UInt8
        let key: String
        let isWithdrawal: Bool
        let isNew: Bool
        var heir: Heir?
    }

    /// A sound row that states the same record: the version becomes its own.
    struct Heir {
        let sequence: Int64
        let payload: Int
        let number: Int
        let line: Int
        let byteOffset: Int
        let becameChanged: Bool
    }

    private var rows: [Row] = []
    private var versions: [Staged] = []

    var lastSequence: Int64? { rows.last?.sequence }

    /// Lists every row that shares a key with a row that differs.
    ///
    /// Hashes differ from store to store: a row that differs in several records is named by the first of them by type.
    static func listQuarantined(in scratch: Database) throws {
        try scratch.run(
            """
            INSERT OR IGNORE INTO quarantined(seq, type, other, h1, h2)
            SELECT s.seq, c.h1 & 255, (SELECT min(r.seq) FROM repeats r WHERE r.h1 = c.h1 AND r.h2 = c.h2), c.h1, c.h2
            FROM conflicts c JOIN seen s ON s.h1 = c.h1 AND s.h2 = c.h2 ORDER BY 2, 3
            """)
        try scratch.run(
            """
            INSERT OR IGNORE INTO quarantined(seq, type, other, h1, h2)
            SELECT r.seq, c.h1 & 255, s.seq, c.h1, c.h2 FROM conflicts c JOIN seen s ON s.h1 = c.h1 AND s.h2 = c.h2
            JOIN repeats r ON r.h1 = c.h1 AND r.h2 = c.h2 ORDER BY 2, 3
            """)
    }

    init(after last: Int64, limit: Int, in scratch: Database) throws {
        rows = try scratch.list(
            """
            SELECT q.seq, r.payload, r.number, r.line, r.first, r.count, r.changed, q.type,
                coalesce(q.other_line, o.line), r.byte_offset, q.h1, q.h2
            FROM quarantined q JOIN rows r ON r.seq = q.seq JOIN rows o ON o.seq = q.other
            WHERE q.seq > ? ORDER BY q.seq LIMIT ?
            """, last, limit
        ) { row in
            Row(
                sequence: row.integer(0), payload: row.count(1), number: row.count(2), line: row.count(3),
                byteOffset: row.count(9), first: row.integer(4), count: row.count(5), changed: row.integer(6) != 0,
                type: UInt8(truncatingIfNeeded: row.integer(7)), otherLine: row.count(8),
                key: NameHash(first: row.integer(10), second: row.integer(11)))
        }
    }

    mutating func readVersions(feed: FeedID, in database: Database) throws {
        let find = try database.query("SELECT type, key, blob IS NULL, key_hash FROM versions WHERE id = ?")
        let lookUp = try CurrentLookUp(database)
        for row in rows {
            for id in row.first..<row.first + Int64(row.count) {
                find.bind(1, id)
                let found = try find.first { version in
                    (
                        type: UInt8(truncatingIfNeeded: version.integer(0)), key: version.text(1),
                        isWithdrawal: version.integer(2) != 0, hash: version.integer(3)
                    )
                }
                guard let found, let type = RecordType.numbered(found.type) else { continue }
                let current = try lookUp.current(
                    feed: feed, name: RecordName(type, key: found.key), hash: NameHash(first: found.hash))
                versions.append(
                    Staged(
                        id: id, type: found.type, key: found.key, isWithdrawal: found.isWithdrawal,
                        isNew: current.map(\.isWithdrawn) ?? true))
            }
        }
    }

    mutating func decide(hash: KeyedHash, in scratch: Database) throws {
        let conflict = try scratch.query("SELECT 1 FROM conflicts WHERE h1 = ? AND h2 = ?")
        let heir = try scratch.query(
            """
            SELECT s.seq, s.payload, s.number, s.line, s.byte_offset, s.changed FROM repeats r
            JOIN rows s ON s.seq = r.seq
            WHERE r.h1 = ? AND r.h2 = ? AND r.seq NOT IN (SELECT seq FROM quarantined) ORDER BY r.seq LIMIT 1
            """)
        for index in versions.indices {
            let name = NameHash(type: versions[index].type, key: versions[index].key, with: hash)
            conflict.bind(1, name.first)
            conflict.bind(2, name.second)
            if try conflict.first({ _ in true }) == true { continue }
            heir.bind(1, name.first)
            heir.bind(2, name.second)
            versions[index].heir = try heir.first { row in
                Heir(
                    sequence: row.integer(0), payload: row.count(1), number: row.count(2), line: row.count(3),
                    byteOffset: row.count(4), becameChanged: row.integer(5) == 0)
            }
            if let heir = versions[index].heir {
                try scratch.run("UPDATE rows SET changed = 1 WHERE seq = ?", heir.sequence)
            }
        }
    }

    func apply(for staging: Staging, in database: Database) throws {
        let run = staging.run
        for version in versions {
            if let heir = version.heir {
                try database.run(
                    "UPDATE versions SET payload = ?, row = ?, line = ?, byte_offset = ? WHERE id = ? AND run = ?",
                    heir.payload, heir.number, heir.line, heir.byteOffset, version.id, run)
            } else {
                try database.run("DELETE FROM versions WHERE id = ? AND run = ?", version.id, run)
            }
        }
        for row in rows {
            let type = RecordType.numbered(row.type)?.name ?? "record"
            let fault = RowFault(
                rule: Self.rule,
                what:
                    "Lines \(row.line) and \(row.otherLine) are about the same record (\(type)), because they have the same "
                    + "number or key, but say different things.",
                advice: "Keep the line that is right, remove or renumber the other, and send the file again.")
            try database.insert(
                fault, .quarantined, payload: row.payload, row: row.number, line: row.line, in: run)
            let place = RowPlace(payload: row.payload, row: row.number, line: row.line, byteOffset: row.byteOffset)
            try database.quarantine(place, fault, [row.key], for: staging)
        }
    }

    func count(into counts: inout RunCounts) {
        for row in rows {
            if row.changed { counts.applied -= 1 } else { counts.unchanged -= 1 }
            counts.quarantined += 1
        }
        for version in versions {
            if let heir = version.heir {
                if heir.becameChanged {
                    counts.applied += 1
                    counts.unchanged -= 1
                }
            } else if version.isWithdrawal {
                counts.withdrawn -= 1
            } else if version.isNew {
                counts.arrived -= 1
            }
        }
    }

    static let rule = Store.sharedKeyRule
}

extension NameHash {
    /// A name of which only the half is needed by which versions are found.
    init(first: Int64) {
        self.init(first: first, second: 0)
    }

    init(first: Int64, second: Int64) {
        self.first = first
        self.second = second
    }
}
