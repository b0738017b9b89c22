// The outbox, from due to acknowledged or set aside.

import GRDB
import SENDRecords

extension Store {
    /// Takes deliveries of a consumer that are due now, oldest first, and notes that an attempt at each has begun. Of one
    /// child there is never more than one under way, and none before an earlier one has ended.
    ///
    /// A view that a later delivery takes back is never sent any more, even if it was tried before: whoever had it is
    /// told by the later one. Of a child who was restricted and isn't derived yet, no view goes.
    public func takeDueDeliveries(of consumer: String, limit: Int, now: Instant) throws -> [Delivery] {
        try write("take due deliveries") { database in
            let due = try database.list(
                Self.deliveryColumns + """
                     WHERE consumer = ? AND state = 1 AND next_attempt <= ? AND NOT EXISTS (
                        SELECT 1 FROM outbox e WHERE e.consumer = o.consumer AND e.child = o.child
                            AND e.sequence < o.sequence AND e.state IN (1, 2))
                    ORDER BY next_attempt, sequence LIMIT ?
                    """, consumer, now, limit, body: Self.delivery)
            var begun: [Delivery] = []
            for delivery in due {
                if delivery.draft.kind == .view {
                    if try database.isTakenBack(delivery) {
                        try database.run("UPDATE outbox SET state = 5 WHERE sequence = ?", delivery.sequence)
                        continue
                    }
                    if try database.isBeingRestricted(delivery.draft.child) { continue }
                }
                try database.run(
                    "UPDATE outbox SET state = 2, attempts = attempts + 1 WHERE sequence = ?", delivery.sequence)
                begun.append(delivery.begun)
            }
            return begun
        }
    }

    /// Notes what came of attempts.
    public func record(_ attempts: [DeliveryAttempt], at: Instant) throws {
        for slice in attempts.slices(of: 1000) {
            try write("record attempts") { database in
                for attempt in slice { try database.note(attempt, at: at) }
            }
        }
    }

    /// Sends a delivery again that was set aside. Throws where it is not, and where a later one about the child has taken
    /// its place: it would put back what was true earlier.
    public func retryDelivery(_ sequence: Int64, by who: String, at: Instant) throws {
        try write("retry a delivery") { database in
            let isOvertaken = try database.number(
                """
                SELECT EXISTS (SELECT 1 FROM outbox o JOIN outbox l ON l.consumer = o.consumer AND l.child = o.child
                    AND l.sequence > o.sequence WHERE o.sequence = ? AND o.state = 4)
                """, sequence)
            guard isOvertaken == 0 else { throw StoreError.overtaken }
            try database.run(
                "UPDATE outbox SET state = 1, next_attempt = ? WHERE sequence = ? AND state = 4", at, sequence)
            guard database.changesCount > 0 else { throw StoreError.notFound(what: "delivery that was set aside") }
            try database.note(AuditEntry(at: at, who: who, what: "sent a delivery again", detail: "\(sequence)"))
        }
    }

    /// When the next delivery of a consumer, or of any, is due; nil where none waits.
    public func nextDueTime(of consumer: String? = nil) throws -> Instant? {
        try read { database in
            let condition = consumer == nil ? "" : " AND consumer = ?"
            let values: [any Bindable] = consumer.map { [$0] } ?? []
            let query = try database.query("SELECT min(next_attempt) FROM outbox WHERE state = 1" + condition, values)
            return try query.first { $0.optionalInteger(0) }?.map(Instant.init(milliseconds:))
        }
    }

    /// How many deliveries there are, by consumer and state.
    public func deliveryCounts() throws -> [String: [DeliveryState: Int]] {
        try read { database in
            var counts: [String: [DeliveryState: Int]] = [:]
            try database.rows("SELECT consumer, state, count(*) FROM outbox GROUP BY consumer, state") { row in
                counts[row.text(0), default: [:]][DeliveryState(number: row.integer(1))] = row.count(2)
            }
            return counts
        }
    }

    /// What was last put in the outbox of each of these children, for every consumer that ever got them.
    public func lastSent(of children: [String]) throws -> [String: [SentRecord]] {
        try read { database in
            let find = try database.query(
                "SELECT consumer, child, kind, digest, sequence FROM sent WHERE child = ? ORDER BY consumer")
            var found: [String: [SentRecord]] = [:]
            for child in children {
                find.bind(1, child)
                try find.eachRow { found[child, default: []].append(Self.sent($0)) }
            }
            return found
        }
    }

