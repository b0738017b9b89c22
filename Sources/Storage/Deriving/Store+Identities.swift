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

    /// Puts in the match keys of many identities before the identities themselves are stored slice by slice. A million
    /// identities have some fourteen million keys all over the index: in slices of identities nearly every key writes a
    /// page of its own. Here they go in by order of hash, millions at a time.
    ///
    /// Until the identities are stored too, keys and identities don't fit: only for a pass that is gone through again
    /// when it is cut off, and that then begins with `forgetMatchKeys` and puts in those of all identities, `afresh`.
    public func saveMatchKeys(count: Int, afresh: Bool, _ update: (Int) -> IdentityUpdate) throws {
        var changes = MatchKeyChanges()
        for start in stride(from: 0, to: count, by: 1000) {
            let updates = (start..<min(start + 1000, count)).map(update)
            try read { database in
                let find = try database.query("SELECT keys FROM identities WHERE subject = ?")
                for update in updates { try changes.add(update, storedBy: afresh ? nil : find) }
            }
            if changes.count >= 2_000_000 { try save(&changes) }
        }
        try save(&changes)
    }

    /// Takes all match keys away, in slices.
    public func forgetMatchKeys() throws {
        while try write(
            "forget match keys",
            { database in
                try database.run(
                    """
                    DELETE FROM match_keys WHERE (hash, subject) IN (SELECT hash, subject FROM match_keys LIMIT 20000)
                    """)
                return database.changesCount
            }) > 0
        {}
    }

    private func save(_ changes: inout MatchKeyChanges) throws {
        changes.sort()
        for part in changes.removed.slices(of: 20_000) {
            try write("save match keys") { try $0.remove(part) }
        }
        for part in changes.added.slices(of: 20_000) {
            try write("save match keys") { try $0.add(part) }
        }
        changes.clear()
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
        var changes = MatchKeyChanges()
        for update in updates {
            if !update.keysAreSaved { try changes.add(update, storedBy: find) }
            guard let blob = update.blob else {
                try run("DELETE FROM identities WHERE subject = ?", update.subject)
                continue
            }
            store.bind(1, update.subject.rawValue)
            store.bind(2, blob)
            store.bind(3, MatchKeyChanges.packed(update.matchKeys))
            try store.run()
        }
        changes.sort()
        try remove(changes.removed[...])
        try add(changes.added[...])
    }

    fileprivate func remove(_ keys: ArraySlice<MatchKey>) throws {
        try change(keys, "DELETE FROM match_keys WHERE hash = ? AND subject = ?")
    }

    fileprivate func add(_ keys: ArraySlice<MatchKey>) throws {
        try change(keys, "INSERT OR IGNORE INTO match_keys(hash, subject) VALUES(?, ?)")
    }

    private func change(_ keys: ArraySlice<MatchKey>, _ text: String) throws {
        let statement = try query(text)
        for key in keys {
            statement.bind(1, key.hash)
            statement.bind(2, key.subject)
            try statement.run()
        }
    }
}

/// A row of the index by which identities are found.
private struct MatchKey: Comparable {
    let hash: Int64
    let subject: Int64

    static func < (left: MatchKey, right: MatchKey) -> Bool {
        (left.hash, left.subject) < (right.hash, right.subject)
    }
}

/// What becomes of match keys when identities change.
private struct MatchKeyChanges {
    private(set) var added: [MatchKey] = []
    private(set) var removed: [MatchKey] = []

    var count: Int { added.count + removed.count }

    /// - Parameter find: gives the keys that are stored for a subject; without it none are.
    mutating func add(_ update: IdentityUpdate, storedBy find: Query?) throws {
        let subject = update.subject.rawValue
        let keys = update.blob == nil ? [] : Set(update.matchKeys.map { Int64(bitPattern: $0) })
        find?.bind(1, subject)
        let before = Set(Self.unpacked(try find?.first { $0.bytes(0) } ?? []))
        for key in before where !keys.contains(key) { removed.append(MatchKey(hash: key, subject: subject)) }
        for key in keys where !before.contains(key) { added.append(MatchKey(hash: key, subject: subject)) }
    }

    mutating func sort() {
        added.sort()
        removed.sort()
    }

    mutating func clear() {
        added.removeAll(keepingCapacity: true)
        removed.removeAll(keepingCapacity: true)
    }

    static func packed(_ keys: [UInt64]) -> [UInt8] {
        Set(keys.map { Int64(bitPattern: $0) }).sorted().withUnsafeBytes { [UInt8]($0) }
    }

    private static func unpacked(_ bytes: [UInt8]) -> [Int64] {
        bytes.withUnsafeBytes { raw in
            (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self) }
        }
    }
}
