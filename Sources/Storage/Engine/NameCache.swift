// Names that are asked for all the time and never change once they are committed.

import GRDB
import SENDRecords

/// Remembers the names of spaces and feeds by number.
final class NameCache: Sendable {
    struct Space: Hashable {
        let kind: EntityKind
        let name: String
    }

    private let spaces = Locked<[Int64: Space]>([:])
    private let numbers = Locked<[Space: Int64]>([:])
    private let feeds = Locked<[Int64: String]>([:])

    /// The space with this number. A number in the database always has its space.
    func space(_ number: Int64, in database: Database) throws -> Space {
        if let known = spaces.with({ $0[number] }) { return known }
        let found = try database.first("SELECT kind, name FROM spaces WHERE id = ?", number) { row in
            Space(kind: EntityKind(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) ?? .child, name: row.text(1))
        }
        guard let found else { throw StoreError.notFound(what: "space") }
        if !database.seesUncommitted { spaces.with { $0[number] = found } }
        return found
    }

    /// The number of the space, or nil where the store has no such space.
    func number(of space: Space, in database: Database) throws -> Int64? {
        if let known = numbers.with({ $0[space] }) { return known }
        let found = try database.first(
            "SELECT id FROM spaces WHERE kind = ? AND name = ?", Int(space.kind.rawValue), space.name
        ) { $0.integer(0) }
        if let found, !database.seesUncommitted { numbers.with { $0[space] = found } }
        return found
    }

    func feed(_ number: Int64, in database: Database) throws -> String {
        if let known = feeds.with({ $0[number] }) { return known }
        guard let found = try database.first("SELECT name FROM feeds WHERE id = ?", number, body: { $0.text(0) }) else {
            throw StoreError.notFound(what: "feed")
        }
        if !database.seesUncommitted { feeds.with { $0[number] = found } }
        return found
    }
}

extension Database {
    /// Whether this is the connection that writes: it may still take back what it sees, and a number with it.
    fileprivate var seesUncommitted: Bool { !configuration.readonly && isInsideTransaction }
}
