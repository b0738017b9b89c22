// What all feeds state now about some subjects.

import GRDB
import SENDRecords

extension Store {
    /// The current records about each of these subjects, in canonical order: by type, feed, key. Withdrawn records and
    /// records that have moved to another subject are not among them. Subjects with none are left out. Types, where given,
    /// are the only ones wanted.
    public func currentStatements(
        of subjects: [SubjectID], types: Set<RecordType>? = nil
    ) throws -> [SubjectID: [StoredStatement]] {
        try read { database in
            var found: [SubjectID: [StoredStatement]] = [:]
            found.reserveCapacity(subjects.count)
            let collector = try StatementCollector(names: names, types: types, in: database)
            for subject in subjects where found[subject] == nil {
                let statements = try collector.statements(about: subject)
                if !statements.isEmpty { found[subject] = statements }
            }
            return found
        }
    }
}

/// Collects current statements subject by subject. The newest version of a record comes first; what it was before is left
/// unread.
private struct StatementCollector {
    /// The newest seen version of one record.
    private struct Listed {
        let feed: Int64
        let statement: StoredStatement
        let keyHash: Int64
        let isWithdrawn: Bool
    }

    private let names: NameCache
    private let types: Set<UInt8>?
    private let database: Database
    private let versions: Query
    private let elsewhere: Query

    init(names: NameCache, types: Set<RecordType>?, in database: Database) throws {
        self.names = names
        self.types = types.map { Set($0.map(\.number)) }
        self.database = database
        // The cross join keeps the order of the index: nothing is sorted.
        versions = try database.query(
            """
            SELECT v.id, v.feed, v.type, v.key_hash, v.as_of, v.key, v.blob, v.blob IS NULL, r.state
            FROM versions v CROSS JOIN runs r ON r.id = v.run
            WHERE v.subject = ? AND (v.feed, v.key_hash) < (?, ?)
            ORDER BY v.feed DESC, v.key_hash DESC, v.as_of DESC, v.id DESC
            """)
        // A newer version of the same record that is about another subject.
        elsewhere = try database.query(
            """
            SELECT v.type, v.key FROM versions v CROSS JOIN runs r ON r.id = v.run
            WHERE v.feed = ?1 AND v.key_hash = ?2 AND v.as_of >= ?4 AND v.subject <> ?3 AND r.state = 2
                AND (v.as_of, v.id) > (?4, ?5)
            """)
    }

    func statements(about subject: SubjectID) throws -> [StoredStatement] {
        var listed: [Listed] = []
        var history = HistorySkip(database)
        // Where in `listed` those of the present hash begin.
        var group = 0
        versions.bind(1, subject.rawValue)
        versions.bind(2, Int64.max)
        versions.bind(3, Int64.max)
        defer { versions.reset() }
        while try versions.step() {
            let (feed, keyHash) = (versions.integer(1), versions.integer(3))
            if history.begins(feed: feed, hash: keyHash) { group = listed.count }
            if versions.integer(8) == Int64(RunState.applied.rawValue),
                let found = try newest(subject, listed[group...])
            {
                listed.append(found)
            }
            if try history.mayBeLeft(whenFound: listed.count > group || !isWanted(versions.integer(2))) {
                versions.reset()
                versions.bind(2, feed)
                versions.bind(3, keyHash)
            }
        }
        return try listed.filter { try !$0.isWithdrawn && !isElsewhere($0) }.map(\.statement).sorted { left, right in
            (left.type.number, left.feed, left.key) < (right.type.number, right.feed, right.key)
        }
    }

    private func isWanted(_ type: Int64) -> Bool {
        types.map { $0.contains(UInt8(truncatingIfNeeded: type)) } ?? true
    }

    /// The version at hand; nil where a newer one of its record is listed, or its type isn't wanted.
    private func newest(_ subject: SubjectID, _ group: ArraySlice<Listed>) throws -> Listed? {
        let number = UInt8(truncatingIfNeeded: versions.integer(2))
        if !isWanted(versions.integer(2)) { return nil }
        let isOlder = group.contains { other in
            versions.text(5, is: other.statement.key) && other.statement.type.number == number
        }
        if isOlder { return nil }
        guard let type = RecordType.numbered(number) else { throw StoreError.notFound(what: "record type") }
        let feed = versions.integer(1)
        let statement = StoredStatement(
            version: versions.integer(0), type: type, feed: try names.feed(feed, in: database), key: versions.text(5),
            subject: subject, asOf: Instant(milliseconds: versions.integer(4)), blob: versions.bytes(6))
        return Listed(
            feed: feed, statement: statement, keyHash: versions.integer(3), isWithdrawn: versions.integer(7) != 0)
    }

    private func isElsewhere(_ listed: Listed) throws -> Bool {
        let statement = listed.statement
        elsewhere.bind(1, listed.feed)
        elsewhere.bind(2, listed.keyHash)
        elsewhere.bind(3, statement.subject.rawValue)
        elsewhere.bind(4, statement.asOf.milliseconds)
        elsewhere.bind(5, statement.version)
        var isElsewhere = false
        try elsewhere.eachRow { row in
            if row.integer(0) == Int64(statement.type.number), row.text(1, is: statement.key) { isElsewhere = true }
        }
        return isElsewhere
    }
}
