// Versions of records on their way into the store, through prepared statements.

import GRDB
import SENDRecords

/// Puts the versions of one run into the store, and their subjects on the list.
struct VersionInsert {
    private let feed: Int64
    private let run: Int64
    private let asOf: Int64
    private let database: Database
    private let insertion: Query
    private let touching: Query
    private let sharing: Query

    init(_ staging: Staging, in database: Database) throws {
        feed = staging.feed.rawValue
        run = staging.run.rawValue
        asOf = staging.asOf.milliseconds
        self.database = database
        insertion = try database.query(
            """
            INSERT INTO versions(feed, type, key_hash, subject, run, as_of, content, payload, row, line, byte_offset,
                columns, key, blob, origins) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        touching = try database.query("INSERT OR IGNORE INTO touched(run, kind, subject) VALUES(?, ?, ?)")
        sharing = try database.query(
            """
            INSERT OR IGNORE INTO shared_hashes(feed, key_hash)
            SELECT feed, key_hash FROM versions WHERE feed = ? AND key_hash = ? AND key <> ? LIMIT 1
            """)
    }

    /// Notes where another key of the feed has the same hash.
    func noteShared(_ candidate: StageSlice.Candidate) throws {
        sharing.bind(1, feed)
        sharing.bind(2, candidate.name.first)
        sharing.bind(3, candidate.record.name.key)
        try sharing.run()
    }

    /// - Returns: the version's number.
    func insert(
        _ candidate: StageSlice.Candidate, of row: StagedRow, about subject: Int64, columns: Int64?
    ) throws -> Int64 {
        let record = candidate.record
        insertion.bind(1, feed)
        insertion.bind(2, Int64(record.name.type.number))
        insertion.bind(3, candidate.name.first)
        insertion.bind(4, subject)
        insertion.bind(5, run)
        insertion.bind(6, asOf)
        insertion.bind(7, candidate.content)
        insertion.bind(8, row.payload)
        insertion.bind(9, row.number)
        insertion.bind(10, row.line)
        insertion.bind(11, row.byteOffset)
        insertion.bind(12, columns)
        insertion.bind(13, record.name.key)
        insertion.bind(14, record.blob)
        insertion.bind(15, record.origins?.encoded)
        try insertion.run()
        return database.lastInsertedRowID
    }

    func touch(_ kind: EntityKind, _ subject: Int64) throws {
        touching.bind(1, run)
        touching.bind(2, Int64(kind.rawValue))
        touching.bind(3, subject)
        try touching.run()
    }
}
