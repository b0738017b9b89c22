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
    /// The line that stated it; 0 where none did.
    let line: Int
}

/// Looks up current versions one by one through prepared statements. The newest comes first, so that a long history costs
/// no more than a short one.
struct CurrentLookUp {
    private let query: Query

    init(_ database: Database) throws {
        // The cross join keeps the order of the index: nothing is sorted.
        query = try database.query(
            """
            SELECT v.id, v.subject, v.as_of, v.content, v.blob IS NULL, v.type, v.key,
                coalesce(r.retries, r.parent, r.id), v.line
            FROM versions v CROSS JOIN runs r ON r.id = v.run WHERE v.feed = ? AND v.key_hash = ? AND r.state = 2
            ORDER BY v.as_of DESC, v.id DESC
            """)
    }

    func current(feed: FeedID, name: RecordName, hash: NameHash) throws -> CurrentVersion? {
        query.bind(1, feed.rawValue)
        query.bind(2, hash.first)
        defer { query.reset() }
        while try query.step() {
            // The hash finds, the text decides.
            guard query.integer(5) == Int64(name.type.number), query.text(6, is: name.key) else { continue }
            return CurrentVersion(
                id: query.integer(0), subject: query.integer(1), asOf: query.integer(2), content: query.integer(3),
                isWithdrawn: query.integer(4) != 0, origin: query.integer(7),
                line: query.count(8))
        }
        return nil
    }
}
