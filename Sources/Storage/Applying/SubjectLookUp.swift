// The numbers of subjects, looked up one by one.

import GRDB
import SENDRecords

/// Looks up subjects through a prepared statement. Records that follow each other mostly share theirs.
struct SubjectLookUp {
    private let names: NameCache
    private let database: Database
    private let query: Query
    private var last: (key: SubjectKey, number: Int64)?

    init(_ names: NameCache, in database: Database) throws {
        self.names = names
        self.database = database
        query = try database.query("SELECT id FROM subjects WHERE space = ? AND key = ?")
    }

    /// 0 where the subject has no number yet.
    mutating func number(of key: SubjectKey) throws -> Int64 {
        if let last, last.key == key { return last.number }
        guard let space = try names.number(of: NameCache.Space(kind: key.kind, name: key.space), in: database)
        else { return 0 }
        query.bind(1, space)
        query.bind(2, key.key)
        let number = try query.first { $0.integer(0) } ?? 0
        last = (key, number)
        return number
    }
}
