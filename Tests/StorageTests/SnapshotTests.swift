// Snapshots, withdrawals, and runs that wait for a person.

import SENDRecords
import Storage
import Testing

@Suite struct SnapshotTests {
    /// Three children in the store.
    private func city() throws -> TemporaryStore {
        let temporary = try TemporaryStore()
        try temporary.run(
            asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech")), .row(4, .child("c", "Cedar"))])
        try temporary.clearList()
        return temporary
    }

    @Test func aSnapshotWithdrawsWhatItLeavesOut() throws {
        let temporary = try city()
        let run = try temporary.run(
            asOf: 2, [.row(2, .child("a", "Ash")), .row(3, .child("d", "Damson"))], snapshot: true, withdrawals: .apply)
        #expect(run.counts.unchanged == 1)
        #expect(run.counts.applied == 1)
        let withdrawals = try #require(try temporary.store.withdrawals(of: run.id))
        #expect(withdrawals.state == .applied)
        #expect(withdrawals.counts.withdrawn == 2)
        #expect(try temporary.surnames(of: "b").isEmpty)
        #expect(try temporary.surnames(of: "d") == ["d": "Damson"])
        #expect(try temporary.touched().sorted() == ["b", "c", "d"])
    }

    @Test func absenceIsCountedBeforeAnythingIsWithdrawn() throws {
        let temporary = try city()
        let run = try temporary.begin(asOf: 2)
        try temporary.store.stage(run, [.row(2, .child("a", "Alder"))])
        try temporary.store.finishStaging(run)
        let absence = try temporary.store.absent(run, scope: SnapshotScope(types: TemporaryStore.types))
        #expect(absence.covered == 3)
        #expect(absence.absent == 2)
        #expect(absence.byType[Child.declaration.type]?.absent == 2)
        let window = SnapshotScope(types: TemporaryStore.types) { _, blob in
            (try? Record(encoded: blob)[Child.surname]) == "Beech"
        }
        #expect(try temporary.store.absent(run, scope: window).covered == 1)
        let others = SnapshotScope(types: [Enrolment.declaration.type])
        #expect(try temporary.store.absent(run, scope: others).covered == 0)
        try temporary.store.discard(run)
        #expect(throws: StoreError.noSuchRun(run)) { try temporary.store.run(run) }
    }

    @Test func aLongHistoryIsComparedLikeAShortOne() throws {
        let temporary = try city()
        // More versions of one record than are read one after the other; the others have one.
        for time in Int64(2)..<60 {
            try temporary.run(asOf: Instant(milliseconds: time), [.row(2, .child("b", "Beech \(time)"))])
        }
        #expect(try temporary.surnames(of: "b") == ["b": "Beech 59"])
        let run = try temporary.begin(asOf: 60)
        let rows = [StagedRow.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech 59"))]
        #expect(try temporary.store.stage(run, rows).unchanged == 2)
        try temporary.store.finishStaging(run)
        let absence = try temporary.store.absent(run, scope: SnapshotScope(types: TemporaryStore.types))
        #expect(absence.covered == 3)
        #expect(absence.absent == 1)
        _ = try temporary.store.stageWithdrawals(run, scope: SnapshotScope(types: TemporaryStore.types), at: 60)
        try temporary.store.commit(run, RunCommit(.applied, rowsRead: 2, at: 60, withdrawals: .apply))
        // Withdrawn records are no longer covered.
        let last = try temporary.begin(asOf: 61)
        try temporary.store.finishStaging(last)
        #expect(try temporary.store.absent(last, scope: SnapshotScope(types: TemporaryStore.types)).absent == 2)
    }

    @Test func ofManyHeldSnapshotsTheNewestWait() throws {
        let temporary = try city()
        for time in Int64(2)..<20 {
            let run = try temporary.begin(asOf: Instant(milliseconds: time))
            try temporary.store.stage(run, [.row(2, .child("z", "Zelkova \(time)"))])
            try temporary.store.finishStaging(run)
            try temporary.store.commit(
                run, RunCommit(.held(reason: "nobody of the last list"), rowsRead: 1, at: 99, isSnapshot: true))
        }
        let held = try temporary.store.runs(RunFilter(states: [.held]))
        #expect(held.count == 10)
        #expect(try temporary.store.runs(RunFilter(states: [.superseded])).count == 8)
        try temporary.store.release(try #require(held.map(\.id).max()), by: "Jo Clerk", at: 100)
        #expect(try temporary.surnames(of: "z") == ["z": "Zelkova 19"])
    }

    @Test func ofManyHeldFilesThatAreNoSnapshotsEachWaits() throws {
        let temporary = try city()
        for time in Int64(2)..<20 {
            try temporary.run(
                asOf: Instant(milliseconds: time), [.row(2, .child("z", "Zelkova \(time)"))],
                outcome: .held(reason: "a date that may be two"))
        }
        #expect(try temporary.store.runs(RunFilter(states: [.held])).count == 18)
    }

    @Test func aKnownKeyThatComesWithoutItsZerosIsNoticed() throws {
        let temporary = try TemporaryStore()
        try temporary.run(
            asOf: 1,
            [
                .row(2, .child("0012", "Ash")), .row(3, .child("0013", "Beech")), .row(4, .child("013", "Cedar")),
                .row(5, .child("14", "Damson")), .row(6, .child("0015A", "Elm")), .row(7, .child("0016/1", "Fir")),
            ])
        let run = try temporary.begin(asOf: 2)
        // 13 may be either; 14 was never longer; 15A is no number; 16/1 begins with one.
        let rows = ["12", "13", "14", "15A", "16/1"].enumerated().map { StagedRow.row($0 + 2, .child($1, "Ash")) }
        try temporary.store.stage(run, rows)
        try temporary.store.finishStaging(run)
        let scope = SnapshotScope(types: TemporaryStore.types)
        #expect(try temporary.store.absent(run, scope: scope).zerosLost == 4)
        try temporary.store.discard(run)
        // Known without zeros already: they are two records, and nothing is lost.
        try temporary.run(asOf: 2, [.row(2, .child("12", "Ash"))])
        let again = try temporary.begin(asOf: 3)
        try temporary.store.stage(again, [.row(2, .child("12", "Ash"))])
        try temporary.store.finishStaging(again)
        #expect(try temporary.store.absent(again, scope: scope).zerosLost == 0)
    }

    @Test func aKeyThatOnlyAQuarantinedRowMentionsIsNotWithdrawn() throws {
        let temporary = try city()
        let mention = RecordName(Child.declaration.type, key: "b")
        let run = try temporary.run(
            asOf: 2, [.row(2, .child("a", "Ash")), .row(3, .quarantined([.badDate], mentions: [mention]))],
            snapshot: true, withdrawals: .apply)
        #expect(try temporary.store.withdrawals(of: run.id)?.counts.withdrawn == 1)
        #expect(try temporary.surnames(of: "b") == ["b": "Beech"])
        #expect(try temporary.surnames(of: "c").isEmpty)
    }

    @Test func heldWithdrawalsWaitWhileArrivalsAreApplied() throws {
        let temporary = try city()
        let run = try temporary.run(
            asOf: 2, [.row(2, .child("d", "Damson"))], snapshot: true,
            withdrawals: .hold(reason: "100 % of the records are missing"))
        let withdrawals = try #require(try temporary.store.withdrawals(of: run.id))
        #expect(withdrawals.state == .held)
        #expect(try temporary.surnames(of: "d") == ["d": "Damson"])
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.touched() == ["d"])
        try temporary.store.release(withdrawals.id, by: "Jo Clerk", at: 5)
        #expect(try temporary.surnames(of: "a").isEmpty)
        #expect(try temporary.surnames(of: "d") == ["d": "Damson"])
        #expect(try temporary.touched().sorted() == ["a", "b", "c", "d"])
        #expect(try temporary.store.run(withdrawals.id).decidedBy == "Jo Clerk")
        #expect(try temporary.store.auditEntries().first?.what == "released run \(withdrawals.id)")
    }

    @Test func refusedWithdrawalsLeaveNothingBehind() throws {
        let temporary = try city()
        let run = try temporary.run(
            asOf: 2, [.row(2, .child("a", "Ash"))], snapshot: true, withdrawals: .hold(reason: "too many"))
        let withdrawals = try #require(try temporary.store.withdrawals(of: run.id))
        try temporary.store.refuse(withdrawals.id, by: "Jo Clerk", at: 5)
        #expect(try temporary.surnames(of: "b") == ["b": "Beech"])
        #expect(try temporary.store.touchedCount() == 0)
        #expect(throws: StoreError.self) { try temporary.store.release(withdrawals.id, by: "Jo Clerk", at: 6) }
    }

    @Test func inAHeldRunAllRowsWait() throws {
        let temporary = try city()
        let held = try temporary.run(
            asOf: 2, [.row(2, .child("a", "Alder"))], snapshot: true, outcome: .held(reason: "older than the last"),
            withdrawals: .apply)
        #expect(held.state == .held)
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.touched().isEmpty)
        #expect(try temporary.store.runs(RunFilter(states: [.held])).count == 2)
        try temporary.store.release(held.id, by: "Jo Clerk", at: 5)
        #expect(try temporary.surnames(of: "a") == ["a": "Alder"])
        #expect(try temporary.surnames(of: "b").isEmpty)
    }

    @Test func aNewerAppliedRunTakesThePlaceOfAHeldOne() throws {
        let temporary = try city()
        let held = try temporary.run(asOf: 2, [.row(2, .child("a", "Alder"))], outcome: .held(reason: "why"))
        try temporary.run(asOf: 3, [.row(2, .child("a", "Aspen"))])
        #expect(try temporary.store.run(held.id).state == .superseded)
        #expect(throws: StoreError.self) { try temporary.store.release(held.id, by: "Jo Clerk", at: 5) }
        try temporary.store.sweep()
        #expect(try temporary.surnames(of: "a") == ["a": "Aspen"])
        #expect(try temporary.store.versions(of: held.id, payload: 0, row: 1).isEmpty)
    }

    @Test func ofTwoHeldRunsTheNewerIsDecidedFirst() throws {
        let temporary = try city()
        let first = try temporary.run(asOf: 2, [.row(2, .child("a", "Alder"))], outcome: .held(reason: "why"))
        let second = try temporary.run(asOf: 3, [.row(2, .child("a", "Ash"))], outcome: .held(reason: "why"))
        #expect(throws: StoreError.newerRun(run: first.id, newer: second.id)) {
            try temporary.store.release(first.id, by: "Jo Clerk", at: 5)
        }
        try temporary.store.refuse(second.id, by: "Jo Clerk", at: 6)
        try temporary.store.release(first.id, by: "Jo Clerk", at: 7)
        #expect(try temporary.surnames(of: "a") == ["a": "Alder"])
    }

    @Test func anIncompleteSetWaitsOnce() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "council-ehc", adapter: "council-ehc")
        let start = RunStart(feed: feed, kind: .pull, asOf: 1, started: 1, manifest: "m", payloads: [])
        let first = try store.recordRun(start, state: .waiting, reason: "plans.csv is missing")
        let second = try store.recordRun(start, state: .waiting, reason: "plans.csv is missing")
        #expect(try store.run(first).state == .superseded)
        #expect(try store.run(second).state == .waiting)
        let run = try store.beginRun(start)
        try store.finishStaging(run)
        try store.commit(run, RunCommit(.applied, rowsRead: 0, at: 2))
        #expect(try store.run(second).state == .superseded)
    }
}
