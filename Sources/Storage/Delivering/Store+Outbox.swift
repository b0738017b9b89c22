// The outbox, from due to acknowledged or set aside.

import GRDB
import SENDRecords

extension Store {
    /// Takes deliveries of a consumer that are due now, oldest first, and notes that an attempt at each has begun. Of one
    /// child there is never more than one under way, and none before an earlier one has ended.
    ///
    /// A view of a child that is on the list stays: derive will say first what the consumer may have now. So nothing
    /// leaves about a child from the moment at which anybody restricts it.
    public func takeDueDeliveries(of consumer: String, limit: Int, now: Instant) throws -> [Delivery] {
        // Found without the write lock; each is looked at again under it.
        let found = try read { database in
            try database.list(
                """
                SELECT sequence FROM outbox o WHERE consumer = ? AND state = 1 AND next_attempt <= ? AND \(Self.isFree)
                ORDER BY next_attempt, sequence LIMIT ?
                """, consumer, now, limit
            ) { $0.integer(0) }
        }
        if found.isEmpty { return [] }
        return try write("take due deliveries") { database in
            try found.compactMap { sequence in
                try database.run(
                    """
                    UPDATE outbox AS o SET state = 2, attempts = attempts + 1
                    WHERE sequence = ? AND state = 1 AND \(Self.isFree)
                    """, sequence)
                guard database.changesCount > 0 else { return nil }
                return try database.first(
                    Self.deliveryColumns + " WHERE sequence = ?", sequence, body: Self.delivery)
            }
        }
    }

    /// No earlier delivery of the same child is unfinished, and a view is not about to be decided anew.
    private static let isFree = """
        NOT EXISTS (
            SELECT 1 FROM outbox e WHERE e.consumer = o.consumer AND e.child = o.child AND e.sequence < o.sequence
                AND e.state IN (1, 2))
        AND (o.kind = 2 OR NOT EXISTS (
            SELECT 1 FROM links l JOIN touched t ON t.subject = l.subject LEFT JOIN runs r ON r.id = t.run
            WHERE l.child = o.child AND (t.run = 0 OR r.state = 2)))
        """

    /// Notes what came of attempts.
    public func record(_ attempts: [DeliveryAttempt], at: Instant) throws {
        for slice in attempts.slices(of: 1000) {
            try write("record attempts") { database in
                for attempt in slice { try database.note(attempt, at: at) }
            }
        }
    }

