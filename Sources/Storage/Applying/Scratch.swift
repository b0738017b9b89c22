// What a run has to remember of its own rows while it is staged: on disk, so that memory does not follow size, and
// apart from the store, so that it takes no lock there.

import GRDB

/// The scratch file of one run. It lives in one transaction that is never committed and goes with the run.
final class Scratch: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    init(path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.label = "scratch"
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -24000;
                    """)
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: Self.tables)
            try database.beginTransaction(.immediate)
        }
    }

    func use<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try queue.writeWithoutTransaction(body)
    }

    /// Closes and removes the file.
    func remove() throws {
        try queue.writeWithoutTransaction { try $0.rollback() }
        try queue.close()
        try Files.remove(path)
    }

    private static let tables = """
        -- Each key of the run with the content that its first row states. The first half of the hash orders a feed's
        -- versions too, so that both can be walked side by side.
        CREATE TABLE seen(
            h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, content INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY(h1, h2)) WITHOUT ROWID;
        -- Later rows with the same key, whatever they state.
        CREATE TABLE repeats(
            h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(h1, h2, seq)) WITHOUT ROWID;
        -- Keys of rows that differ.
        CREATE TABLE conflicts(h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, PRIMARY KEY(h1, h2)) WITHOUT ROWID;
        -- Keys that only quarantined rows mention.
        CREATE TABLE mentioned(h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, PRIMARY KEY(h1, h2)) WITHOUT ROWID;
        -- Rows with records: place, the versions that they staged, and whether anything changed.
        CREATE TABLE rows(
            seq INTEGER PRIMARY KEY, payload INTEGER NOT NULL, number INTEGER NOT NULL, line INTEGER NOT NULL,
            byte_offset INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, changed INTEGER NOT NULL);
        -- Rows that are quarantined for sharing a key, each with a row that it differs from, or the line of one that is
        -- not of the run.
        CREATE TABLE quarantined(
            seq INTEGER PRIMARY KEY, type INTEGER NOT NULL, other INTEGER NOT NULL, h1 INTEGER NOT NULL,
            h2 INTEGER NOT NULL, other_line INTEGER);
        """
}
