// Verdicts, seals and restrictions: kept with who, when and why, undone and never deleted.

import GRDB
import SENDRecords

extension Store {
    /// Records a verdict on two child keys and puts both on the list. Returns its number.
    @discardableResult
    public func addVerdict(
        _ kind: VerdictKind, _ first: SubjectKey, _ second: SubjectKey, who: String, why: String, at: Instant
    ) throws -> Int64 {
        try write("add a verdict") { database in
            var interning = Interning(names: names)
            let one = SubjectID(try interning.number(of: first, in: database))
            let other = SubjectID(try interning.number(of: second, in: database))
            try database.run(
                "INSERT INTO verdicts(first, second, kind, who, why, at) VALUES(?, ?, ?, ?, ?, ?)", one, other,
                Int(kind.rawValue), who, why, at)
            let id = database.lastInsertedRowID
            try database.touch(one)
            try database.touch(other)
            try database.note(AuditEntry(at: at, who: who, what: "verdict \(id): \(kind.name)", detail: why))
            return id
        }
    }

    /// Takes a verdict back and puts both child keys on the list. It stays readable.
    public func undoVerdict(_ id: Int64, by who: String, at: Instant) throws {
        try write("undo a verdict") { database in
            try database.run(
                "UPDATE verdicts SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL", at, who, id)
            guard database.changesCount > 0 else { throw StoreError.notFound(what: "verdict \(id) that stands") }
            let subjects = try database.list("SELECT first, second FROM verdicts WHERE id = ?", id) { row in
                [SubjectID(row.integer(0)), SubjectID(row.integer(1))]
            }
            for subject in subjects.joined() { try database.touch(subject) }
            try database.note(AuditEntry(at: at, who: who, what: "undid verdict \(id)", detail: ""))
        }
    }

    /// Verdicts in order of number; without those that were undone unless asked for.
    public func verdicts(includingUndone: Bool = false) throws -> [Verdict] {
        try read { database in
            let keys = KeyLookUp(names: names, in: database)
            let rows = try database.list(
                """
                SELECT id, first, second, kind, who, why, at, undone_at, undone_by FROM verdicts
                WHERE undone_at IS NULL OR ? ORDER BY id
                """, includingUndone ? 1 : 0
            ) { row in
                (
                    verdict: (row.integer(0), row.integer(3), row.text(4), row.text(5), row.integer(6)),
                    subjects: (SubjectID(row.integer(1)), SubjectID(row.integer(2))),
                    undone: (row.optionalInteger(7), row.optionalText(8))
                )
            }
            return try rows.compactMap { row in
                guard let first = try keys.key(of: row.subjects.0), let second = try keys.key(of: row.subjects.1) else {
                    return nil
                }
                return Verdict(
                    id: row.verdict.0, first: first, second: second,
                    kind: VerdictKind(rawValue: UInt8(truncatingIfNeeded: row.verdict.1)) ?? .different,
                    who: row.verdict.2, why: row.verdict.3, at: Instant(milliseconds: row.verdict.4),
                    undoneAt: row.undone.0.map(Instant.init(milliseconds:)), undoneBy: row.undone.1)
            }
        }
    }

    /// Restricts a child: nothing leaves about it. Puts the child key on the list. Returns the restriction's number.
    @discardableResult
    public func restrict(_ child: SubjectKey, who: String, why: String, at: Instant) throws -> Int64 {
        try write("restrict a child") { database in
            var interning = Interning(names: names)
            let subject = SubjectID(try interning.number(of: child, in: database))
            try database.run(
                "INSERT INTO restrictions(subject, who, why, at) VALUES(?, ?, ?, ?)", subject, who, why, at)
            let id = database.lastInsertedRowID
            try database.touch(subject)
            try database.note(AuditEntry(at: at, who: who, what: "restriction \(id)", detail: why))
            return id
        }
    }

    /// Lifts a restriction and puts the child key on the list.
    public func liftRestriction(_ id: Int64, by who: String, at: Instant) throws {
        try write("lift a restriction") { database in
            try database.run(
                "UPDATE restrictions SET lifted_at = ?, lifted_by = ? WHERE id = ? AND lifted_at IS NULL", at, who, id)
            guard database.changesCount > 0 else { throw StoreError.notFound(what: "restriction \(id) that stands") }
            let subject = try database.number("SELECT subject FROM restrictions WHERE id = ?", id)
            try database.touch(SubjectID(subject))
            try database.note(AuditEntry(at: at, who: who, what: "lifted restriction \(id)", detail: ""))
        }
    }

    /// Restrictions in order of number; without those that were lifted unless asked for.
    public func restrictions(includingLifted: Bool = false) throws -> [Restriction] {
        try read { database in
            let keys = KeyLookUp(names: names, in: database)
            var found: [Restriction] = []
            try database.rows(
                """
                SELECT id, subject, who, why, at, lifted_at, lifted_by FROM restrictions
                WHERE lifted_at IS NULL OR ? ORDER BY id
                """, includingLifted ? 1 : 0
            ) { row in
                guard let key = try keys.key(of: SubjectID(row.integer(1))) else { return }
                found.append(
                    Restriction(
                        id: row.integer(0), child: key, who: row.text(2), why: row.text(3),
                        at: Instant(milliseconds: row.integer(4)),
                        liftedAt: row.optionalInteger(5).map(Instant.init(milliseconds:)), liftedBy: row.optionalText(6)
                    ))
            }
            return found
        }
    }

    /// Adds a line to the record of what people did. It can't be changed afterwards.
    public func audit(_ entry: AuditEntry) throws {
        try write("audit") { try $0.note(entry) }
    }

    /// The latest lines, newest first.
    public func auditEntries(limit: Int = 100) throws -> [AuditEntry] {
        try read { database in
            try database.list("SELECT at, who, what, detail FROM audit ORDER BY id DESC LIMIT ?", limit) { row in
                AuditEntry(
                    at: Instant(milliseconds: row.integer(0)), who: row.text(1), what: row.text(2), detail: row.text(3))
            }
        }
    }
}

extension AuditEntry {
    public init(at: Instant, by who: String, what: String, detail: String = "") {
        self.init(at: at, who: who, what: what, detail: detail)
    }
}

extension Database {
    func note(_ entry: AuditEntry) throws {
        try run(
            "INSERT INTO audit(at, who, what, detail) VALUES(?, ?, ?, ?)", entry.at, entry.who, entry.what,
            entry.detail)
    }
}
