// Withdrawals that a partner stated, set apart so that a person can look at them while everything else goes on.

import SENDRecords
import Testing

@testable import Storage

struct WaitingWithdrawalTests {
    let temporary: TemporaryStore
    let apart: RunID
    var store: Store { temporary.store }

    /// Three children are known; a run ends two of them, changes the third, and brings a fourth.
    init() throws {
        temporary = try TemporaryStore()
        try temporary.run(
            asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beck")), .row(4, .child("c", "Cole"))])
        try temporary.clearList()
        let run = try temporary.begin(asOf: 2)
        try temporary.store.stage(
            run,
            [
                .row(2, Self.ended("a")), .row(3, Self.ended("b")), .row(4, .child("c", "Crane")),
                .row(5, .child("d", "Dale")),
            ])
        try temporary.store.finishStaging(run)
        apart = try #require(try temporary.store.setWithdrawalsApart(run, at: 2))
        let done = try temporary.store.commit(
            run, RunCommit(.applied, rowsRead: 4, at: 2, cursor: [7], withdrawals: .hold(reason: "two of three")))
        #expect(done.state == .applied)
        #expect(done.counts.withdrawn == 0)
    }

    private static func ended(_ key: String) -> StagedRecord {
        StagedRecord(
            name: RecordName(Child.declaration.type, key: key),
            subject: SubjectKey(.child, space: "school-pupils@100001", key: key), blob: nil)
    }

    private func surnames() throws -> [String] {
        try ["a", "b", "c", "d"].map { try temporary.surnames(of: $0)[$0] ?? "-" }
    }

    @Test func theRestIsAppliedWithItsCursor() throws {
        #expect(try surnames() == ["Ash", "Beck", "Crane", "Dale"])
        #expect(try store.feed(store.run(apart).feed).cursor == [7])
        #expect(try store.run(apart).state == .held)
        #expect(try store.run(apart).counts.withdrawn == 2)
        #expect(try store.versions(of: apart, payload: 0, line: 2).first?.place?.file == "pupils.csv")
    }

    @Test func laterRunsLeaveThemWaitingAndTheReleaseTakesThemOff() throws {
        try temporary.run(asOf: 3, [.row(2, .child("c", "Cove"))])
        #expect(try store.run(apart).state == .held)
        // Another run waits as well: neither stands in the other's way.
        let held = try temporary.run(asOf: 4, [.row(2, .child("d", "Dent"))], outcome: .held(reason: "odd"))
        try temporary.clearList()
        try store.release(apart, by: "officer", at: 5)
        #expect(try surnames() == ["-", "-", "Cove", "Dale"])
        #expect(try Set(temporary.touched()) == ["a", "b"])
        #expect(try store.run(held.id).state == .held)
    }

    @Test func whatIsSaidAgainMeanwhileWaitsAlready() throws {
        let again = try temporary.run(asOf: 3, [.row(2, Self.ended("a"))])
        #expect(again.counts.unchanged == 1)
        #expect(again.counts.withdrawn == 0)
    }

    @Test func whatIsStatedAgainMeanwhileStays() throws {
        let again = try temporary.run(asOf: 3, [.row(2, .child("a", "Ash"))])
        #expect(again.counts.applied == 1, "it says nothing new, but it says it later")
        try store.release(apart, by: "officer", at: 4)
        #expect(try surnames() == ["Ash", "-", "Crane", "Dale"])
    }

    @Test func refusedTheyHaveNoEffectAndCanBeSaidAgain() throws {
        try store.refuse(apart, by: "officer", at: 3)
        #expect(try surnames() == ["Ash", "Beck", "Crane", "Dale"])
        try temporary.run(asOf: 4, [.row(2, Self.ended("a"))])
        #expect(try surnames() == ["-", "Beck", "Crane", "Dale"])
    }

    @Test func aRunThatFailsTakesThemWithIt() throws {
        let run = try temporary.begin(asOf: 3)
        try store.stage(run, [.row(2, Self.ended("c"))])
        try store.finishStaging(run)
        let other = try #require(try store.setWithdrawalsApart(run, at: 3))
        try temporary.reopen()
        #expect(try temporary.store.run(other).state == .failed)
        #expect(try surnames() == ["Ash", "Beck", "Crane", "Dale"])
    }

    @Test func theCursorOfAHeldRunMovesWithItsRelease() throws {
        func held(_ asOf: Instant, _ cursor: [UInt8]) throws -> RunSummary {
            let run = try temporary.begin(asOf: asOf)
            try store.finishStaging(run)
            return try store.commit(
                run, RunCommit(.held(reason: "odd"), rowsRead: 0, at: asOf, cursor: cursor))
        }
        let first = try held(3, [8])
        #expect(try store.feed(first.feed).cursor == [7])
        try store.release(first.id, by: "officer", at: 4)
        #expect(try store.feed(first.feed).cursor == [8])
        let second = try held(5, [9])
        try store.refuse(second.id, by: "officer", at: 6)
        #expect(try store.feed(first.feed).cursor == [8])
    }
}
