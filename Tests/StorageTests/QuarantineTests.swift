// Rows that were not taken: what stands, what a retry takes, and what a later run has stated meanwhile.

import Foundation
import SENDRecords
import Storage
import Testing

@Suite struct QuarantineTests {
    let temporary: TemporaryStore
    var store: Store { temporary.store }
    static let feed = "school-pupils@100001"
    static let child = Child.declaration.type

    init() throws {
        temporary = try TemporaryStore()
    }

    private func bad(_ line: Int, _ keys: String...) -> StagedRow {
        .row(line, .quarantined([.badDate], mentions: keys.map { RecordName(Self.child, key: $0) }))
    }

    private func lines() throws -> [Int] { try store.quarantine().map(\.place.line).sorted() }

    private func hash(_ text: String) -> PayloadHash { PayloadHash(of: Array(text.utf8)) }

    /// Applies a run of the feed; the file of the set is always `pupils.csv`.
    @discardableResult
    private func run(
        asOf: Instant, _ rows: [StagedRow], snapshot: Bool = false, outcome: RunOutcome = .applied
    ) throws -> RunSummary {
        let run = try temporary.begin(asOf: asOf)
        try store.stage(run, rows)
        try store.finishStaging(run)
        return try store.commit(
            run, RunCommit(outcome, rowsRead: rows.count, at: asOf, isSnapshot: snapshot))
    }

    /// Reads rows of an earlier run again.
    @discardableResult
    private func retry(_ old: RunSummary, _ rows: [StagedRow], fails: Bool = false) throws -> RunSummary {
        let run = try store.beginRun(
            RunStart(
                feed: old.feed, kind: .retry, asOf: old.asOf, started: 90, manifest: "m2",
                payloads: try store.payloads(of: old.id), retries: old.id))
        try store.stage(run, rows)
        try store.finishStaging(run)
        if fails {
            try store.fail(run, reason: "interrupted", at: 91)
            return try store.run(run)
        }
        return try store.commit(run, RunCommit(.applied, rowsRead: rows.count, at: 91))
    }

    @Test func rowsThatWereNotTakenStandWithTheirReason() throws {
        let made = try run(asOf: 1, [.row(2, .child("1", "Ash")), bad(3, "2"), bad(4)])
        let rows = try store.quarantine()
        #expect(rows.map(\.place.line) == [3, 4])
        #expect(rows[0].rule == RowFault.badDate.rule && rows[0].columnName == "DOB" && rows[0].run == made.id)
        #expect(try store.faults(of: rows[0]).map(\.fault) == [.badDate])
        let groups = try store.quarantineGroups()
        #expect(groups.map(\.rows) == [2])
        #expect(groups[0].newestRun == made.id && groups[0].feedName == Self.feed)
    }

    @Test func aHeldRunsRowsStandOnlyOnceItIsReleased() throws {
        let held = try run(asOf: 1, [.row(2, .child("1", "Ash")), bad(3, "2")], outcome: .held(reason: "many"))
        #expect(try lines().isEmpty)
        try store.release(held.id, by: "Officer", at: 5)
        #expect(try lines() == [3])
    }

    @Test func aNewerSnapshotTakesThePlaceOfAllThatWasQuarantined() throws {
        try run(asOf: 1, [.row(2, .child("1", "Ash")), bad(3, "2"), bad(4)], snapshot: true)
        try run(asOf: 2, [.row(2, .child("1", "Ash")), bad(7, "2")], snapshot: true)
        #expect(try lines() == [7])
        let held = try run(asOf: 3, [.row(2, .child("1", "Ash"))], snapshot: true, outcome: .held(reason: "cut"))
        #expect(try lines() == [7])
        try store.release(held.id, by: "Officer", at: 9)
        #expect(try lines().isEmpty)
    }

    @Test func anOlderSnapshotTakesNothingOffTheList() throws {
        try run(asOf: 5, [bad(3, "2")], snapshot: true)
        try run(asOf: 4, [.row(2, .child("2", "Ash"))], snapshot: true)
        #expect(try lines() == [3])
    }

