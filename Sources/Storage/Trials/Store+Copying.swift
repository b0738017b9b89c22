// A copy of the whole store, in which a feed on trial can do all that a live one does: it is thrown away afterwards.

import GRDB
import SENDRecords

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

extension Store {
    /// What a copy for a trial would take, and what the disk has left.
    public struct CopyRoom: Hashable, Sendable {
        public let needed: Int
        public let free: Int

        /// Half as much again as the store: the trial writes too. What is left must do for the store itself.
        public var isEnough: Bool { free > needed + needed / 2 + (256 << 20) }
    }

    /// Whether there is room on the disk for a copy.
    public func roomForCopy() throws -> CopyRoom {
        let needed = try read { try Int($0.number("PRAGMA page_count") * $0.number("PRAGMA page_size")) }
        var room = statvfs()
        guard statvfs(scratchFolder, &room) == 0 else { throw Files.problem(scratchFolder) }
        return CopyRoom(needed: needed, free: Int(room.f_bavail) * Int(room.f_frsize))
    }

    /// A copy of the store as it is at this moment, with the payloads of this one. It can be written to like any store and
    /// touches nothing of this one. Call `throwAway` at its end; what a crash leaves of it goes at the next start, with all
    /// that lies in the scratch folder.
    ///
    /// Others write to this store meanwhile. The copy isn't made durable: nobody will ever ask for it again.
    public func makeCopy(named name: String) throws -> Store {
        guard role == .owner else { throw StoreError.readingOnly }
        let folder = "\(scratchFolder)/\(name)"
        for path in [folder, "\(folder)/scratch", "\(folder)/work"] { try Files.makeFolder(path) }
        do {
            let path = "\(folder)/\(Self.databaseName)"
            // SQLite gives its other files the rights of the database.
            try Files.write([], to: path, mode: 0o600)
            let copy = try translated {
                let queue = try DatabaseQueue(path: path)
                try pool.backup(to: queue)
                try queue.close()
                let pool = try Self.makePool(folder, readingOnly: false)
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
                return Store(
                    folder: folder, role: .owner, secret: secret, pool: pool, ownerLock: nil, checkpoints: nil,
                    payloadFolder: payloadFolder)
            }
            // Runs that others are staging in this store have no scratch file in the copy, and are nothing to it.
            try copy.write("forget unfinished runs") {
                try $0.run("UPDATE runs SET state = 5, swept = 1 WHERE state = 1")
            }
            return copy
        } catch {
            try? Files.removeWhole(folder)
            throw error
        }
    }

    /// Closes a copy and removes it.
    public func throwAway() throws {
        precondition(payloadFolder != "\(folder)/payloads", "only a copy is thrown away")
        try close()
        try Files.removeWhole(folder)
    }
}
