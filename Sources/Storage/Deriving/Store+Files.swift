// Reconciled files, who uses whom, and what wakes on which day.

import GRDB
import SENDRecords

extension Store {
    /// The file of an entity, or nil.
    public func file(_ entity: String) throws -> EntityFile? {
        try files([entity])[entity]
    }

    /// The files of those of these entities that have one.
    public func files(_ entities: [String]) throws -> [String: EntityFile] {
        try read { database in
            let find = try database.query("SELECT id, kind, blob, digest, wakes FROM files WHERE entity = ?")
            let uses = try database.query("SELECT subject FROM file_uses WHERE file = ? ORDER BY subject")
            var found: [String: EntityFile] = [:]
            for entity in entities {
                find.bind(1, entity)
                found[entity] = try find.first { row in
                    var subjects: [SubjectID] = []
                    uses.bind(1, row.integer(0))
                    try uses.eachRow { subjects.append(SubjectID($0.integer(0))) }
                    return EntityFile(
                        entity: entity, kind: EntityKind(number: row.integer(1)), blob: row.bytes(2),
                        digest: row.bytes(3), wakes: row.optionalInteger(4).map(CalendarDate.init(stored:)),
                        uses: subjects)
                }
            }
            return found
        }
    }

    /// The digests of those of these entities that have a file.
    public func fileDigests(_ entities: [String]) throws -> [String: [UInt8]] {
        try read { database in
            let find = try database.query("SELECT digest FROM files WHERE entity = ?")
            var found: [String: [UInt8]] = [:]
            for entity in entities {
                find.bind(1, entity)
                found[entity] = try find.first { $0.bytes(0) }
            }
            return found
        }
    }

    /// The entities whose file read one of these subjects beyond its own, each once, in order.
    public func users(of subjects: [SubjectID]) throws -> [EntityName] {
        try read { database in
            let find = try database.query(
                "SELECT f.entity, f.kind FROM file_uses u JOIN files f ON f.id = u.file WHERE u.subject = ?")
            var found: [String: EntityKind] = [:]
            for subject in subjects {
                find.bind(1, subject.rawValue)
                try find.eachRow { found[$0.text(0)] = EntityKind(number: $0.integer(1)) }
            }
            return found.sorted { $0.key < $1.key }.map { EntityName(entity: $0.key, kind: $0.value) }
        }
    }

    /// Entities whose file would read differently on this day, the longest due first.
    public func entitiesDue(on day: CalendarDate, limit: Int) throws -> [EntityName] {
        try read { database in
            try database.list(
                "SELECT entity, kind FROM files WHERE wakes <= ? ORDER BY wakes, entity LIMIT ?", day, limit
            ) { EntityName(entity: $0.text(0), kind: EntityKind(number: $0.integer(1))) }
        }
    }

    /// The first day on which some file wakes, or nil.
    public func nextWakeDate() throws -> CalendarDate? {
        try read { database in
            try database.first("SELECT min(wakes) FROM files WHERE wakes IS NOT NULL") { $0.optionalInteger(0) }?
                .map(CalendarDate.init(stored:))
        }
    }
}

extension EntityKind {
    /// A kind as it is stored.
    init(number: Int64) {
        self = EntityKind(rawValue: UInt8(truncatingIfNeeded: number)) ?? .child
    }
}

extension CalendarDate {
    /// A date as it is stored.
    init(stored: Int64) {
        self.init(daysSinceEpoch: Int32(truncatingIfNeeded: stored))
    }
}

extension Store {
    /// Takes the wake dates of these entities' files away: they are on the list now, and get a new one there.
    public func forgetWake(of entities: [String]) throws {
        for slice in entities.slices(of: 1000) {
            try write("wake files") { database in
                for entity in slice { try database.run("UPDATE files SET wakes = NULL WHERE entity = ?", entity) }
            }
        }
    }
}