    /// Visits what a consumer was last sent of each child.
    public func forEachSent(to consumer: String, _ body: (SentRecord) throws -> Void) throws {
        try read { database in
            try database.rows(
                "SELECT consumer, child, kind, digest, sequence FROM sent WHERE consumer = ? ORDER BY child", consumer
            ) { try body(Self.sent($0)) }
        }
    }

    /// Attempts that a crash cut off are due again, with the same identifier and the same bytes.
    func returnUnfinishedAttempts() throws {
        try write("return attempts") { try $0.run("UPDATE outbox SET state = 1 WHERE state = 2") }
    }

    static let deliveryColumns = """
        SELECT sequence, id, consumer, child, kind, body, digest, replaces, state, attempts, next_attempt, created,
            acknowledged, problem FROM outbox o
        """

    static func delivery(_ row: Query) -> Delivery {
        Delivery(
            sequence: row.integer(0),
            draft: DeliveryDraft(
                id: row.text(1), consumer: row.text(2), child: row.text(3), kind: DeliveryKind(number: row.integer(4)),
                body: row.bytes(5), digest: row.bytes(6), replaces: row.optionalText(7)),
            state: DeliveryState(number: row.integer(8)), attempts: row.count(9),
            nextAttempt: Instant(milliseconds: row.integer(10)), created: Instant(milliseconds: row.integer(11)),
            acknowledged: row.optionalInteger(12).map(Instant.init(milliseconds:)), problem: row.optionalText(13))
    }

    private static func sent(_ row: Query) -> SentRecord {
        SentRecord(
            consumer: row.text(0), child: row.text(1), kind: DeliveryKind(number: row.integer(2)), digest: row.bytes(3),
            sequence: row.integer(4))
    }
}

extension Delivery {
    /// The delivery with one more attempt begun.
    fileprivate var begun: Delivery {
        Delivery(
            sequence: sequence, draft: draft, state: .sending, attempts: attempts + 1, nextAttempt: nextAttempt,
            created: created, acknowledged: acknowledged, problem: problem)
    }
}

extension DeliveryKind {
    init(number: Int64) { self = DeliveryKind(rawValue: UInt8(truncatingIfNeeded: number)) ?? .view }
}

extension DeliveryState {
    init(number: Int64) { self = DeliveryState(rawValue: UInt8(truncatingIfNeeded: number)) ?? .setAside }
}

extension Database {
    /// Whether a later delivery to the same consumer withdraws the child.
    fileprivate func isTakenBack(_ delivery: Delivery) throws -> Bool {
        try number(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE child = ? AND sequence > ? AND consumer = ? AND kind = ?)",
            delivery.draft.child, delivery.sequence, delivery.draft.consumer, Int(DeliveryKind.withdrawn.rawValue)) == 1
    }

    /// Whether a person has restricted the child and the list still holds it.
    fileprivate func isBeingRestricted(_ child: String) throws -> Bool {
        try number(
            """
            SELECT EXISTS (SELECT 1 FROM links l JOIN restrictions r ON r.subject = l.subject AND r.lifted_at IS NULL
                WHERE l.child = ? AND EXISTS (SELECT 1 FROM touched t WHERE t.subject = l.subject))
            """, child) == 1
    }

    /// Only an attempt that is under way can end.
    fileprivate func note(_ attempt: DeliveryAttempt, at: Instant) throws {
        switch attempt.outcome {
        case .delivered:
            try run(
                "UPDATE outbox SET state = 3, acknowledged = ?, problem = NULL WHERE sequence = ? AND state = 2", at,
                attempt.sequence)
        case .retry(let next, let problem):
            try run(
                "UPDATE outbox SET state = 1, next_attempt = ?, problem = ? WHERE sequence = ? AND state = 2", next,
                problem, attempt.sequence)
        case .setAside(let problem):
            try run(
                "UPDATE outbox SET state = 4, problem = ? WHERE sequence = ? AND state = 2", problem, attempt.sequence)
        }
    }
}
