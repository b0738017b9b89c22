// What matching asks of the store while it resolves components.

import Crypto
import GRDB
import SENDRecords

extension Store {
    /// The key of the blocking keys' hash.
    public var matchSecret: (UInt64, UInt64) {
        func word(_ start: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(secret[start + $1]) << UInt64(8 * $1) }
        }
        return (word(16), word(24))
    }

    /// SHA-256, by which unchanged content is told.
    public func digest(of bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }

    /// How many child keys belong to a child: all that derive has seen, and cheaper to count than identities.
    public func linkCount() throws -> Int {
        try read { Int(try $0.number("SELECT count(*) FROM links")) }
    }

    /// How many identities have each match key, in the order of the keys.
    public func matchCounts(of keys: [UInt64]) throws -> [Int] {
        try read { database in
            let count = try database.query("SELECT count(*) FROM match_keys WHERE hash = ?")
            return try keys.map { key in
                count.bind(1, Int64(bitPattern: key))
                return try count.first { $0.count(0) } ?? 0
            }
        }
    }

    /// The identities that have at least so many of these match keys, each once, in order of subject.
    public func identities(sharingAtLeast least: Int, of keys: [UInt64]) throws -> [StoredIdentity] {
        let subjects = try read { database in
            let members = try database.query("SELECT subject FROM match_keys WHERE hash = ?")
            var shared: [Int64: Int] = [:]
            for key in Set(keys) {
                members.bind(1, Int64(bitPattern: key))
                try members.eachRow { shared[$0.integer(0), default: 0] += 1 }
            }
            return shared.filter { $0.value >= least }.keys.sorted().map { SubjectID($0) }
        }
        let found = try identities(of: subjects)
        return subjects.compactMap { found[$0] }
    }

    /// The runs whose entries on the list are seen now.
    public func runsOnList() throws -> Set<RunID> {
        try read { Set(try Self.runsOnList(in: $0)) }
    }

    /// Child keys on the list by these runs, in order of subject, beginning after one: for walking a long list without
    /// holding it.
    public func touchedSubjects(
        _ kind: EntityKind, by runs: Set<RunID>, after: SubjectID?, limit: Int
    ) throws -> [SubjectID] {
        try read { database in
            var subjects: Set<Int64> = []
            for run in runs.sorted() {
                try database.rows(
                    "SELECT subject FROM touched WHERE run = ? AND kind = ? AND subject > ? ORDER BY subject LIMIT ?",
                    run,
                    Int(kind.rawValue), after?.rawValue ?? 0, limit
                ) { subjects.insert($0.integer(0)) }
            }
            return subjects.sorted().prefix(limit).map { SubjectID($0) }
        }
    }

    /// Those of these children whose founding child key has no identity any more, or is about to go, or that have no
    /// founder.
    public func childrenWithoutFounder(among children: Set<String>, going: Set<SubjectID>) throws -> Set<String> {
        try read { database in
            let alive = try database.query(
                "SELECT f.subject FROM founders f JOIN identities i ON i.subject = f.subject WHERE f.child = ?")
            return try children.filter { child in
                alive.bind(1, child)
                guard let founder = try alive.first({ SubjectID($0.integer(0)) }) else { return true }
                return going.contains(founder)
            }
        }
    }

    /// The place of the youngest child in the order of founding.
    public func lastFounderSequence() throws -> Int {
        try read { Int(try $0.number("SELECT coalesce(max(sequence), 0) FROM founders")) }
    }

    /// The numbers of these partner keys; those that have none get one.
    public func intern(_ keys: [SubjectKey]) throws -> [SubjectKey: SubjectID] {
        var found = try subjects(of: keys)
        let missing = keys.filter { found[$0] == nil }
        if missing.isEmpty { return found }
        for (key, id) in try write(
            "name subjects",
            { database in
                var interning = Interning(names: names)
                return try missing.map { ($0, SubjectID(try interning.number(of: $0, in: database))) }
            })
        {
            found[key] = id
        }
        return found
    }

    /// The place in the outbox of the newest delivery there ever was.
    public func lastDeliverySequence() throws -> Int64 {
        try read { try $0.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'") }
    }
}
