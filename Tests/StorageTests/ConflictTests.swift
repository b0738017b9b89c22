// Rows of one run that share a key.

import SENDRecords
import Storage
import Testing

@Suite struct ConflictTests {
    @Test func rowsOfOneKeyThatDifferAreAllQuarantined() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech"))])
        let run = try temporary.run(
            asOf: 2,
            [
                .row(2, .child("a", "Alder")), .row(3, .child("b", "Birch")), .row(4, .child("a", "Aspen")),
                .row(5, .child("a", "Alder")),
            ])
        #expect(run.counts.quarantined == 3)
        #expect(run.counts.applied == 1)
        #expect(run.counts.accountedFor == 4)
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.surnames(of: "b") == ["b": "Birch"])
        let faults = try temporary.store.faults(of: run.id)
        #expect(faults.map(\.line) == [2, 4, 5])
        #expect(faults.allSatisfy { $0.fault.rule == "two rows with one key" && $0.kind == .quarantined })
        #expect(!faults.contains { $0.fault.what.contains("Alder") })
        #expect(try temporary.store.faultCounts(of: run.id) == ["two rows with one key": 3])
    }

    @Test func aRowThatSaysTheSameAgainIsUnchanged() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.run(asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("a", "Ash"))])
        #expect(run.counts.applied == 1)
        #expect(run.counts.unchanged == 1)
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
    }

    @Test func whatASoundRowStatesAsWellStays() throws {
        let temporary = try TemporaryStore()
        // Lines 2 and 4 differ about enrolment e; line 3 says the same of the child as line 2.
        let run = try temporary.run(
            asOf: 1,
            [
                .row(2, .child("a", "Ash"), .enrolment("e", "100001", of: "a")),
                .row(3, .child("a", "Ash")),
                .row(4, .enrolment("e", "100002", of: "a")),
            ])
        #expect(run.counts.quarantined == 2)
        #expect(run.counts.applied == 1)
        #expect(run.counts.arrived == 1)
        let feed = try #require(try temporary.store.feed(named: "school-pupils@100001"))
        let kept = try temporary.store.history(of: RecordName(Child.declaration.type, key: "a"), feed: feed.id)
        #expect(kept.map { $0.place?.line } == [3])
        let gone = try temporary.store.history(of: RecordName(Enrolment.declaration.type, key: "e"), feed: feed.id)
        #expect(gone.isEmpty)
    }

    @Test func aRowCanDifferFromItself() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.run(
            asOf: 1, [.row(2, .child("a", "Ash"), .child("a", "Beech")), .row(3, .child("b", "Cedar"))])
        #expect(run.counts.quarantined == 1)
        #expect(run.counts.applied == 1)
        #expect(try temporary.surnames(of: "a").isEmpty)
    }

    @Test func manyRowsWithOneKeyAreSettledInSlices() throws {
        let temporary = try TemporaryStore()
        let rows = (0..<3000).map { StagedRow.row($0 + 2, .child("same", "Name \($0)")) }
        let run = try temporary.run(asOf: 1, rows)
        #expect(run.counts.quarantined == 3000)
        #expect(run.counts.applied == 0)
        #expect(run.counts.arrived == 0)
        #expect(try temporary.surnames(of: "same").isEmpty)
    }
}
