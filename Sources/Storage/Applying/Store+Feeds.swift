// Feeds, and whether a payload is already received.

import Crypto
import GRDB
import SENDRecords

extension Store {
    /// The feed of this name, made where it is new. The adapter is the one that last ran it.
    public func feed(named name: String, adapter: String) throws -> FeedID {
        if let known = try feed(named: name), known.adapter == adapter { return known.id }
        return try write("name a feed") { database in
            try database.run(
                """
                INSERT INTO feeds(name, adapter) VALUES(?, ?)
                ON CONFLICT(name) DO UPDATE SET adapter = excluded.adapter
                """, name, adapter)
            return FeedID(try database.number("SELECT id FROM feeds WHERE name = ?", name))
        }
    }

    /// The feed of this name, or nil.
    public func feed(named name: String) throws -> FeedState? {
        try read { try $0.first(Self.feedColumns + " WHERE name = ?", name, body: Self.feedState) }
    }

    /// What the store remembers of a feed.
    public func feed(_ feed: FeedID) throws -> FeedState {
        let found = try read { try $0.first(Self.feedColumns + " WHERE id = ?", feed, body: Self.feedState) }
        guard let found else { throw StoreError.notFound(what: "feed") }
        return found
    }

    /// All feeds by name.
    public func feeds() throws -> [FeedState] {
        try read { try $0.list(Self.feedColumns + " ORDER BY name", body: Self.feedState) }
    }

    /// Whether a run of the feed of this name was ever applied.
    public func wasApplied(_ name: String) throws -> Bool {
        try read { database in
            try database.first("SELECT last_as_of FROM feeds WHERE name = ?", name) { $0.optionalInteger(0) != nil }
                ?? false
        }
    }

    /// Keeps a text for the feed, and its cursor where one is given, outside of any run.
    public func remember(_ feed: FeedID, state: String, cursor: [UInt8]? = nil) throws {
        try write("remember a feed") { database in
            try database.run(
                "UPDATE feeds SET state = ?, cursor = coalesce(?, cursor) WHERE id = ?", state, cursor, feed)
        }
    }

    /// Whether these payloads, in this order and under this manifest, are the feed's latest: then they are already
    /// received, and the run is recorded as unchanged. Older bytes that return are a new statement.
    public func isLatest(_ feed: FeedID, payloads: [RunPayload], manifest: String) throws -> Bool {
        let digest = Self.digest(of: payloads)
        return try read { database in
            try database.first("SELECT last_payload, manifest FROM feeds WHERE id = ?", feed) { row in
                row.bytes(0) == digest && row.text(1) == manifest
            } ?? false
        }
    }

    /// One digest for the payloads of a set.
    static func digest(of payloads: [RunPayload]) -> [UInt8] {
        var digest = SHA256()
        for payload in payloads {
            digest.update(data: payload.hash.bytes)
            // The same bytes say something else of another school or day.
            if !payload.requested.isWhole { digest.update(data: Array(payload.requested.words.utf8)) }
        }
        return Array(digest.finalize())
    }

    private static let feedColumns = "SELECT id, name, adapter, cursor, last_as_of, manifest, state FROM feeds"

    private static func feedState(_ row: Query) -> FeedState {
        FeedState(
            id: FeedID(row.integer(0)), name: row.text(1), adapter: row.text(2), cursor: row.optionalBytes(3),
            lastAsOf: row.optionalInteger(4).map(Instant.init(milliseconds:)), manifest: row.optionalText(5),
            state: row.text(6))
    }
}
