// Takes what is due out of the outbox and brings it to the consumers; each consumer has a lane of its own.

import Foundation
import Publishing
import SENDRecords
import Storage
import Transfers

/// Delivers to one consumer until it is cancelled.
///
/// Order is kept for each child by the store, which gives out a delivery only when no earlier one of the same child is
/// unfinished; deliveries of different children go side by side.
struct DeliveryLane: Sendable {
    let agreement: Agreement
    let store: Store
    let thread: WorkThread
    let route: any DeliverySender
    let clock: GatewayClock
    let bell: Bell
    let events: GatewayEvents
    /// Feeds that say whose whereabouts must not be told: nothing leaves before each has been read once.
    let restrictingFeeds: [String]

    /// So many deliveries are under way at once; acknowledgements of one round are one commit.
    private static let atOnce = 64

    func run() async {
        var state = ConsumerState.open
        var histories: [Int64: DeliveryAttempts] = [:]
        while !Task.isCancelled {
            do {
                let sent = try await round(&state, &histories)
                if !sent { await bell.wait(atMost: .seconds(try await pause(state))) }
            } catch is CancellationError {
                return
            } catch {
                events.deliveryFailed(consumer: agreement.id, error)
                await bell.wait(atMost: .seconds(5))
            }
        }
    }

    /// Sends what is due; false when there was nothing to send or the consumer rests.
    private func round(_ state: inout ConsumerState, _ histories: inout [Int64: DeliveryAttempts]) async throws -> Bool
    {
        let now = clock.now
        guard state.maySend(at: now) else { return false }
        // A consumer that was in trouble is tried with one delivery first.
        let limit = if case .resting = state { 1 } else { Self.atOnce }
        let (store, consumer, restricting) = (store, agreement.id, restrictingFeeds)
        let due = try await thread.run {
            for feed in restricting where try !store.wasApplied(feed) { return [Storage.Delivery]() }
            return try store.takeDueDeliveries(of: consumer, limit: limit, now: now)
        }
        if due.isEmpty { return false }
        let outcomes = await withTaskGroup(of: (Storage.Delivery, DeliveryOutcome, String?).self) { group in
            for delivery in due {
                group.addTask {
                    let (outcome, problem) = await route.send(delivery)
                    return (delivery, outcome, problem)
                }
            }
            var all: [(Storage.Delivery, DeliveryOutcome, String?)] = []
            for await outcome in group { all.append(outcome) }
            return all
        }
        var attempts: [DeliveryAttempt] = []
        let then = clock.now
        for (delivery, outcome, problem) in outcomes {
            state.note(outcome, at: then, draw: Double.random(in: 0..<1))
            var history =
                histories[delivery.sequence]
                ?? DeliveryAttempts(first: delivery.created, failures: max(0, delivery.attempts - 1))
            let action = history.next(after: outcome, at: then, draw: Double.random(in: 0..<1))
            histories[delivery.sequence] = history
            let text = problem ?? "no answer"
            switch action {
            case .acknowledge:
                histories[delivery.sequence] = nil
                attempts.append(DeliveryAttempt(sequence: delivery.sequence, outcome: .delivered))
            case .tryAgain(let at):
                attempts.append(DeliveryAttempt(sequence: delivery.sequence, outcome: .retry(at: at, problem: text)))
            case .setAside(let why):
                histories[delivery.sequence] = nil
                attempts.append(
                    DeliveryAttempt(
                        sequence: delivery.sequence, outcome: .setAside(problem: "\(why.rawValue): \(text)")))
            case .stopConsumer:
                attempts.append(
                    DeliveryAttempt(
                        sequence: delivery.sequence,
                        outcome: .setAside(
                            problem: "\(DeliveryAction.SetAside.consumerStopped.rawValue): \(text)")))
            }
        }
        let done = attempts
        let isStopped = state == .stopped
        try await thread.run {
            try store.record(done, at: then)
            if isStopped {
                try store.setAsideAll(for: consumer, problem: DeliveryAction.SetAside.consumerStopped.rawValue)
            }
        }
        events.delivered(
            consumer: agreement.id,
            acknowledged: done.count { $0.outcome == .delivered }, of: done.count,
            problem: outcomes.compactMap(\.2).first)
        return true
    }

    /// How long to wait when nothing can be sent: until the next retry is due, or the consumer has rested.
    private func pause(_ state: ConsumerState) async throws -> Double {
        if case .resting(let until, _) = state { return min(max(0.1, until.seconds - clock.now.seconds), 60) }
        let (store, consumer) = (store, agreement.id)
        let next = try await thread.run { try store.nextDueTime(of: consumer) }
        guard let next else { return 60 }
        // Something is due and may not leave yet: look again soon.
        if next <= clock.now { return 1 }
        return min(max(0.1, next.seconds - clock.now.seconds), 60)
    }
}

/// A way to bring one delivery to its consumer.
protocol DeliverySender: Sendable {
    /// Sends the exact bytes; says what came of it and, where it failed, what to tell a person. Never throws: that it
    /// failed is an outcome.
    func send(_ delivery: Storage.Delivery) async -> (DeliveryOutcome, problem: String?)
}
