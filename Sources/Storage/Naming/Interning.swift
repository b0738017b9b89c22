// Giving partners' keys their numbers.

import GRDB
import SENDRecords

/// Finds or makes the numbers of partner keys within one transaction.
struct Interning {
    let names: NameCache
    private var spaces: [NameCache.Space: Int64] = [:]
    private var last: (key: SubjectKey, number: Int64)?

    init(names: NameCache) {
        self.names = names
    }

    mutating func number(of key: SubjectKey, in database: Database) throws -> Int64 {
        if let last, last.key == key { return last.number }
        let space = try number(of: NameCache.Space(kind: key.kind, name: key.space), in: database)
        try database.run("INSERT INTO subjects(space, key) VALUES(?, ?) ON CONFLICT DO NOTHING", space, key.key)
        let number =
            database.changesCount > 0
            ? database.lastInsertedRowID
            : try database.number("SELECT id FROM subjects WHERE space = ? AND key = ?", space, key.key)
        last = (key, number)
        return number
    }

    private mutating func number(of space: NameCache.Space, in database: Database) throws -> Int64 {
        if let known = spaces[space] { return known }
        var number = try names.number(of: space, in: database)
        if number == nil {
            try database.run("INSERT INTO spaces(kind, name) VALUES(?, ?)", Int(space.kind.rawValue), space.name)
            number = database.lastInsertedRowID
        }
        spaces[space] = number
        return number ?? 0
    }
}
