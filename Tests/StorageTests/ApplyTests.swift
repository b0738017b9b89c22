// Apply: what a run makes visible, and that it is all or nothing.

import SENDRecords
import Storage
import Testing

@Suite struct ApplyTests {
    @Test func nothingIsSeenBeforeTheCommit() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.begin(asOf: 1)
        try temporary.store.stage(run, [.row(2, .child("a", "Ash"))])
        try temporary.store.finishStaging(run)
        #expect(try temporary.surnames(of: "a").isEmpty)
        #expect(try temporary.touched().isEmpty)
        #expect(try temporary.store.touchedCount() == 0)
        try temporary.store.commit(run, RunCommit(.applied, rowsRead: 1, at: 2))
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
        #expect(try temporary.touched() == ["a"])
    }

    @Test func countsSayWhatBecameOfEachRow() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech"))])
        let run = try temporary.run(
            asOf: 2,
            [
                .row(2, .child("a", "Ash")), .row(3, .child("b", "Birch"), notes: [.badDate]),
                .row(4, .leftOut(rule: "no sign of SEND")), .row(5, .leftOut(rule: "no sign of SEND")),
                .row(6, .quarantined([.badDate])), .row(7, .child("c", "Cedar")),
            ])
        #expect(run.rows == 6)
        #expect(run.counts.applied == 2)
        #expect(run.counts.unchanged == 1)
        #expect(run.counts.leftOut == 2)
        #expect(run.counts.quarantined == 1)
        #expect(run.counts.arrived == 1)
        #expect(try temporary.store.leftOut(of: run.id) == ["no sign of SEND": 2])
        let faults = try temporary.store.faults(of: run.id)
        #expect(faults.map(\.kind) == [.note, .quarantined])
        #expect(faults.map(\.line) == [3, 6])
        #expect(faults[0].fault == .badDate)
    }

    @Test func aRowIsAppliedWhereAnyOfItsRecordsChanged() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"), .enrolment("a", "100001", of: "a"))])
        let run = try temporary.run(asOf: 2, [.row(2, .child("a", "Ash"), .enrolment("a", "100002", of: "a"))])
        #expect(run.counts.applied == 1)
        #expect(run.counts.arrived == 0)
    }

    @Test func rowsThatDoNotAddUpAreNotApplied() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.begin(asOf: 1)
        try temporary.store.stage(run, [.row(2, .child("a", "Ash"))])
        try temporary.store.finishStaging(run)
        #expect(throws: StoreError.self) {
            try temporary.store.commit(run, RunCommit(.applied, rowsRead: 2, at: 2))
        }
        #expect(try temporary.surnames(of: "a").isEmpty)
        try temporary.store.fail(run, reason: "a fault", at: 3)
        #expect(try temporary.store.run(run).state == .failed)
    }

    @Test func aCorrectionThatIsTakenBackLeavesTheFirstStatement() throws {
        let temporary = try TemporaryStore()
        for (moment, surname) in [(1, "Ash"), (2, "Beech"), (3, "Ash")] {
            let run = try temporary.run(
                asOf: Instant(milliseconds: Int64(moment)), [.row(2, .child("a", surname))])
            #expect(run.counts.applied == 1)
            #expect(try temporary.surnames(of: "a") == ["a": surname])
        }
        let feed = try #require(try temporary.store.feed(named: "school-pupils@100001"))
        let history = try temporary.store.history(
            of: RecordName(Child.declaration.type, key: "a"), feed: feed.id)
        #expect(history.map(\.asOf) == [3, 2, 1])
        #expect(history.map(\.isCurrent) == [true, false, false])
    }

    @Test func onlyTheLatestPayloadIsAlreadyReceived() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let (first, second) = (PayloadHash(of: [1]), PayloadHash(of: [2]))
        let feed = try store.feed(named: "council", adapter: "council")
        func whole(_ hash: PayloadHash) -> RunPayload { RunPayload(hash: hash, file: "f", columns: []) }
        func take(_ payloads: [PayloadHash], _ asOf: Instant) throws {
            let run = try store.beginRun(
                RunStart(
                    feed: feed, kind: .pull, asOf: asOf, started: asOf, manifest: "m1",
                    payloads: payloads.map(whole)))
            try store.finishStaging(run)
            try store.commit(run, RunCommit(.applied, rowsRead: 0, at: asOf, cursor: [7]))
        }
        #expect(try !store.isLatest(feed, payloads: [first].map(whole), manifest: "m1"))
        try take([first, second], 1)
        #expect(try store.isLatest(feed, payloads: [first, second].map(whole), manifest: "m1"))
        #expect(try !store.isLatest(feed, payloads: [second, first].map(whole), manifest: "m1"))
        #expect(try !store.isLatest(feed, payloads: [first, second].map(whole), manifest: "m2"))
        // The same bytes of another school or day say something else.
        let ofASchool = RunPayload(
            hash: second, file: "f", columns: [], requested: RequestedPart(school: "103456"))
        #expect(try !store.isLatest(feed, payloads: [whole(first), ofASchool], manifest: "m1"))
        try take([second], 2)
        #expect(try !store.isLatest(feed, payloads: [first, second].map(whole), manifest: "m1"))
        #expect(try store.feed(feed).cursor == [7])
        #expect(try store.feed(feed).lastAsOf == 2)
    }

    @Test func theVersionWithTheLatestAsOfTimeIsCurrentWhateverArrivedLast() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 20, [.row(2, .child("a", "Ash"))])
        try temporary.run(asOf: 10, [.row(2, .child("a", "Beech"))])
        #expect(try temporary.surnames(of: "a") == ["a": "Ash"])
    }

    @Test func aRecordThatMovesToAnotherChildLeavesTheFirst() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("r", "Ash", of: "one"))])
        try temporary.clearList()
        try temporary.run(asOf: 2, [.row(2, .child("r", "Ash", of: "two"))])
        #expect(try temporary.surnames(of: "one").isEmpty)
        #expect(try temporary.surnames(of: "two") == ["r": "Ash"])
        #expect(try temporary.touched().sorted() == ["one", "two"])
        // An older statement that comes late doesn't bring it back.
        try temporary.run(asOf: 0, [.row(2, .child("r", "Old", of: "three"))])
        #expect(try temporary.surnames(of: "three").isEmpty)
        #expect(try temporary.surnames(of: "two") == ["r": "Ash"])
    }

    @Test func aRecordCanBeWithdrawnByItsPartner() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"))])
        var gone = StagedRecord.child("a", "Ash")
        gone.blob = nil
        let run = try temporary.run(asOf: 2, [.row(2, gone)])
        #expect(run.counts.applied == 1)
        #expect(run.counts.withdrawn == 1)
        #expect(try temporary.surnames(of: "a").isEmpty)
        #expect(try temporary.run(asOf: 3, [.row(2, gone)]).counts.unchanged == 1)
    }

    @Test func aVersionLeadsBackToItsLineAndColumn() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.run(asOf: 1, [.row(7, .child("a", "Ash"))])
        let subject = try #require(
            try temporary.store.subject(of: SubjectKey(.child, space: "school-pupils@100001", key: "a")))
        let statement = try #require(try temporary.store.currentStatements(of: [subject])[subject]?.first)
        let version = try #require(try temporary.store.version(statement.version))
        #expect(version.run == run.id)
        #expect(version.place?.file == "pupils.csv")
        #expect(version.place?.line == 7)
        #expect(version.place?.row == 6)
        #expect(version.place?.byteOffset == 280)
        #expect(version.place?.columns == [nil, "Surname"])
        #expect(version.learnt == 1)
        #expect(version.isCurrent)
        #expect(try temporary.store.versions(of: run.id, payload: 0, row: 6).map(\.id) == [version.id])
    }

    @Test func aRecordThatItsPartnerEndsIsWithdrawnByItsKeyAlone() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"), .enrolment("e1", "100001", of: "a"))])
        // A list of deletions doesn't say whose enrolment it was; of one key nothing was ever stated.
        func ended(_ key: String) -> StagedRecord {
            StagedRecord(
                name: RecordName(Enrolment.declaration.type, key: key),
                subject: SubjectKey(.child, space: "school-pupils@100001", key: key), blob: nil)
        }
        let run = try temporary.run(asOf: 2, [.row(2, ended("e1")), .row(3, ended("e9"))])
        #expect(run.counts.withdrawn == 1)
        #expect(run.counts.applied == 1)
        #expect(run.counts.unchanged == 1)
        let child = try #require(
            try temporary.store.subject(of: SubjectKey(.child, space: "school-pupils@100001", key: "a")))
        #expect(try temporary.store.currentStatements(of: [child])[child]?.count == 1, "only the child is left")
        #expect(try temporary.touched() == ["a"])
        let again = try temporary.run(asOf: 3, [.row(2, ended("e1"))])
        #expect(again.counts.unchanged == 1)
        #expect(again.counts.withdrawn == 0)
    }
}