    @Test func withoutASnapshotOnlyWhatIsStatedRightlyLeavesTheList() throws {
        try run(asOf: 1, [bad(2, "1"), bad(3, "2", "3"), bad(4), bad(5, "5")])
        try run(asOf: 2, [.row(2, .child("1", "Ash")), .row(3, .child("2", "Beck"))])
        #expect(try lines() == [3, 4, 5])
        // The rest of line 3 comes in another file; line 5's key is stated twice, differently.
        try run(asOf: 3, [.row(2, .child("3", "Cole")), .row(3, .child("5", "Dean")), .row(4, .child("5", "Eden"))])
        #expect(try lines() == [3, 4, 4, 5])
        #expect(
            try store.quarantine(QuarantineFilter(limit: 10)).filter { $0.run.rawValue == 1 }.map(\.place.line) == [
                4, 5,
            ])
    }

    @Test func aRetryTakesWhatIsGoodNowAndLeavesTheOldCountsAlone() throws {
        let old = try run(asOf: 1, [.row(2, .child("1", "Ash")), bad(3, "2"), bad(4, "3"), bad(5)])
        let made = try retry(
            old, [.row(3, .child("2", "Beck")), bad(4, "3"), .row(5, .leftOut(rule: "not needed"))])
        #expect(made.retries == old.id && made.kind == .retry)
        #expect(made.rows == 3 && made.counts.applied == 1 && made.counts.quarantined == 1 && made.counts.leftOut == 1)
        #expect(try store.run(old.id).counts == old.counts)
        #expect(try lines() == [4])
        #expect(try store.quarantine()[0].run == old.id)
        #expect(try store.quarantine()[0].toldBy == made.id)
        #expect(try temporary.surnames(of: "2") == ["2": "Beck"])
    }

    @Test func aRetryThatFailsLeavesTheRowsStanding() throws {
        let old = try run(asOf: 1, [bad(3, "2")])
        try retry(old, [.row(3, .child("2", "Beck"))], fails: true)
        #expect(try lines() == [3])
        #expect(try temporary.surnames(of: "2").isEmpty)
        try retry(old, [.row(3, .child("2", "Beck"))])
        #expect(try lines().isEmpty)
    }

    @Test func aRetryNeverPutsAnOlderStatementOverALaterOne() throws {
        let first = try run(asOf: 1, [.row(2, .child("1", "Ash")), .row(3, .child("2", "Beck"))])
        let old = try run(asOf: 3, [bad(2, "1", "9"), bad(3, "2", "9"), bad(4, "3", "9")])
        // The same moment, and once the same words as before the bad file: both are later statements.
        try run(asOf: 3, [.row(2, .child("1", "Newer")), .row(3, .child("2", "Beck"))])
        try run(asOf: 4, [.row(2, .child("3", "Third"))])
        let made = try retry(
            old, [.row(2, .child("1", "Old")), .row(3, .child("2", "Old")), .row(4, .child("3", "Old"))])
        #expect(made.counts.unchanged == 3)
        #expect(try temporary.surnames(of: "1") == ["1": "Newer"])
        #expect(try temporary.surnames(of: "2") == ["2": "Beck"])
        #expect(try temporary.surnames(of: "3") == ["3": "Third"])
        #expect(first.id < old.id)
    }

    @Test func aRetryNeitherReplacesTheLatestPayloadNorDecidesForAPerson() throws {
        let old = try run(asOf: 1, [bad(3, "2")])
        let held = try run(asOf: 2, [.row(2, .child("1", "Ash"))], outcome: .held(reason: "many"))
        let payloads = try store.payloads(of: held.id)
        #expect(try store.isLatest(old.feed, payloads: payloads, manifest: "m1"))
        try retry(old, [.row(3, .child("2", "Beck"))])
        #expect(try store.isLatest(old.feed, payloads: payloads, manifest: "m1"))
        #expect(try store.run(held.id).state == .held)
    }

    @Test func rowsOfOneKeyThatDifferStandAndComeBackToo() throws {
        let old = try run(asOf: 1, [.row(2, .child("1", "Ash")), .row(3, .child("1", "Oak"))])
        #expect(try lines() == [2, 3])
        try retry(old, [.row(2, .child("1", "Ash")), .row(3, .child("1", "Oak"))])
        #expect(try lines() == [2, 3])
        try retry(old, [.row(2, .child("1", "Ash")), .row(3, .leftOut(rule: "not the first"))])
        #expect(try lines().isEmpty)
        #expect(try temporary.surnames(of: "1") == ["1": "Ash"])
    }

    @Test func aRetriedRowThatContradictsOneThatCountsAlreadyStaysQuarantined() throws {
        let old = try run(asOf: 1, [.row(2, .child("1", "Ash")), .row(3, .child("2", "Beck")), bad(4), bad(5)])
        let made = try retry(old, [.row(4, .child("1", "Oak")), .row(5, .child("2", "Beck"))])
        #expect(made.counts.quarantined == 1 && made.counts.unchanged == 1 && made.counts.applied == 0)
        #expect(try lines() == [4])
        let fault = try #require(try store.faults(of: made.id).first)
        #expect(fault.fault.rule == Store.sharedKeyRule && fault.fault.what.hasPrefix("Lines 4 and 2 "))
        #expect(try temporary.surnames(of: "1") == ["1": "Ash"])
    }

    @Test func rowsWhoseFileIsNoLongerKeptLeaveTheListWithALineInTheAudit() throws {
        let path = store.workFolder + "/a"
        try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
        let feed = try store.feed(named: Self.feed, adapter: "school-pupils")
        let payload = try store.keep(fileAt: path, name: "a", feed: feed, at: 1)
        let run = try store.beginRun(
            RunStart(
                feed: feed, kind: .inbox, asOf: 1, started: 1, manifest: "m",
                payloads: [RunPayload(hash: payload.hash, file: "pupils", columns: [])]))
        try store.stage(run, [bad(2, "1")])
        try store.finishStaging(run)
        try store.commit(run, RunCommit(.applied, rowsRead: 1, at: 1))
        #expect(try store.closeForgottenQuarantine(at: 5) == 0)
        #expect(try store.forgetPayloads(receivedBefore: 10) == 1)
        #expect(try store.closeForgottenQuarantine(at: 11) == 1)
        #expect(try lines().isEmpty)
        #expect(try store.auditEntries(limit: 10).contains { $0.what.contains("1 quarantined rows") })
        #expect(try store.forgetClosedQuarantine(before: 12) == 1)
    }
}

