// The list of subjects that derive still has to look at.

import GRDB
import SENDRecords

extension Store {
    /// How many entries the list has, of one kind or of all. A subject that two runs touched counts twice.
    public func touchedCount(_ kind: EntityKind? = nil) throws -> Int {
        try read { database in
            try Self.runsOnList(in: database).reduce(0) { total, run in
                let kinds = kind.map { [$0] } ?? EntityKind.allCases
                return try total
                    + kinds.reduce(0) { sum, kind in
                        try sum
                            + Int(
                                database.number(
                                    "SELECT count(*) FROM touched WHERE run = ? AND kind = ?", run, Int(kind.rawValue)))
                    }
            }
        }
    }

    /// Subjects on the list, those put there by hand first, then run by run; each one once with all its entries.
    public func touchedSubjects(_ kind: EntityKind? = nil, limit: Int) throws -> [TouchedSubject] {
        try read { database in
            var subjects: [SubjectID] = []
            var seen: Set<SubjectID> = []
            for run in try Self.runsOnList(in: database) {
                for kind in kind.map({ [$0] }) ?? EntityKind.allCases where subjects.count < limit {
                    // Some may be there already by an earlier run, never more than there are.
                    try database.rows(
                        "SELECT subject FROM touched WHERE run = ? AND kind = ? ORDER BY subject LIMIT ?", run,
                        Int(kind.rawValue), limit
                    ) { row in
                        let subject = SubjectID(row.integer(0))
                        if subjects.count < limit, seen.insert(subject).inserted { subjects.append(subject) }
                    }
                }
                if subjects.count >= limit { break }
            }
            return try touched(among: subjects, in: database)
        }
    }

    /// Which of these subjects are on the list, with all their entries.
    public func touched(among subjects: [SubjectID]) throws -> [TouchedSubject] {
        try read { try touched(among: subjects, in: $0) }
    }

    /// Puts subjects on the list by hand.
    public func putOnList(_ subjects: [SubjectID]) throws {
        for slice in subjects.slices(of: 5000) {
            try write("put on the list") { database in
                for subject in slice { try database.touch(subject) }
            }
        }
    }

    /// Puts all subjects of these kinds on the list, in slices: a rebuild, a new model, changed authority. Subjects that only
    /// trials and runs without effect have named are left alone.
    public func putAllOnList(_ kinds: Set<EntityKind> = Set(EntityKind.allCases)) throws {
        let last = try read { try $0.number("SELECT max(id) FROM subjects") }
        var next: Int64 = 1
        while next <= last {
            try write("put on the list") { database in
                for kind in kinds {
                    try database.run(
                        """
                        INSERT OR IGNORE INTO touched(run, kind, subject)
                        SELECT 0, p.kind, s.id FROM subjects s JOIN spaces p ON p.id = s.space
                        WHERE s.id BETWEEN ? AND ? AND p.kind = ?
                            AND EXISTS (SELECT 1 FROM versions v WHERE v.subject = s.id)
                        """, next, next + 9999, Int(kind.rawValue))
                }
            }
            next += 10000
        }
    }

    func touched(among subjects: [SubjectID], in database: Database) throws -> [TouchedSubject] {
        let entries = try database.query(
            """
            SELECT t.run FROM touched t LEFT JOIN runs r ON r.id = t.run
            WHERE t.subject = ? AND (t.run = 0 OR r.state = 2) ORDER BY t.run
            """)
        let keys = KeyLookUp(names: names, in: database)
        return try subjects.compactMap { subject in
            var runs: [RunID] = []
            entries.bind(1, subject.rawValue)
            try entries.eachRow { runs.append(RunID($0.integer(0))) }
            guard !runs.isEmpty, let key = try keys.key(of: subject) else { return nil }
            return TouchedSubject(subject: subject, key: key, runs: runs)
        }
    }

    /// The runs with visible entries, 0 first.
    static func runsOnList(in database: Database) throws -> [RunID] {
        // Skips from run to run instead of walking all entries.
        try database.list(
            """
            WITH RECURSIVE listed(run) AS (
                SELECT min(run) FROM touched
                UNION ALL
                SELECT (SELECT min(t.run) FROM touched t WHERE t.run > listed.run) FROM listed
                WHERE listed.run IS NOT NULL)
            SELECT listed.run FROM listed LEFT JOIN runs r ON r.id = listed.run
            WHERE listed.run = 0 OR r.state = 2 ORDER BY listed.run
            """
        ) { RunID($0.integer(0)) }
    }
}

extension Database {
    /// Puts a subject on the list by hand.
    func touch(_ subject: SubjectID) throws {
        try run(
            """
            INSERT OR IGNORE INTO touched(run, kind, subject)
            SELECT 0, p.kind, s.id FROM subjects s JOIN spaces p ON p.id = s.space WHERE s.id = ?
            """, subject)
    }
}

extension Array {
    /// The elements in slices of at most so many.
    func slices(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
