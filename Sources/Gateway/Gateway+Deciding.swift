// What people decide: on held runs, on who is one child, on who may be told of, on deliveries that were set aside.

import SENDRecords
import Storage

extension Gateway {
    // MARK: - Held runs

    func release(_ run: RunID, by who: String) async throws -> String {
        let (store, now) = (store, clock.now)
        try await deriveThread.run {
            let commands = try store.remarks(of: run).filter { $0.kind == RunRemark.accept }.map(\.text)
            if try store.run(run).rows == 0, !commands.isEmpty {
                throw CommandError(
                    "Nothing was read of this run's file, because needed columns have new names. If they are the same "
                        + "columns: \(commands.joined(separator: "; ")). It is then read by itself.")
            }
            let feed = FeedName(try store.run(run).feedName)
            if self.configuration.isOnTrial(feed) { throw CommandError.onTrial(feed) }
            try store.release(run, by: who, at: now)
        }
        return "Run \(run) is released." + (await renewReceipt(ofDecided: run))
    }

    func refuse(_ run: RunID, by who: String) async throws -> String {
        let (store, now) = (store, clock.now)
        try await deriveThread.run { try store.refuse(run, by: who, at: now) }
        return "Run \(run) is refused; nothing of it is applied." + (await renewReceipt(ofDecided: run))
    }

    /// The decision stands whether or not the school's folder can be written to.
    private func renewReceipt(ofDecided run: RunID) async -> String {
        do {
            try await tellSchool(ofDecided: run)
            return ""
        } catch {
            return " The school's receipt could not be written anew: tell the school yourself."
        }
    }

    // MARK: - Children

    func addVerdict(_ request: ControlRequest) async throws -> String {
        guard let kind = VerdictKind.allCases.first(where: { $0.name == request.arguments["kind"] }) else {
            throw CommandError("A verdict is same, different or seal.")
        }
        let (first, second) = (try request.key("first"), try request.key("second"))
        let (who, why) = (try request.text("by"), try request.text("why"))
        let (store, now) = (store, clock.now)
        let id = try await deriveThread.run {
            // A seal may come before the records that it keeps apart; a slip in another verdict should be told.
            for key in [first, second] where kind != .seal { try store.expectChild(key) }
            return try store.addVerdict(kind, first, second, who: who, why: why, at: now)
        }
        return "Verdict \(id) is recorded."
    }

    func undoVerdict(_ id: Int64, by who: String) async throws -> String {
        let (store, now) = (store, clock.now)
        try await deriveThread.run { try store.undoVerdict(id, by: who, at: now) }
        return "Verdict \(id) is undone. Whoever had been told is sent the correction."
    }

    func restrict(_ child: SubjectKey, by who: String, why: String) async throws -> String {
        let (store, now) = (store, clock.now)
        let id = try await deriveThread.run {
            try store.expectChild(child)
            return try store.restrict(child, who: who, why: why, at: now)
        }
        return "Restriction \(id) is recorded: nothing about the child leaves from now on."
    }

    func liftRestriction(_ id: Int64, by who: String) async throws -> String {
        let (store, now) = (store, clock.now)
        try await deriveThread.run { try store.liftRestriction(id, by: who, at: now) }
        return "Restriction \(id) is lifted."
    }

    // MARK: - Deliveries

    func retryDelivery(_ id: String, by who: String) async throws -> String {
        let (store, now) = (store, clock.now)
        try await deriveThread.run {
            guard let delivery = try store.delivery(id) else {
                throw CommandError("There is no delivery \(id). `sendgate deliveries list` shows them.")
            }
            try store.retryDelivery(delivery.sequence, by: who, at: now)
        }
        outboxBells.ring()
        return "Delivery \(id) is sent again."
    }
}

extension Store {
    fileprivate func expectChild(_ key: SubjectKey) throws {
        if try subject(of: key) == nil { throw CommandError("No partner states a child \(key.space):\(key.key).") }
    }
}
