// What staging writes about rows that can't be used.

import GRDB
import SENDRecords

extension Database {
    /// Notes a row that can't be used. For a retry the row stands already, perhaps for another reason now; a row that the old
    /// run had left out, because nobody knew the child, comes on the list with the old run's others.
    func quarantine(_ place: RowPlace, _ fault: RowFault?, _ keys: [NameHash], for staging: Staging) throws {
        if let old = staging.retries {
            try run(
                """
                UPDATE quarantine SET rule = ?, column = ?, column_name = ?, told_by = ?, solved_by = NULL
                WHERE run = ? AND payload = ? AND byte_offset = ? AND closed IS NULL
                """, fault?.rule ?? "", fault?.column, fault?.columnName, staging.run, old, place.payload,
                place.byteOffset)
            let isThere = try first(
                "SELECT 1 FROM quarantine WHERE run = ? AND payload = ? AND byte_offset = ?", old, place.payload,
                place.byteOffset
            ) { _ in true }
            if isThere == true { return }
        }
        try run(
            """
            INSERT INTO quarantine(feed, run, payload, row, line, byte_offset, rule, column, column_name, told_by)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, staging.feed, staging.retries ?? staging.run, place.payload, place.row, place.line, place.byteOffset,
            fault?.rule ?? "",
            fault?.column, fault?.columnName, staging.run)
        let id = lastInsertedRowID
        for key in keys {
            try run(
                "INSERT OR IGNORE INTO quarantine_keys(quarantine, h1, h2) VALUES(?, ?, ?)", id, key.first, key.second)
        }
    }

    /// Notes that a retry could use the row. It counts when the retry is applied.
    func solveQuarantine(_ place: RowPlace, for staging: Staging) throws {
        guard let old = staging.retries else { return }
        try run(
            """
            UPDATE quarantine SET solved_by = ? WHERE run = ? AND payload = ? AND byte_offset = ? AND closed IS NULL
            """, staging.run, old, place.payload, place.byteOffset)
    }
}

/// Which records a retry must leave alone: a later run has stated them meanwhile.
struct Overtaken {
    private let staging: Staging
    private let old: RunID
    private let stated: Query

    /// Nil for a run that is no retry.
    init?(_ staging: Staging, in database: Database) throws {
        guard let old = staging.retries else { return nil }
        self.staging = staging
        self.old = old
        stated = try database.query(
            """
            SELECT 1 FROM quarantine q JOIN quarantine_keys k ON k.quarantine = q.id JOIN runs r ON r.id = k.stated_by
            WHERE q.run = ? AND k.h1 = ? AND k.h2 = ? AND r.state = 2 LIMIT 1
            """)
    }

    func contains(_ name: NameHash, _ current: CurrentVersion?) throws -> Bool {
        if let current, (current.asOf, current.origin) > (staging.asOf.milliseconds, old.rawValue) { return true }
        stated.bind(1, old.rawValue)
        stated.bind(2, name.first)
        stated.bind(3, name.second)
        return try stated.first { _ in true } ?? false
    }
}
