// Partner keys and their numbers.

import GRDB
import SENDRecords

/// Finds the partner key behind a number.
struct KeyLookUp {
    private let names: NameCache
    private let database: Database

    init(names: NameCache, in database: Database) {
        self.names = names
        self.database = database
    }

    func key(of subject: SubjectID) throws -> SubjectKey? {
        let query = try database.query("SELECT space, key FROM subjects WHERE id = ?")
        query.bind(1, subject.rawValue)
        guard let found = try query.first({ (space: $0.integer(0), key: $0.text(1)) }) else { return nil }
        let space = try names.space(found.space, in: database)
        return SubjectKey(space.kind, space: space.name, key: found.key)
    }
}

extension Store {
    /// The number of a partner key, or nil where no feed and no person ever named it.
    public func subject(of key: SubjectKey) throws -> SubjectID? {
        try subjects(of: [key])[key]
    }

    /// The numbers of those partner keys that have one.
    public func subjects(of keys: [SubjectKey]) throws -> [SubjectKey: SubjectID] {
        try read { database in
            let find = try database.query("SELECT id FROM subjects WHERE space = ? AND key = ?")
            var found: [SubjectKey: SubjectID] = [:]
            for key in keys {
                let space = NameCache.Space(kind: key.kind, name: key.space)
                guard let number = try names.number(of: space, in: database) else { continue }
                find.bind(1, number)
                find.bind(2, key.key)
                found[key] = try find.first { SubjectID($0.integer(0)) }
            }
            return found
        }
    }

    /// The partner keys with these numbers.
    public func keys(of subjects: [SubjectID]) throws -> [SubjectID: SubjectKey] {
        try read { database in
            let lookUp = KeyLookUp(names: names, in: database)
            var found: [SubjectID: SubjectKey] = [:]
            for subject in subjects { found[subject] = try lookUp.key(of: subject) }
            return found
        }
    }

    /// How many subjects of a kind there are: child keys, for instance.
    public func subjectCount(_ kind: EntityKind) throws -> Int {
        try read { database in
            Int(
                try database.number(
                    "SELECT count(*) FROM subjects WHERE space IN (SELECT id FROM spaces WHERE kind = ?)",
                    Int(kind.rawValue)))
        }
    }
}
