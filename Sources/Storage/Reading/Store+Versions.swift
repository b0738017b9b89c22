// Versions of records: what was stated, when it was learnt, when it was replaced, and from which line of which file.

import GRDB
import SENDRecords

extension Store {
    /// A version by its number, or nil.
    public func version(_ id: Int64) throws -> StoredVersion? {
        try read { database in
            try database.first(Self.versionColumns + " WHERE v.id = ?", id) { try self.version($0, in: database) }
        }
    }

    /// All versions of one record of a feed that were ever seen, the newest first.
    public func history(of name: RecordName, feed: FeedID) throws -> [StoredVersion] {
        try read { database in
            let hash = NameHash(name, with: keyedHash)
            return try database.list(
                Self.versionColumns
                    + " WHERE v.feed = ? AND v.key_hash = ? AND r.state = 2 ORDER BY v.as_of DESC, v.id DESC",
                feed, hash.first
            ) { try version($0, in: database) }.filter { $0.name == name }
        }
    }

    /// All versions that were ever seen about a subject, the newest first.
    public func history(of subject: SubjectID) throws -> [StoredVersion] {
        try read { database in
            try database.list(
                Self.versionColumns + " WHERE v.subject = ? AND r.state = 2 ORDER BY v.as_of DESC, v.id DESC", subject
            ) { try version($0, in: database) }
        }
    }

    /// Versions that a row of a payload stated, whatever became of their run. The payload is named by its index in the
    /// run.
    public func versions(of run: RunID, payload: Int, row: Int) throws -> [StoredVersion] {
        try read { database in
            let range = try database.first("SELECT first_version, last_version FROM runs WHERE id = ?", run) { row in
                (first: row.integer(0), last: row.integer(1))
            }
            guard let range else { throw StoreError.noSuchRun(run) }
            return try database.list(
                Self.versionColumns + " WHERE v.id BETWEEN ? AND ? AND v.run = ? AND v.payload = ? AND v.row = ?",
                range.first, range.last, run, payload, row
            ) { try version($0, in: database) }
        }
    }

    fileprivate static let versionColumns = """
        SELECT v.id, v.type, v.key, v.feed, v.subject, v.run, r.state, v.as_of, r.finished, v.blob, v.payload, v.row,
            v.line, v.byte_offset, m.columns, p.hash, p.file, p.columns, v.key_hash,
            v.origins, p.school, p.day
        FROM versions v JOIN runs r ON r.id = v.run LEFT JOIN column_maps m ON m.id = v.columns
            LEFT JOIN run_payloads p ON p.run = v.run AND p.ordinal = v.payload
        """

    fileprivate func version(_ row: Query, in database: Database) throws -> StoredVersion {
        guard let type = RecordType.numbered(UInt8(truncatingIfNeeded: row.integer(1))),
            let state = RunState(rawValue: UInt8(truncatingIfNeeded: row.integer(6)))
        else { throw StoreError.notFound(what: "record type") }
        let subject = SubjectID(row.integer(4))
        guard let key = try KeyLookUp(names: names, in: database).key(of: subject) else {
            throw StoreError.notFound(what: "subject")
        }
        let name = RecordName(type, key: row.text(2))
        let feed = FeedID(row.integer(3))
        let current = try CurrentLookUp(database).current(
            feed: feed, name: name, hash: NameHash(first: row.integer(18)))
        var place: StoredVersion.Place?
        if let payload = PayloadHash(bytes: row.bytes(15)) {
            let headers = ColumnList.decoded(row.text(17))
            place = StoredVersion.Place(
                payload: payload, file: row.text(16), requested: RequestedPart(row, at: 20), row: row.count(11),
                line: row.count(12),
                byteOffset: row.count(13),
                columns: ColumnMap.decoded(row.bytes(14)).map {
                    headers.indices.contains($0 - 1) ? headers[$0 - 1] : nil
                })
        }
        return StoredVersion(
            id: row.integer(0), name: name, feed: try names.feed(feed.rawValue, in: database), subject: subject,
            subjectKey: key, run: RunID(row.integer(5)), runState: state, asOf: Instant(milliseconds: row.integer(7)),
            learnt: row.optionalInteger(8).map(Instant.init(milliseconds:)), blob: row.optionalBytes(9), place: place,
            isCurrent: current?.id == row.integer(0),
            origins: try row.optionalBytes(19).flatMap(RecordOrigins.init(encoded:)).map { origins in
                try Self.resolve(origins, of: RunID(row.integer(5)), in: database)
            } ?? [])
    }

