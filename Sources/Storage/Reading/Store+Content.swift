// Findings, deliveries and children for the commands, and the digest of everything derived.

import Crypto
import GRDB
import SENDRecords

extension Store {
    /// Findings, the earliest due first.
    public func findings(
        _ findingClass: FindingClass? = nil, kind: String? = nil, entity: String? = nil, includingClosed: Bool = false,
        limit: Int = 1000
    ) throws -> [StoredFinding] {
        try read { database in
            var conditions: [String] = includingClosed ? [] : ["closed IS NULL"]
            var values: [any Bindable] = []
            if let findingClass {
                conditions.append("class = ?")
                values.append(Int(findingClass.rawValue))
            }
            if let kind {
                conditions.append("kind = ?")
                values.append(kind)
            }
            if let entity {
                conditions.append("entity = ?")
                values.append(entity)
            }
            values.append(limit)
            let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
            var found: [StoredFinding] = []
            try database.query(
                Self.findingColumns + clause + " ORDER BY due IS NULL, due, kind, id LIMIT ?", values
            ).eachRow { found.append(Self.finding($0)) }
            return found
        }
    }

    /// A finding by its identifier, or nil.
    public func finding(_ id: String) throws -> StoredFinding? {
        try read { try $0.first(Self.findingColumns + " WHERE id = ?", id, body: Self.finding) }
    }

    /// Deliveries, newest first.
    public func deliveries(
        to consumer: String? = nil, of child: String? = nil, states: Set<DeliveryState>? = nil, limit: Int = 100
    ) throws -> [Delivery] {
        try read { database in
            var conditions: [String] = []
            var values: [any Bindable] = []
            if let consumer {
                conditions.append("consumer = ?")
                values.append(consumer)
            }
            if let child {
                conditions.append("child = ?")
                values.append(child)
            }
            if let states {
                conditions.append("state IN (\(states.map { String($0.rawValue) }.sorted().joined(separator: ", ")))")
            }
            values.append(limit)
            let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
            var found: [Delivery] = []
            try database.query(Self.deliveryColumns + clause + " ORDER BY sequence DESC LIMIT ?", values).eachRow {
                found.append(Self.delivery($0))
            }
            return found
        }
    }

    /// A delivery by its identifier, or nil.
    public func delivery(_ id: String) throws -> Delivery? {
        try read { try $0.first(Self.deliveryColumns + " WHERE id = ?", id, body: Self.delivery) }
    }

    /// The child that a child key belongs to, or nil.
    public func child(of key: SubjectKey) throws -> String? {
        guard let subject = try subject(of: key) else { return nil }
        return try links(of: [subject])[subject]?.child
    }

    /// How many children there are.
    public func childCount() throws -> Int {
        try read { Int(try $0.number("SELECT count(DISTINCT child) FROM links")) }
    }

    /// The store at a glance.
    public func status() throws -> StoreStatus {
        var status = StoreStatus()
        try read { database in
            status.feeds = Int(try database.number("SELECT count(*) FROM feeds"))
            try database.rows("SELECT state, count(*) FROM runs GROUP BY state") { row in
                guard let state = RunState(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else { return }
                status.runs[state] = row.count(1)
            }
            status.children = Int(try database.number("SELECT count(DISTINCT child) FROM links"))
            try database.rows(
                "SELECT p.kind, count(*) FROM subjects s JOIN spaces p ON p.id = s.space GROUP BY p.kind"
            ) { status.subjects[EntityKind(number: $0.integer(0))] = $0.count(1) }
            status.doubtfulLinks = Int(try database.number("SELECT count(*) FROM doubtful"))
            try database.rows("SELECT kind, count(*) FROM findings WHERE closed IS NULL GROUP BY kind") { row in
                status.openFindings[row.text(0)] = row.count(1)
            }
            try database.rows("SELECT state, count(*) FROM outbox GROUP BY state") { row in
                status.deliveries[DeliveryState(number: row.integer(0))] = row.count(1)
            }
        }
        status.touched = try touchedCount()
        for name in ["", "-wal"] { status.databaseSize += Files.size(of: "\(folder)/\(Self.databaseName)\(name)") ?? 0 }
        return status
    }

    /// A digest of everything derived. Two stores that were given the same statements, verdicts and restrictions have the
    /// same, whatever happened to them on the way.
    public func contentDigest() throws -> ContentDigest {
        try read { database in
            try ContentDigest(
                links: Self.digest(
                    """
                    SELECT p.kind, p.name, s.key, l.child, l.sureness, l.evidence FROM links l
                    JOIN subjects s ON s.id = l.subject JOIN spaces p ON p.id = s.space ORDER BY p.kind, p.name, s.key
                    """, columns: 6, in: database),
                files: Self.digest(
                    "SELECT entity, kind, digest, wakes FROM files ORDER BY entity", columns: 4, in: database),
                findings: Self.digest(
                    "SELECT id, kind, class, entity, due, detail FROM findings WHERE closed IS NULL ORDER BY id",
                    columns: 6, in: database),
                sent: Self.digest(
                    "SELECT consumer, child, digest FROM sent WHERE kind = 1 ORDER BY consumer, child", columns: 3,
                    in: database))
        }
    }

    /// SHA-256 over rows: each column as its length and its bytes.
    private static func digest(_ text: String, columns: Int32, in database: Database) throws -> String {
        var digest = SHA256()
        try database.rows(text) { row in
            for column in 0..<columns {
                let bytes = row.bytes(column)
                digest.update(data: withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) })
                digest.update(data: bytes)
            }
        }
        return PayloadHash(digest.finalize()).hex
    }

    private static let findingColumns = "SELECT id, kind, class, entity, opened, closed, due, detail FROM findings"

    private static func finding(_ row: Query) -> StoredFinding {
        StoredFinding(
            finding: Finding(
                id: row.text(0), kind: row.text(1),
                findingClass: FindingClass(rawValue: UInt8(truncatingIfNeeded: row.integer(2))) ?? .signal,
                due: row.optionalInteger(6).map(CalendarDate.init(stored:)), detail: row.bytes(7)),
            entity: row.text(3), opened: Instant(milliseconds: row.integer(4)),
            closed: row.optionalInteger(5).map(Instant.init(milliseconds:)))
    }
}
