// The store: everything that sendgate remembers, in one state folder.

import GRDB
import SENDRecords

/// The store of one state folder. Its steps are whole: each one is seen entirely or not at all, also after a crash.
///
/// Every step blocks its caller until it is durable, so it is called from a named thread, never from the cooperative
/// pool. Any number of threads may call at once. Steps that change something are for the owner of the folder; a reader
/// works beside it.
///
///     let store = try Store.open(folder: "/var/lib/sendgate", as: .owner)
///     let feed = try store.feed(named: "school-pupils@103456", adapter: "school-pupils")
public final class Store: Sendable {
    /// What a process does with the store.
    public enum Role: Sendable {
        /// Reads and writes; there is one for a state folder.
        case owner
        /// Reads, beside the owner.
        case reader
    }

    /// The state folder.
    public let folder: String
    public let role: Role
    /// 32 bytes made at the first start and never shown: the key for hashes that must not be guessed.
    public let secret: [UInt8]

    let pool: DatabasePool
    let keyedHash: KeyedHash
    let clock = Locked(WriteClock())
    let names = NameCache()
    let stagings = Locked<[RunID: Staging]>([:])
    /// Where payloads are: a copy for a trial reads those of the store that it was made of.
    let payloadFolder: String
    private let ownerLock: OwnerLock?
    private let checkpoints: Checkpoints?

    init(
        folder: String, role: Role, secret: [UInt8], pool: DatabasePool, ownerLock: OwnerLock?,
        checkpoints: Checkpoints?, payloadFolder: String? = nil
    ) {
        self.folder = folder
        self.payloadFolder = payloadFolder ?? folder + "/payloads"
        self.role = role
        self.secret = secret
        self.pool = pool
        self.ownerLock = ownerLock
        self.checkpoints = checkpoints
        keyedHash = KeyedHash(secret: secret)
    }

    /// Closes the database and gives the state folder free. No step may be under way.
    public func close() throws {
        try translated {
            try checkpoints?.close(pool)
            try pool.close()
        }
        ownerLock?.release()
    }

    /// The longest time in seconds that each step held the write lock since the store was opened, commit included.
    public var longestWriteLock: [String: Double] { clock.with { $0.longest } }

    /// Files are gathered here before `keep` moves them among the payloads: the same file system, so a move is a rename.
    public var workFolder: String { folder + "/work" }

    /// Where a run can put what it needs only until its end; emptied at every start.
    public var scratchFolder: String { folder + "/scratch" }

    /// Reads in one snapshot of the database.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try translated { try pool.read(body) }
    }

    /// One transaction under the write lock, which is measured.
    func write<Result>(_ step: String, _ body: (Database) throws -> Result) throws -> Result {
        guard role == .owner else { throw StoreError.readingOnly }
        defer { checkpoints?.runWhereDue() }
        return try translated {
            try pool.writeWithoutTransaction { database in
                var result: Result?
                var begun = WriteClock.now()
                defer {
                    let seconds = WriteClock.now() - begun
                    clock.with { $0.note(step, seconds: seconds) }
                }
                try database.inTransaction(.immediate) {
                    begun = WriteClock.now()
                    result = try body(database)
                    return .commit
                }
                guard let result else { preconditionFailure("the transaction was committed without a result") }
                return result
            }
        }
    }

    /// Lets no error type of the database out.
    func translated<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError.database(
                code: Int(error.extendedResultCode.rawValue), problem: error.message ?? "no further word")
        }
    }
}
