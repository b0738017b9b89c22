// The derive lane: one thread that works the list off, and takes people's decisions between its steps.

import Foundation
import SENDRecords
import Storage

/// Works the list off whenever somebody rings, when files wake with the day, and when rules change.
struct DeriveService: Sendable {
    let store: Store
    let rules: DeriveRules
    let clock: GatewayClock
    let thread: WorkThread
    let bell: Bell
    /// Rung when the list has been worked off.
    let knownBell: Bell
    /// Rung when something has come into the outbox.
    let outboxBell: OutboxBells
    let events: GatewayEvents

    private static let longestPause = Duration.seconds(1)

    /// Until it is cancelled.
    func run() async {
        var lastDay: CalendarDate?
        while !Task.isCancelled {
            do {
                let today = clock.today
                if lastDay != today {
                    try await thread.run { try wake(on: today) }
                    lastDay = today
                }
                let begun = ContinuousClock.now
                if try await workOff() == 0 {
                    await bell.wait(atMost: .seconds(30))
                } else {
                    // While files come one after the other about the same children, many are derived together.
                    try? await Task.sleep(for: min((.now - begun) * 3, Self.longestPause))
                }
            } catch is CancellationError {
                return
            } catch {
                events.deriveFailed(error)
                await bell.wait(atMost: .seconds(5))
            }
        }
    }

    /// Works until the list is empty or the task is cancelled; gives the number of subjects worked off.
    @discardableResult
    func workOff() async throws -> Int {
        var total = 0
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            let deriver = Deriver(store: store, rules: rules, now: clock.now, today: clock.today)
            guard case .worked(let count) = try await thread.run({ try deriver.step() }) else { break }
            total += count
            outboxBell.ring()
            events.derived(subjects: count, seconds: (ContinuousClock.now - begun).seconds)
        }
        if total > 0 { knownBell.ring() }
        return total
    }

    /// Puts everything on the list that reads differently: files whose day has come, and all of them where the rules are
    /// not those of the last time.
    func wake(on today: CalendarDate) throws {
        for agreement in rules.agreements {
            // Another address knows nothing of what the earlier one was sent.
            let name = "route of \(agreement.id)"
            let digest = "\(agreement.routeDigest)"
            if let before = try store.note(name), before != digest {
                try store.forgetSent(to: agreement.id)
                try store.putAllOnList([.child])
            }
            try store.setNote(name, digest)
        }
        let model = rules.model.version
        if let before = try store.note("matching model"), before != model {
            // Identities stay good; the keys under which they are found are the model's own.
            try DeriveBatch.ask(in: store)
        }
        try store.setNote("matching model", model)
        let fingerprint = rules.fingerprint
        if try store.note("derive rules") != fingerprint {
            try store.putAllOnList()
            try store.setNote("derive rules", fingerprint)
        }
        while true {
            let due = try store.entitiesDue(on: today, limit: 500)
            if due.isEmpty { break }
            let children = due.filter { $0.kind == .child }.map(\.entity)
            try store.putOnList(try store.members(of: children).values.joined().map(\.subject))
            try store.forgetWake(of: due.map(\.entity))
        }
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// One bell for each consumer's lane, rung together.
final class OutboxBells: Sendable {
    let bells: [String: Bell]

    init(consumers: [String]) {
        bells = Dictionary(uniqueKeysWithValues: consumers.map { ($0, Bell()) })
    }

    func ring() {
        for bell in bells.values { bell.ring() }
    }
}
