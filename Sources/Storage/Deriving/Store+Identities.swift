// Identities and the hashed keys by which matching finds its candidates.

import GRDB
import SENDRecords

extension Store {
    /// Stores identities with their match keys, in slices. A subject's earlier keys are replaced. Matching can be cut off
    /// at any point: the subjects are still on the list, and the next pass stores the same again.
    public func saveIdentities(_ updates: [IdentityUpdate]) throws {
        for slice in updates.slices(of: 1000) {
            try write("save identities") { try $0.save(slice) }
        }
    }

    /// Visits every identity in order of subject, in bounded memory. One snapshot of the store; the body must not call the
    /// store.
    public func forEachIdentity(_ body: (StoredIdentity) throws -> Void) throws {
        try read { database in
            let keys = KeyLookUp(names: names, in: database)
            try database.rows("SELECT subject, blob FROM identities ORDER BY subject") { row in
                let subject = SubjectID(row.integer(0))
                guard let key = try keys.key(of: subject) else { return }
                try body(StoredIdentity(subject: subject, key: key, blob: row.bytes(1)))
            }
        }
    }

    /// The identities of these subjects; those without one are left out.
    public func identities(of subjects: [SubjectID]) throws -> [SubjectID: StoredIdentity] {
        try read { database in
            let lookUp = try IdentityLookUp(names: names, in: database)
            var found: [SubjectID: StoredIdentity] = [:]
            for subject in subjects { found[subject] = try lookUp.identity(of: subject) }
            return found
        }
    }

    /// Every identity that has at least one of these match keys. A key with more members than the limit gives none and is
    /// named as crowded.
    public func identities(sharing keys: [UInt64], limitPerKey: Int = 500) throws -> SharedIdentities {
        try read { database in
            let members = try database.query("SELECT subject FROM match_keys WHERE hash = ? ORDER BY subject LIMIT ?")
            var subjects: Set<SubjectID> = []
            var crowded: [UInt64] = []
            for key in keys {
                members.bind(1, Int64(bitPattern: key))
                members.bind(2, limitPerKey + 1)
                var found: [SubjectID] = []
                try members.eachRow { found.append(SubjectID($0.integer(0))) }
                if found.count > limitPerKey { crowded.append(key) } else { subjects.formUnion(found) }
            }
            let lookUp = try IdentityLookUp(names: names, in: database)
            return SharedIdentities(
                identities: try subjects.sorted().compactMap(lookUp.identity(of:)), crowded: crowded)
        }
    }
}

private struct IdentityLookUp {
    private let blob: Query
    private let keys: KeyLookUp

    init(names: NameCache, in database: Database) throws {
        blob = try database.query("SELECT blob FROM identities WHERE subject = ?")
        keys = KeyLookUp(names: names, in: database)
    }

    func identity(of subject: SubjectID) throws -> StoredIdentity? {
        blob.bind(1, subject.rawValue)
        guard let bytes = try blob.first({ $0.bytes(0) }), let key = try keys.key(of: subject) else { return nil }
        return StoredIdentity(subject: subject, key: key, blob: bytes)
    }
}

extension Database {
    /// Stores identities and their match keys. The keys go in by order of their hash, so that neighbours in the index are
    /// written together.
    func save(_ updates: some Sequence<IdentityUpdate>) throws {
        let find = try query("SELECT keys FROM identities WHERE subject = ?")
        let store = try query("INSERT OR REPLACE INTO identities(subject, blob, keys) VALUES(?, ?, ?)")
        var added: [MatchKey] = []
        var removed: [MatchKey] = []
        for update in updates {
            let keys = update.blob == nil ? [] : Set(update.matchKeys.map { Int64(bitPattern: $0) })
            find.bind(1, update.subject.rawValue)
            let before = Set(Self.unpacked(try find.first { $0.bytes(0) } ?? []))
            for key in before where !keys.contains(key) { removed.append(MatchKey(key, update.subject)) }
            for key in keys where !before.contains(key) { added.append(MatchKey(key, update.subject)) }
            guard let blob = update.blob else {
                try run("DELETE FROM identities WHERE subject = ?", update.subject)
                continue
            }
            store.bind(1, update.subject.rawValue)
            store.bind(2, blob)
            store.bind(3, Self.packed(keys.sorted()))
            try store.run()
        }
        try change(removed, "DELETE FROM match_keys WHERE hash = ? AND subject = ?")
        try change(added, "INSERT OR IGNORE INTO match_keys(hash, subject) VALUES(?, ?)")
    }

    private struct MatchKey {
        let hash: Int64
        let subject: Int64

        init(_ hash: Int64, _ subject: SubjectID) {
            self.hash = hash
            self.subject = subject.rawValue
        }
    }

    private func change(_ keys: [MatchKey], _ text: String) throws {
        let statement = try query(text)
        for key in keys.sorted(by: { ($0.hash, $0.subject) < ($1.hash, $1.subject) }) {
            statement.bind(1, key.hash)
            statement.bind(2, key.subject)
            try statement.run()
        }
    }

    private static func packed(_ keys: [Int64]) -> [UInt8] {
        keys.withUnsafeBytes { [UInt8]($0) }
    }

    private static func unpacked(_ bytes: [UInt8]) -> [Int64] {
        bytes.withUnsafeBytes { raw in
            (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self) }
        }
    }
}
