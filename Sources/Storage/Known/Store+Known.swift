// Who is known to have SEND, and which files were read before somebody became known.

import GRDB
import SENDRecords

extension KnownGrowth: Bindable {
    func bind(to query: Query, at index: Int32) { query.bind(index, rawValue) }
}

extension Store {
    private static let growthNote = "known children"

    /// The latest growth.
    public func knownGrowth() throws -> KnownGrowth {
        try read { try Self.knownGrowth(in: $0) }
    }

    /// When the first of these keys became known; nil where none is.
    public func known(byAnyOf keys: [UInt64]) throws -> KnownGrowth? {
        try read { database in
            let find = try database.query("SELECT min(growth) FROM known_keys WHERE hash = ?")
            var first: KnownGrowth?
            for key in keys {
                find.bind(1, Int64(bitPattern: key))
                guard let growth = try find.first({ $0.optionalInteger(0) }) ?? nil else { continue }
                first = min(first ?? KnownGrowth(growth), KnownGrowth(growth))
            }
            return first
        }
    }

    /// Puts the keys of these child keys in the place of their earlier ones. Where a key comes that nobody had, the known
    /// children have grown. What hasn't changed is not written.
    public func saveKnown(_ updates: [KnownUpdate]) throws {
        for slice in updates.slices(of: 1000) {
            let changes = try read { try KnownChanges(Array(slice), in: $0) }
            if changes.isEmpty { continue }
            try write("note known children") { database in
                let growth = KnownGrowth(try Self.knownGrowth(in: database).rawValue + 1)
                if try changes.apply(growth, in: database) {
                    try database.run(
                        "INSERT OR REPLACE INTO notes(name, text) VALUES(?, ?)", Self.growthNote,
                        String(growth.rawValue))
                }
            }
        }
    }

    /// Applied runs that were read at an earlier growth, have left rows out, and whose files are kept: oldest first.
    public func runsBeforeKnown() throws -> [RunBeforeKnown] {
        try read { database in
            try database.list(
                """
                SELECT r.id, r.feed, f.name, f.adapter, r.as_of, r.claim, r.known, NOT EXISTS (
                    SELECT 1 FROM runs n WHERE n.feed = r.feed AND n.state = 2 AND n.kind NOT IN (4, 5)
                        AND (n.as_of, n.id) > (r.as_of, r.id))
                FROM runs r JOIN feeds f ON f.id = r.feed
                WHERE r.known IS NOT NULL AND r.known < ? AND r.state = 2 AND r.left_out > 0 AND NOT EXISTS (
                    SELECT 1 FROM run_payloads p WHERE p.run = r.id
                        AND NOT EXISTS (SELECT 1 FROM payloads k WHERE k.hash = p.hash))
                ORDER BY r.as_of, r.id
                """, try Self.knownGrowth(in: database)
            ) { row in
                RunBeforeKnown(
                    run: RunID(row.integer(0)), feed: FeedID(row.integer(1)), feedName: row.text(2),
                    adapter: row.text(3), asOf: Instant(milliseconds: row.integer(4)), claim: row.optionalText(5),
                    growth: KnownGrowth(row.integer(6)), isLatest: row.integer(7) != 0)
            }
        }
    }

    /// Up to which growth the files of a run have been read.
    public func growth(readBy run: RunID) throws -> KnownGrowth? {
        try read { database in
            try database.first("SELECT known FROM runs WHERE id = ?", run) { $0.optionalInteger(0) } ?? nil
        }.map(KnownGrowth.init)
    }

    /// Notes up to which growth the files of a run have been read.
    public func note(_ growth: KnownGrowth, readBy run: RunID) throws {
        try write("note known children") { try $0.run("UPDATE runs SET known = ? WHERE id = ?", growth, run) }
    }

    private static func knownGrowth(in database: Database) throws -> KnownGrowth {
        let text = try database.first("SELECT text FROM notes WHERE name = ?", growthNote) { $0.text(0) }
        return KnownGrowth(text.flatMap { Int64($0) } ?? 0)
    }
}

/// What has come and gone among the keys of some child keys.
private struct KnownChanges {
    private struct Pair {
        let hash: Int64
        let subject: SubjectID
    }

    private var added: [Pair] = []
    private var removed: [Pair] = []

    var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    init(_ updates: [KnownUpdate], in database: Database) throws {
        for update in updates {
            let before = Set(
                try database.list("SELECT hash FROM known_keys WHERE subject = ?", update.subject) { $0.integer(0) })
            let keys = Set(update.keys.map { Int64(bitPattern: $0) })
            added += keys.subtracting(before).sorted().map { Pair(hash: $0, subject: update.subject) }
            removed += before.subtracting(keys).sorted().map { Pair(hash: $0, subject: update.subject) }
        }
    }

    /// - Returns: whether a key has come that nobody had.
    func apply(_ growth: KnownGrowth, in database: Database) throws -> Bool {
        var hasGrown = false
        for pair in added {
            let first =
                try database.first("SELECT min(growth) FROM known_keys WHERE hash = ?", pair.hash) {
                    $0.optionalInteger(0)
                } ?? nil
            if first == nil { hasGrown = true }
            // Known as long as it has been by anybody.
            try database.run(
                "INSERT INTO known_keys(hash, subject, growth) VALUES(?, ?, ?)", pair.hash, pair.subject,
                first ?? growth.rawValue)
        }
        for pair in removed {
            try database.run("DELETE FROM known_keys WHERE hash = ? AND subject = ?", pair.hash, pair.subject)
        }
        return hasGrown
    }
}
