// Reads in a copy what has changed since it is watched. Each walk takes bounded memory.

import GRDB
import SENDRecords

extension Store {
    private static let pageSize = 500

    /// What a run did to records, with the withdrawals beside it, by type. Only what was applied counts.
    public func recordChanges(by run: RunID) throws -> [RecordChanges] {
        try read { database in
            var changes: [UInt8: RecordChanges] = [:]
            let earlier = try database.query(
                """
                SELECT v.blob IS NULL FROM versions v JOIN runs r ON r.id = v.run
                WHERE v.feed = ? AND v.key_hash = ? AND v.type = ? AND v.key = ? AND v.id < ? AND r.state = 2 AND v.run <> ?
                ORDER BY v.as_of DESC, v.id DESC LIMIT 1
                """)
            try database.rows(
                """
                SELECT v.id, v.feed, v.key_hash, v.type, v.key, v.blob IS NULL, v.run
                FROM runs r CROSS JOIN versions v ON v.id BETWEEN r.first_version AND r.last_version AND v.run = r.id
                WHERE (r.id = ?1 OR r.parent = ?1) AND r.state = 2
                """, run
            ) { row in
                let number = UInt8(truncatingIfNeeded: row.integer(3))
                guard let type = RecordType.numbered(number) else { throw StoreError.notFound(what: "record type") }
                earlier.bind(1, row.integer(1))
                earlier.bind(2, row.integer(2))
                earlier.bind(3, row.integer(3))
                earlier.bind(4, row.text(4))
                earlier.bind(5, row.integer(0))
                earlier.bind(6, row.integer(6))
                // Nil where there was none, else whether it was withdrawn.
                let before = try earlier.first { $0.integer(0) != 0 }
                var change = changes[number] ?? RecordChanges(type: type)
                if row.integer(5) != 0 {
                    change.ended += 1
                } else if before == false {
                    change.changed += 1
                } else {
                    change.new += 1
                }
                changes[number] = change
            }
            return changes.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Visits each child key that the run's `child` records are about.
    public func forEachChildKey(of run: RunID, type: RecordType, _ body: (TrialChildKey) throws -> Void) throws {
        try read { database in
            let link = try database.query("SELECT child FROM links WHERE subject = ?")
            let before = try database.query("SELECT child FROM before_links WHERE subject = ?")
            let partner = try database.query(
                """
                SELECT 1 FROM links l LEFT JOIN before_links b ON b.subject = l.subject
                WHERE l.child = ? AND l.subject <> ? AND (b.subject IS NULL OR b.child IS NOT NULL) LIMIT 1
                """)
            let doubt = try database.query("SELECT max(weight) FROM doubtful WHERE first = ?1 OR second = ?1")
            let verdict = try database.query(
                "SELECT 1 FROM verdicts WHERE (first = ?1 OR second = ?1) AND kind <> 1 AND undone_at IS NULL LIMIT 1")
            try database.rows(
                """
                SELECT DISTINCT v.subject FROM runs r CROSS JOIN versions v
                    ON v.id BETWEEN r.first_version AND r.last_version AND v.run = r.id
                WHERE r.id = ? AND v.type = ? AND v.blob IS NOT NULL
                """, run, Int(type.number)
            ) { row in
                let subject = row.integer(0)
                for query in [link, before, doubt, verdict] { query.bind(1, subject) }
                let child = try link.first { $0.text(0) }
                let noted = try before.first { $0.optionalText(0) }
                var hasPartner = false
                if let child {
                    partner.bind(1, child)
                    partner.bind(2, subject)
                    hasPartner = try partner.first { _ in true } ?? false
                }
                try body(
                    TrialChildKey(
                        // Noted with nothing: it belonged to nobody. Not noted: it hasn't changed.
                        childBefore: noted ?? child, child: child, hasKnownPartner: hasPartner,
                        doubt: try doubt.first { $0.isNull(0) ? nil : $0.real(0) } ?? nil,
                        isKeptApart: try verdict.first { _ in true } ?? false))
            }
        }
    }

    /// Visits each file that was written or removed, in order of entity. The body may call the store.
    public func forEachFileChange(_ body: (FileChange) throws -> Void) throws {
        var after = ""
        while true {
            let page = try read { database in
                try database.list(
                    """
                    SELECT b.entity, b.kind, b.blob, f.blob FROM before_files b LEFT JOIN files f ON f.entity = b.entity
                    WHERE b.entity > ? ORDER BY b.entity LIMIT ?
                    """, after, Self.pageSize
                ) { row in
                    FileChange(
                        entity: row.text(0), kind: EntityKind(number: row.integer(1)), before: row.optionalBytes(2),
                        after: row.optionalBytes(3))
                }
            }
            for change in page { try body(change) }
            guard let last = page.last, page.count == Self.pageSize else { return }
            after = last.entity
        }
    }

    /// Findings that were opened or closed, by kind.
    public func findingChanges() throws -> [FindingChanges] {
        try read { database in
            try database.list(
                """
                SELECT b.kind, b.class, sum(b.was_open = 0 AND f.closed IS NULL), sum(b.was_open = 1 AND f.closed IS NOT NULL)
                FROM before_findings b JOIN findings f ON f.id = b.id GROUP BY b.class, b.kind ORDER BY b.class, b.kind
                """
            ) { row in
                FindingChanges(
                    kind: row.text(0),
                    findingClass: FindingClass(rawValue: UInt8(truncatingIfNeeded: row.integer(1))) ?? .discrepancy,
                    opened: row.count(2), closed: row.count(3))
            }.filter { $0.opened + $0.closed > 0 }
        }
    }

    /// Visits each child of which a consumer would be sent something else than it was. The body may call the store.
    public func forEachSentChange(_ body: (SentChange) throws -> Void) throws {
        var after = (consumer: "", child: "")
        while true {
            let page = try read { database in
                try database.list(
                    """
                    SELECT b.consumer, b.child, b.kind, old.body, s.kind, new.body, b.digest IS s.digest AND b.kind IS s.kind
                    FROM before_sent b LEFT JOIN sent s ON s.consumer = b.consumer AND s.child = b.child
                        LEFT JOIN outbox old ON old.sequence = b.sequence LEFT JOIN outbox new ON new.sequence = s.sequence
                    WHERE (b.consumer, b.child) > (?, ?) ORDER BY b.consumer, b.child LIMIT ?
                    """, after.consumer, after.child, Self.pageSize
                ) { row in
                    (
                        change: SentChange(
                            consumer: row.text(0), child: row.text(1), before: Self.document(row, 2),
                            after: Self.document(row, 4)), isSame: row.integer(6) != 0
                    )
                }
            }
            for item in page where !item.isSame { try body(item.change) }
            guard let last = page.last?.change, page.count == Self.pageSize else { return }
            after = (last.consumer, last.child)
        }
    }

    private static func document(_ row: Query, _ column: Int32) -> SentChange.Document? {
        guard let number = row.optionalInteger(column),
            let kind = DeliveryKind(rawValue: UInt8(truncatingIfNeeded: number))
        else { return nil }
        return SentChange.Document(kind: kind, body: row.bytes(column + 1))
    }
}
