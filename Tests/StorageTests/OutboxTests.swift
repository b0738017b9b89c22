// The outbox: order for each child, and one effect for each delivery.

import SENDRecords
import Storage
import Testing

@Suite struct OutboxTests {
    private func put(_ id: String, _ child: String, in store: Store, at: Instant, to consumer: String = "nhs") throws {
        var slice = DeriveSlice(at: at)
        slice.deliveries = [
            DeliveryDraft(
                id: id, consumer: consumer, child: child, kind: .view, body: Array(id.utf8), digest: Array(id.utf8))
        ]
        try store.commitDerive(slice)
    }

    @Test func ofOneChildOneDeliveryIsUnderWay() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        try put("d2", "c2", in: store, at: 1)
        let first = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        #expect(first.map(\.draft.id) == ["d1", "d2"])
        #expect(first.map(\.attempts) == [1, 1])
        // A newer view of c1 waits until the attempt has ended, also where that has to be made again.
        try put("d3", "c1", in: store, at: 3)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 4).isEmpty)
        try store.record(
            [
                DeliveryAttempt(sequence: first[0].sequence, outcome: .retry(at: 10, problem: "no answer")),
                DeliveryAttempt(sequence: first[1].sequence, outcome: .delivered),
            ], at: 5)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 6).isEmpty)
        #expect(try store.delivery("d2")?.acknowledged == 5)
        let again = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 10)
        #expect(again.map(\.draft.id) == ["d1"])
        #expect(again.first?.problem == "no answer")
        try store.record([DeliveryAttempt(sequence: again[0].sequence, outcome: .delivered)], at: 11)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 12).map(\.draft.id) == ["d3"])
    }

    @Test func aViewThatNobodyTriedToSendIsOvertaken() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        try put("other", "c1", in: store, at: 1, to: "school")
        try put("d2", "c1", in: store, at: 2)
        #expect(try store.delivery("d1")?.state == .superseded)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 3).map(\.draft.id) == ["d2"])
        #expect(try store.takeDueDeliveries(of: "school", limit: 10, now: 3).map(\.draft.id) == ["other"])
        #expect(try store.lastSent(of: ["c1"])["c1"]?.map(\.digest) == [Array("d2".utf8), Array("other".utf8)])
    }

    @Test func aDeliveryThatIsSetAsideLetsTheNextPass() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        let first = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        try put("d2", "c1", in: store, at: 2)
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .setAside(problem: "refused"))], at: 3)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 4).map(\.draft.id) == ["d2"])
        #expect(try store.deliveries(states: [.setAside]).map(\.draft.id) == ["d1"])
        #expect(try store.deliveryCounts() == ["nhs": [.setAside: 1, .sending: 1]])
    }

    @Test func anOutcomeCountsOnlyForAnAttemptThatIsUnderWay() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        let first = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .delivered)], at: 3)
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .retry(at: 9, problem: "late"))], at: 4)
        #expect(try store.delivery("d1")?.state == .delivered)
    }

    @Test func theNextDueTimeIsKnown() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        #expect(try store.nextDueTime() == nil)
        try put("d1", "c1", in: store, at: 7)
        #expect(try store.nextDueTime(of: "nhs") == 7)
        #expect(try store.nextDueTime(of: "school") == nil)
    }

    /// A store in which child key a belongs to child c1 and nothing is on the list.
    private func linked() throws -> TemporaryStore {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"))])
        var slice = DeriveSlice(at: 1)
        slice.done = try temporary.store.touchedSubjects(limit: 9)
        slice.links = slice.done.map { StoredLink(subject: $0.subject, child: "c1", sureness: 1, evidence: []) }
        try temporary.store.commitDerive(slice)
        return temporary
    }

    /// Derive says that the consumer may not have the child any more.
    private func withdraw(_ id: String, _ child: String, in store: Store, at: Instant) throws {
        var slice = DeriveSlice(at: at)
        slice.done = try store.touchedSubjects(limit: 9)
        slice.deliveries = [
            DeliveryDraft(id: id, consumer: "nhs", child: child, kind: .withdrawn, body: [0], digest: [])
        ]
        try store.commitDerive(slice)
    }

    @Test func nothingLeavesAboutAChildFromTheMomentItIsRestricted() throws {
        let temporary = try linked()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        try put("d2", "c2", in: store, at: 1)
        let key = SubjectKey(.child, space: "school-pupils@100001", key: "a")
        try store.restrict(key, who: "Jo Clerk", why: "court order", at: 2)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 3).map(\.draft.id) == ["d2"])
        try withdraw("w1", "c1", in: store, at: 4)
        #expect(try store.delivery("d1")?.state == .superseded)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 5).map(\.draft.id) == ["w1"])
    }

    @Test func aViewWaitsWhileItsChildIsToBeDecidedAnew() throws {
        let temporary = try linked()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        try temporary.run(asOf: 2, [.row(2, .child("a", "Alder"))])
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 3).isEmpty)
        try temporary.clearList()
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 3).map(\.draft.id) == ["d1"])
    }

    @Test func aViewThatFailedIsNotSentAgainBeforeItsWithdrawal() throws {
        let temporary = try linked()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        let first = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        // The withdrawal comes while the attempt is under way.
        try withdraw("w1", "c1", in: store, at: 3)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 3).isEmpty)
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .retry(at: 4, problem: "cut"))], at: 4)
        #expect(try store.delivery("d1")?.state == .superseded)
        #expect(try store.takeDueDeliveries(of: "nhs", limit: 10, now: 5).map(\.draft.id) == ["w1"])
    }

    @Test func aDeliveryThatWasSetAsideIsNotSentAfterANewerOne() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try put("d1", "c1", in: store, at: 1)
        let first = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .setAside(problem: "refused"))], at: 3)
        try store.retryDelivery(first[0].sequence, by: "Jo Clerk", at: 4)
        let again = try store.takeDueDeliveries(of: "nhs", limit: 10, now: 4)
        #expect(again.map(\.draft) == first.map(\.draft))
        try store.record([DeliveryAttempt(sequence: first[0].sequence, outcome: .setAside(problem: "refused"))], at: 5)
        try put("d2", "c1", in: store, at: 6)
        #expect(throws: StoreError.self) { try store.retryDelivery(first[0].sequence, by: "Jo Clerk", at: 7) }
    }
}
