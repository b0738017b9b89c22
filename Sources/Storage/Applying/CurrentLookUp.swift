// The current version of a record: of those seen, the one with the greatest as-of time, the latest among equals.

import GRDB
import SENDRecords

/// What a feed states of a record now.
struct CurrentVersion {
    let id: Int64
    let subject: Int64
    let asOf: Int64
    let content: Int64
    let isWithdrawn: Bool
    /// The run in whose place it stands: for a retry the run that it retries, for what a snapshot left out the snapshot's.
    let origin: Int64
}

/// Looks up current versions one by one through prepared statements.
struct CurrentLookUp {
    private let query: Query

    init(_ database: Database) throws {
        query = try database.query(
            """
            SELECT v.id, v.subject, v.as_of, v.content, v.blob IS NULL, v.type, v.key,
                coalesce(r.retries, r.parent, r.id)
            FROM versions v JOIN runs r ON r.id = v.run WHERE v.feed = ? AND v.key_hash = ? AND r.state = 2
            """)
    }

    func current(feed: FeedID, name: RecordName, hash: NameHash) throws -> CurrentVersion? {
        query.bind(1, feed.rawValue)
        query.bind(2, hash.first)
        var current: CurrentVersion?
        try query.eachRow { row in
            let (id, asOf) = (row.integer(0), row.integer(2))
            if let current, (current.asOf, current.id) > (asOf, id) { return }
            // The hash finds, the text decides.
            guard row.integer(5) == Int64(name.type.number), row.text(6, is: name.key) else { return }
            current = CurrentVersion(
                id: id, subject: row.integer(1), asOf: asOf, content: row.integer(3), isWithdrawn: row.integer(4) != 0,
                origin: row.integer(7))
        }
        return current
    }
}