    /// Names the files and columns of a folded record's fields.
    private static func resolve(
        _ origins: RecordOrigins, of run: RunID, in database: Database
    ) throws -> [StoredVersion.Origin] {
        let all = try payloads(of: run, in: database)
        var payloads: [Int: RunPayload] = [:]
        for number in Set(origins.rows.map(\.payload)) where all.indices.contains(number) {
            payloads[number] = all[number]
        }
        return origins.fields.map { field in
            let cells = field.cells.compactMap { cell -> StoredVersion.Cell? in
                let row = origins.rows[cell.row]
                guard let payload = payloads[row.payload] else { return nil }
                let column = payload.columns.indices.contains(cell.column - 1) ? payload.columns[cell.column - 1] : nil
                return StoredVersion.Cell(
                    payload: payload.hash, file: payload.file, requested: payload.requested, line: row.line,
                    byteOffset: row.byteOffset, column: column)
            }
            return StoredVersion.Origin(cells: cells, count: field.count)
        }
    }
}

extension Store {
    /// Versions that the row beginning on a line stated, whatever became of their run.
    public func versions(of run: RunID, payload: Int, line: Int) throws -> [StoredVersion] {
        let rows = try read { database in
            try database.list(
                """
                SELECT DISTINCT row FROM versions
                WHERE id BETWEEN (SELECT first_version FROM runs WHERE id = ?1)
                    AND (SELECT last_version FROM runs WHERE id = ?1) AND run = ?1 AND payload = ?2 AND line = ?3
                """, run, payload, line
            ) { $0.count(0) }
        }
        return try rows.flatMap { try versions(of: run, payload: payload, row: $0) }
    }

    /// Versions that several rows stated together, the row beginning on a line among them but not as the first.
    public func foldedVersions(of run: RunID, payload: Int, line: Int) throws -> [StoredVersion] {
        let ids = try read { database in
            var ids: [Int64] = []
            try database.query(
                """
                SELECT id, origins FROM versions
                WHERE id BETWEEN (SELECT first_version FROM runs WHERE id = ?1)
                    AND (SELECT last_version FROM runs WHERE id = ?1) AND run = ?1 AND origins IS NOT NULL
                    AND (payload <> ?2 OR line < ?3)
                """, [run, payload, line]
            ).eachRow { row in
                guard let origins = RecordOrigins(encoded: row.bytes(1)) else { return }
                if origins.rows.contains(where: { $0.payload == payload && $0.line == line }) {
                    ids.append(row.integer(0))
                }
            }
            return ids
        }
        return try ids.compactMap { try version($0) }
    }

    /// The version of a record that a run stated; nil where it stated none.
    public func version(of name: RecordName, in run: RunID) throws -> StoredVersion? {
        let feed = try self.run(run).feed
        return try read { database in
            try database.list(
                Self.versionColumns + " WHERE v.feed = ? AND v.key_hash = ? AND v.run = ?", feed,
                NameHash(name, with: keyedHash).first, run
            ) { try version($0, in: database) }.first { $0.name == name }
        }
    }

    /// Faults and notes of the row beginning on a line.
    public func faults(of run: RunID, line: Int, payload: Int) throws -> [StoredFault] {
        try faults(of: run, limit: Int.max).filter { $0.line == line && $0.payload == payload }
    }
}

extension Store {
    /// Visits what every feed states now: the current version of each record, with the subject that it is about. Whatever
    /// led there, two stores that were given the same last files state the same.
    public func forEachStatement(
        _ body: (_ feed: String, _ name: RecordName, _ subject: SubjectKey, _ blob: [UInt8]) throws -> Void
    ) throws {
        try read { database in
            try database.rows(
                """
                SELECT f.name, v.type, v.key, p.kind, p.name, s.key, v.blob FROM versions v
                JOIN runs r ON r.id = v.run JOIN feeds f ON f.id = v.feed
                JOIN subjects s ON s.id = v.subject JOIN spaces p ON p.id = s.space
                WHERE r.state = 2 AND v.blob IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM versions w JOIN runs q ON q.id = w.run
                    WHERE w.feed = v.feed AND w.key_hash = v.key_hash AND w.type = v.type AND w.key = v.key
                        AND q.state = 2 AND (w.as_of, w.id) > (v.as_of, v.id))
                """
            ) { row in
                guard let type = RecordType.numbered(UInt8(truncatingIfNeeded: row.integer(1))) else {
                    throw StoreError.notFound(what: "record type")
                }
                let subject = SubjectKey(EntityKind(number: row.integer(3)), space: row.text(4), key: row.text(5))
                try body(row.text(0), RecordName(type, key: row.text(2)), subject, row.bytes(6))
            }
        }
    }
}
