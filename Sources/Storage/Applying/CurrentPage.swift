// What a feed states now, page by page: a snapshot is compared with it.

import GRDB
import SENDRecords

/// The current version of a record, as a walk over a feed finds it.
struct ListedRecord {
    let id: Int64
    let type: RecordType
    let key: String
    let keyHash: Int64
    let subject: Int64
    let isWithdrawn: Bool

    fileprivate init(_ row: Query) throws {
        guard let type = RecordType.numbered(UInt8(truncatingIfNeeded: row.integer(1))) else {
            throw StoreError.notFound(what: "record type")
        }
        self.type = type
        id = row.integer(0)
        key = row.text(2)
        keyHash = row.integer(3)
        subject = row.integer(4)
        isWithdrawn = row.integer(5) != 0
    }
}

/// Some current records of a feed, from the greatest hash downwards.
///
/// The newest version of a record comes first; what it was before is left unread.
struct CurrentPage {
    private(set) var records: [ListedRecord] = []
    /// The hash from which the next page goes on; nil at the end.
    private(set) var next: Int64?

    private static let size = 4000

    init(of feed: FeedID, from first: Int64, in database: Database) throws {
        // The cross join keeps the order of the index: nothing is sorted.
        let query = try database.query(
            """
            SELECT v.id, v.type, v.key, v.key_hash, v.subject, v.blob IS NULL, r.state
            FROM versions v CROSS JOIN runs r ON r.id = v.run WHERE v.feed = ? AND v.key_hash <= ?
            ORDER BY v.key_hash DESC, v.as_of DESC, v.id DESC
            """)
        query.bind(1, feed.rawValue)
        query.bind(2, first)
        defer { query.reset() }
        var history = HistorySkip(database)
        // Where in `records` those of the present hash begin.
        var group = 0
        while try query.step() {
            let hash = query.integer(3)
            if history.begins(feed: feed.rawValue, hash: hash) {
                if records.count >= Self.size {
                    next = hash
                    return
                }
                group = records.count
            }
            // The newest of a key is the one that counts. Only keys of one hash can be the same.
            if query.integer(6) == Int64(RunState.applied.rawValue) {
                let record = try ListedRecord(query)
                let isOlder = records[group...].contains { $0.key == record.key && $0.type == record.type }
                if !isOlder { records.append(record) }
            }
            if try history.mayBeLeft(whenFound: records.count > group) {
                if hash == .min { return }
                query.reset()
                query.bind(2, hash - 1)
            }
        }
    }
}

/// Says when the rest of a record's versions need not be read, in a walk that sees the newest of each first.
struct HistorySkip {
    private let database: Database
    private var present: (feed: Int64, hash: Int64)?
    private var versions = 0
    private var isShared: Bool?

    /// So many are read one after the other before the rest is jumped over: a jump costs more than a few steps.
    private static let few = 8

    init(_ database: Database) {
        self.database = database
    }

    /// Counts a version; true where it is the first of its hash.
    mutating func begins(feed: Int64, hash: Int64) -> Bool {
        versions += 1
        if let present, present == (feed, hash) { return false }
        present = (feed, hash)
        versions = 1
        isShared = nil
        return true
    }

    /// Whether the walk may go on with the next hash. Where two keys have one hash, every version is read.
    mutating func mayBeLeft(whenFound isFound: Bool) throws -> Bool {
        guard isFound, versions >= Self.few, let present else { return false }
        if let isShared { return !isShared }
        let isShared =
            try database.number(
                "SELECT EXISTS(SELECT 1 FROM shared_hashes WHERE feed = ? AND key_hash = ?)", present.feed, present.hash
            ) != 0
        self.isShared = isShared
        return !isShared
    }
}
