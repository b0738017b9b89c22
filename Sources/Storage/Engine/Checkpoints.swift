// Moving the log into the database, beside the writer and not under its lock: the disk may take its time.

import GRDB
import GRDBSQLite

/// Runs checkpoints on a connection of their own. SQLite lets others write meanwhile; only the caller waits.
final class Checkpoints: Sendable {
    /// A slice of a bulk load writes about a thousand pages; few large checkpoints write each page less often.
    private static let pagesBetween: Int32 = 4000

    /// Pages in the log, as the writer's last commit left it.
    private let pages = Locked<Int32>(0)
    private let isRunning = Locked(false)
    private let queue: DatabaseQueue

    /// Watches the writer of a pool, which no longer runs checkpoints itself.
    init(for pool: DatabasePool) throws {
        var configuration = Configuration()
        configuration.label = "checkpoints"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // The log is durable before its pages go into the database, and these before the log is used anew.
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -200")
        }
        queue = try DatabaseQueue(path: pool.path, configuration: configuration)
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            // Lives as long as the store, and so as any write; `close` takes the hook away before.
            let watched = Unmanaged.passUnretained(pages).toOpaque()
            sqlite3_wal_hook(
                database.sqliteConnection,
                { context, _, _, count in
                    if let context {
                        Unmanaged<Locked<Int32>>.fromOpaque(context).takeUnretainedValue().with { $0 = count }
                    }
                    return SQLITE_OK
                }, watched)
        }
    }

    /// Runs a checkpoint where the log is long and nobody else does. A failure is no loss: the log stays and is read from.
    func runWhereDue() {
        guard pages.with({ $0 >= Self.pagesBetween }) else { return }
        let isFirst = isRunning.with { running in
            defer { running = true }
            return !running
        }
        guard isFirst else { return }
        defer { isRunning.with { $0 = false } }
        try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
    }

    /// Takes the hook away and closes the connection.
    func close(_ pool: DatabasePool) throws {
        pool.writeWithoutTransaction { database in
            // There is none where the pool is closed already.
            if let connection = database.sqliteConnection { _ = sqlite3_wal_hook(connection, nil, nil) }
        }
        try queue.close()
    }
}
