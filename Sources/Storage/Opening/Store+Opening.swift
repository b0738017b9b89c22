// Opening a state folder, as its owner or beside it.

import GRDB

extension Store {
    /// Opens the store of a state folder. The owner makes folder, database and secret where they are missing, brings an
    /// older database up to date, and holds the folder's lock until it closes the store or ends.
    ///
    /// The owner calls `abandonUnfinishedRuns` next. Throws `StoreError.inUse` where another process owns the folder.
    public static func open(folder: String, as role: Role) throws -> Store {
        switch role {
        case .owner: try openAsOwner(folder)
        case .reader: try openAsReader(folder)
        }
    }

    private static func openAsOwner(_ folder: String) throws -> Store {
        for path in [folder, "\(folder)/payloads", "\(folder)/scratch", "\(folder)/work"] {
            try Files.makeFolder(path)
        }
        let lock = try OwnerLock(folder: folder)
        do {
            let secret = try StoreSecret.readOrMake(at: "\(folder)/key")
            // What a crash left of runs that were being staged, and of payloads that were being fetched or copied: all of
            // it comes again, and partner data must not lie about where nothing counts its days.
            for room in ["scratch", "work"] {
                for name in Files.names(in: "\(folder)/\(room)") { try Files.removeWhole("\(folder)/\(room)/\(name)") }
            }
            // SQLite gives its other files the rights of the database.
            let database = "\(folder)/\(databaseName)"
            if !Files.exists(database) { try Files.write([], to: database, mode: 0o600) }
            let pool = try makePool(folder, readingOnly: false)
            guard try Schema.isKnown(pool) else { throw StoreError.otherLayout(folder: folder) }
            try Schema.migrator.migrate(pool)
            let store = Store(
                folder: folder, role: .owner, secret: secret, pool: pool, ownerLock: lock,
                checkpoints: try Checkpoints(for: pool))
            try store.returnUnfinishedAttempts()
            return store
        } catch let error as DatabaseError {
            lock.release()
            throw StoreError.database(code: Int(error.extendedResultCode.rawValue), problem: error.message ?? "")
        } catch {
            lock.release()
            throw error
        }
    }

    private static func openAsReader(_ folder: String) throws -> Store {
        guard Files.exists("\(folder)/\(databaseName)"), let secret = try StoreSecret.read(at: "\(folder)/key") else {
            throw StoreError.noStore(folder: folder)
        }
        do {
            let store = Store(
                folder: folder, role: .reader, secret: secret, pool: try makePool(folder, readingOnly: true),
                ownerLock: nil, checkpoints: nil)
            guard try Schema.isCurrent(store.pool) else { throw StoreError.otherLayout(folder: folder) }
            return store
        } catch let error as DatabaseError {
            throw StoreError.database(code: Int(error.extendedResultCode.rawValue), problem: error.message ?? "")
        }
    }

    static let databaseName = "store.sqlite"

    static func makePool(_ folder: String, readingOnly: Bool) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "store"
        configuration.readonly = readingOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
            // KiB, for each connection: the writer's bulk loads gain most.
            try database.execute(sql: "PRAGMA cache_size = -\(database.configuration.readonly ? 8000 : 32000)")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        let pool = try DatabasePool(path: "\(folder)/\(databaseName)", configuration: configuration)
        if !readingOnly { try pool.writeWithoutTransaction(makeDurable) }
        return pool
    }

    /// A commit is on the disk when it returns. Said after opening, because setting up the log lowers it; and looked at,
    /// because a gateway that forgets after a power cut is worse than one that doesn't start.
    private static func makeDurable(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let full: Int64 = 2
        guard try database.number("PRAGMA synchronous") == full else {
            throw StoreError.database(code: 0, problem: "commits cannot be made durable")
        }
    }
}