    /// Sends a delivery again that was set aside. Throws where it is not, or where a newer one took its place: no consumer
    /// is set back to an older view.
    public func retryDelivery(_ sequence: Int64, by who: String, at: Instant) throws {
        try write("retry a delivery") { database in
            try database.run(
                """
                UPDATE outbox AS o SET state = 1, next_attempt = ? WHERE sequence = ? AND state = 4 AND NOT EXISTS (
                    SELECT 1 FROM outbox e WHERE e.consumer = o.consumer AND e.child = o.child
                        AND e.sequence > o.sequence AND e.state <> 5)
                """, at, sequence)
            guard database.changesCount > 0 else {
                throw StoreError.notFound(what: "delivery that was set aside and is still the newest of its child")
            }
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
                Self.sentColumns + " WHERE child = ? ORDER BY consumer")
            var found: [String: [SentRecord]] = [:]
            for child in children {
                find.bind(1, child)
                try find.eachRow { found[child, default: []].append(Self.sent($0)) }
            }
            return found
        }
    }

    /// Forgets what a consumer was sent, in slices: its route leads elsewhere now. What waits is dropped too.
    public func forgetSent(to consumer: String) throws {
        while try write(
            "forget what was sent",
            { database in
                try database.run(
                    "DELETE FROM sent WHERE consumer = ?1 AND child IN (SELECT child FROM sent WHERE consumer = ?1 LIMIT 5000)",
                    consumer)
                return database.changesCount
            }) > 0
        {}
        try write("drop what waits") { database in
            try database.run(
                "UPDATE outbox SET state = 5 WHERE consumer = ? AND state = 1 AND attempts = 0", consumer)
        }
    }

    /// Sets everything aside that waits for a consumer which wants no more deliveries.
    public func setAsideAll(for consumer: String, problem: String) throws {
        while try write(
            "set deliveries aside",
            { database in
                try database.run(
                    """
                    UPDATE outbox SET state = 4, problem = ? WHERE sequence IN (
                        SELECT sequence FROM outbox WHERE consumer = ? AND state = 1 LIMIT 5000)
                    """, problem, consumer)
                return database.changesCount
            }) > 0
        {}
    }

    /// Attempts that a crash cut off are due again, with the same identifier and the same bytes.
    func returnUnfinishedAttempts() throws {
        try write("return attempts") { database in
            try database.run("UPDATE outbox AS o SET state = \(Self.dueUnlessWithdrawn) WHERE state = 2")
        }
    }

    /// What becomes of an attempt that failed: a view that a withdrawal follows is not sent again, though the consumer may
    /// have it already.
    fileprivate static let dueUnlessWithdrawn = """
        iif(o.kind = 1 AND EXISTS (
            SELECT 1 FROM outbox e WHERE e.consumer = o.consumer AND e.child = o.child AND e.sequence > o.sequence
                AND e.kind = 2), 5, 1)
        """

    static let deliveryColumns = """
        SELECT sequence, id, consumer, child, kind, body, digest, state, attempts, next_attempt, created,
            acknowledged, problem FROM outbox o
        """

    static func delivery(_ row: Query) -> Delivery {
        Delivery(
            sequence: row.integer(0),
            draft: DeliveryDraft(
                id: row.text(1), consumer: row.text(2), child: row.text(3), kind: DeliveryKind(number: row.integer(4)),
                body: row.bytes(5), digest: row.bytes(6)),
            state: DeliveryState(number: row.integer(7)), attempts: row.count(8),
            nextAttempt: Instant(milliseconds: row.integer(9)), created: Instant(milliseconds: row.integer(10)),
            acknowledged: row.optionalInteger(11).map(Instant.init(milliseconds:)), problem: row.optionalText(12))
    }

    private static let sentColumns = """
        SELECT consumer, child, kind, digest, sequence, EXISTS (
            SELECT 1 FROM outbox o WHERE o.child = sent.child AND o.consumer = sent.consumer AND o.attempts > 0) FROM sent
        """

    private static func sent(_ row: Query) -> SentRecord {
        SentRecord(
            consumer: row.text(0), child: row.text(1), kind: DeliveryKind(number: row.integer(2)), digest: row.bytes(3),
            sequence: row.integer(4), mayBeKnown: row.integer(5) != 0)
    }
}

extension DeliveryKind {
    init(number: Int64) { self = DeliveryKind(rawValue: UInt8(truncatingIfNeeded: number)) ?? .view }
}

extension DeliveryState {
    init(number: Int64) { self = DeliveryState(rawValue: UInt8(truncatingIfNeeded: number)) ?? .setAside }
}

extension Database {
    /// Only an attempt that is under way can end.
    fileprivate func note(_ attempt: DeliveryAttempt, at: Instant) throws {
        switch attempt.outcome {
        case .delivered:
            try run(
                "UPDATE outbox SET state = 3, acknowledged = ?, problem = NULL WHERE sequence = ? AND state = 2", at,
                attempt.sequence)
        case .retry(let next, let problem):
            try run(
                """
                UPDATE outbox AS o SET state = \(Store.dueUnlessWithdrawn), next_attempt = ?, problem = ?
                WHERE sequence = ? AND state = 2
                """, next, problem, attempt.sequence)
        case .setAside(let problem):
            try run(
                "UPDATE outbox SET state = 4, problem = ? WHERE sequence = ? AND state = 2", problem, attempt.sequence)
        }
    }
}