/// Keys that only a run without effect had named.
@Suite struct LooseSubjectTests {
    @Test(arguments: ["refused", "failed", "discarded"])
    func aRunWithoutEffectLeavesNoKeyBehind(end: String) throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try temporary.run(asOf: 1, [.row(2, .child("1", "Ash"))])
        let run = try temporary.begin(asOf: 2)
        try store.stage(run, [.row(2, .child("1", "Oak")), .row(3, .child("2", "Beck")), .row(4, .child("3", "Cole"))])
        #expect(try store.subjectCount(.child) == 3)
        // What a person has decided on stays.
        _ = try store.restrict(
            SubjectKey(.child, space: "school-pupils@100001", key: "3"), who: "Officer", why: "test", at: 2)
        switch end {
        case "refused": try store.commit(run, RunCommit(.refused(reason: "no"), rowsRead: 3, at: 3))
        case "failed": try store.fail(run, reason: "no", at: 3)
        default: try store.discard(run)
        }
        #expect(try store.subjectCount(.child) == 2)
        #expect(try temporary.surnames(of: "1") == ["1": "Ash"])
        #expect(try store.subject(of: SubjectKey(.child, space: "school-pupils@100001", key: "2")) == nil)
    }

    @Test func aKeyThatAnotherRunMayHaveFoundWaitsForItsEnd() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let refused = try temporary.begin("school-pupils@100001", asOf: 1)
        try store.stage(refused, [.row(2, .child("7", "Ash", space: "council"))])
        let other = try temporary.begin("transport", asOf: 1)
        try store.commit(refused, RunCommit(.refused(reason: "no"), rowsRead: 1, at: 3))
        #expect(try store.subjectCount(.child) == 1)
        try store.stage(other, [.row(2, .child("7", "Ash", space: "council"))])
        try store.finishStaging(other)
        try store.commit(other, RunCommit(.applied, rowsRead: 1, at: 3))
        try store.sweep()
        #expect(try store.subjectCount(.child) == 1)
    }
}
