// What a crash leaves: the store is opened again at each point of a run, as the next start does.

import Foundation
import SENDRecords
import Storage
import Testing

@Suite struct CrashTests {
    enum Point: CaseIterable {
        case begun, staged, finished, withdrawalsStaged
    }

    @Test(arguments: Point.allCases)
    func aRunThatWasCutOffLeavesNothing(_ point: Point) throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech"))])
        try temporary.clearList()
        let before = try temporary.store.status()
        let run = try temporary.begin(asOf: 2)
        if point != .begun { try temporary.store.stage(run, [.row(2, .child("a", "Alder"), .child("c", "Cedar"))]) }
        if point == .finished || point == .withdrawalsStaged { try temporary.store.finishStaging(run) }
        if point == .withdrawalsStaged {
            let companion = try temporary.store.stageWithdrawals(
                run, scope: SnapshotScope(types: TemporaryStore.types), at: 2)
            #expect(companion != nil)
        }
        let feeds = try temporary.reopen(at: 9)
        #expect(try feeds.map { try temporary.store.feed($0).name } == ["school-pupils@100001"])
        let summary = try temporary.store.run(run)
        #expect(summary.state == .failed)
        #expect(summary.reason == "interrupted")
        #expect(summary.finished == 9)
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.surnames(of: "b") == ["b": "Beech"])
        #expect(try temporary.surnames(of: "c").isEmpty)
        #expect(try temporary.store.touchedCount() == 0)
        #expect(try temporary.store.status().runs[.staging] == nil)
        #expect(try temporary.store.status().subjects[.child] ?? 0 >= before.subjects[.child] ?? 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.folder + "/scratch").isEmpty)
        // The same file again is a new run over the same ground.
        let again = try temporary.run(
            asOf: 2, [.row(2, .child("a", "Alder"), .child("c", "Cedar"))], snapshot: true, withdrawals: .apply)
        #expect(again.counts.applied == 1)
        #expect(try temporary.surnames(of: "a") == ["a": "Alder"])
        #expect(try temporary.surnames(of: "b").isEmpty)
    }

    @Test func whatWasCommittedIsThereAfterwards() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"))])
        #expect(try temporary.reopen().isEmpty)
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.touched() == ["a"])
    }

    @Test func anAttemptThatWasCutOffIsMadeAgainWithTheSameBytes() throws {
        let temporary = try TemporaryStore()
        var slice = DeriveSlice(at: 1)
        slice.deliveries = [
            DeliveryDraft(id: "d1", consumer: "nhs", child: "c1", kind: .view, body: [1, 2], digest: [3])
        ]
        try temporary.store.commitDerive(slice)
        let taken = try temporary.store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        #expect(taken.map(\.state) == [.sending])
        try temporary.reopen()
        let again = try temporary.store.takeDueDeliveries(of: "nhs", limit: 10, now: 2)
        #expect(again.map(\.draft) == taken.map(\.draft))
        #expect(again.map(\.attempts) == [2])
    }

    @Test func theSecretStaysTheSame() throws {
        let temporary = try TemporaryStore()
        let secret = temporary.store.secret
        #expect(secret.count == 32)
        try temporary.reopen()
        #expect(temporary.store.secret == secret)
        let attributes = try FileManager.default.attributesOfItem(atPath: temporary.folder + "/key")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
}
