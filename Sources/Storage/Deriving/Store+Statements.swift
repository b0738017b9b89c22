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

/// Collects current statements subject by subject.
private struct StatementCollector {
    /// A seen version of one record.
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
        versions = try database.query(
            """
            SELECT v.id, v.feed, v.type, v.key_hash, v.as_of, v.key, v.blob, v.blob IS NULL
            FROM versions v JOIN runs r ON r.id = v.run WHERE v.subject = ? AND r.state = 2
            """)
        // A newer version of the same record that is about another subject.
        elsewhere = try database.query(
            """
            SELECT v.type, v.key FROM versions v JOIN runs r ON r.id = v.run
            WHERE v.feed = ? AND v.key_hash = ? AND v.id <> ? AND v.subject <> ? AND r.state = 2
                AND (v.as_of, v.id) > (?, ?)
            """)
    }

    func statements(about subject: SubjectID) throws -> [StoredStatement] {
        var listed: [Listed] = []
        versions.bind(1, subject.rawValue)
        try versions.eachRow { row in
            let (id, feed, keyHash, asOf) = (row.integer(0), row.integer(1), row.integer(3), row.integer(4))
            let number = UInt8(truncatingIfNeeded: row.integer(2))
            if let types, !types.contains(number) { return }
            let earlier = listed.firstIndex { other in
                other.keyHash == keyHash && other.feed == feed && row.text(5, is: other.statement.key)
                    && other.statement.type.number == number
            }
            if let earlier,
                (listed[earlier].statement.asOf.milliseconds, listed[earlier].statement.version) > (asOf, id)
            {
                return
            }
            guard let type = RecordType.numbered(number) else { throw StoreError.notFound(what: "record type") }
            let statement = StoredStatement(
                version: id, type: type, feed: try names.feed(feed, in: database), key: row.text(5), subject: subject,
                asOf: Instant(milliseconds: asOf), blob: row.bytes(6))
            let item = Listed(feed: feed, statement: statement, keyHash: keyHash, isWithdrawn: row.integer(7) != 0)
            if let earlier { listed[earlier] = item } else { listed.append(item) }
        }
        return try listed.filter { try !$0.isWithdrawn && !isElsewhere($0) }.map(\.statement).sorted { left, right in
            (left.type.number, left.feed, left.key) < (right.type.number, right.feed, right.key)
        }
    }

    private func isElsewhere(_ listed: Listed) throws -> Bool {
        let statement = listed.statement
        elsewhere.bind(1, listed.feed)
        elsewhere.bind(2, listed.keyHash)
        elsewhere.bind(3, statement.version)
        elsewhere.bind(4, statement.subject.rawValue)
        elsewhere.bind(5, statement.asOf.milliseconds)
        elsewhere.bind(6, statement.version)
        var isElsewhere = false
        try elsewhere.eachRow { row in
            if row.integer(0) == Int64(statement.type.number), row.text(1, is: statement.key) { isElsewhere = true }
        }
        return isElsewhere
    }
}
