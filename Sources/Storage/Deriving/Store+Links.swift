// Children and the child keys that belong to them.

import GRDB
import SENDRecords

extension Store {
    /// Which child each of these child keys belongs to.
    public func links(of subjects: [SubjectID]) throws -> [SubjectID: StoredLink] {
        try read { database in
            let find = try database.query("SELECT subject, child, sureness, evidence FROM links WHERE subject = ?")
            var found: [SubjectID: StoredLink] = [:]
            for subject in subjects {
                find.bind(1, subject.rawValue)
                found[subject] = try find.first(Self.link)
            }
            return found
        }
    }

    /// The child keys of each of these children, in order of subject.
    public func members(of children: [String]) throws -> [String: [StoredLink]] {
        try read { database in
            let find = try database.query(
                "SELECT subject, child, sureness, evidence FROM links WHERE child = ? ORDER BY subject")
            var found: [String: [StoredLink]] = [:]
            for child in children {
                find.bind(1, child)
                try find.eachRow { found[child, default: []].append(Self.link($0)) }
            }
            return found
        }
    }

    /// The children that come after this one in the order of their identifiers; none at the end. For walks that hold no
    /// more than a slice of them.
    public func children(after child: String, limit: Int) throws -> [String] {
        try read { database in
            try database.list("SELECT DISTINCT child FROM links WHERE child > ? ORDER BY child LIMIT ?", child, limit) {
                $0.text(0)
            }
        }
    }

    /// The child keys after this one that belong to no child: nobody states who they are, or it isn't derived yet.
    public func childKeysWithoutChild(after subject: SubjectID, limit: Int) throws -> [SubjectID] {
        try read { database in
            try database.list(
                """
                SELECT id FROM subjects WHERE id > ? AND space IN (SELECT id FROM spaces WHERE kind = ?)
                    AND NOT EXISTS (SELECT 1 FROM links WHERE subject = subjects.id) ORDER BY id LIMIT ?
                """, subject.rawValue, Int(EntityKind.child.rawValue), limit
            ) { SubjectID($0.integer(0)) }
        }
    }

    /// Visits every link in order of subject. The body must not call the store.
    public func forEachLink(_ body: (StoredLink) throws -> Void) throws {
        try read { database in
            try database.rows("SELECT subject, child, sureness, evidence FROM links ORDER BY subject") {
                try body(Self.link($0))
            }
        }
    }

    /// The founders among these child keys, by subject and sequence.
    public func founders(among subjects: [SubjectID]) throws -> [Founder] {
        try read { database in
            let find = try database.query(
                "SELECT child, subject, sequence FROM founders WHERE subject = ? ORDER BY sequence")
            var found: [Founder] = []
            for subject in Set(subjects).sorted() {
                find.bind(1, subject.rawValue)
                try find.eachRow { row in
                    found.append(
                        Founder(child: row.text(0), subject: SubjectID(row.integer(1)), sequence: row.count(2)))
                }
            }
            return found
        }
    }

    /// Who founded a child, or nil where there never was one of this identifier.
    public func founder(of child: String) throws -> Founder? {
        try read { database in
            try database.first("SELECT subject, sequence FROM founders WHERE child = ?", child) { row in
                Founder(child: child, subject: SubjectID(row.integer(0)), sequence: row.count(1))
            }
        }
    }

    /// Links that wait for a person, the weightiest first.
    public func doubtfulLinks(limit: Int = 1000) throws -> [DoubtfulLink] {
        try read { database in
            try database.list(
                "SELECT first, second, weight, evidence FROM doubtful ORDER BY weight DESC, first, second LIMIT ?",
                limit
            ) { row in
                DoubtfulLink(
                    first: SubjectID(row.integer(0)), second: SubjectID(row.integer(1)), weight: row.real(2),
                    evidence: row.bytes(3))
            }
        }
    }

    static func link(_ row: Query) -> StoredLink {
        StoredLink(
            subject: SubjectID(row.integer(0)), child: row.text(1), sureness: row.real(2), evidence: row.bytes(3))
    }
}
