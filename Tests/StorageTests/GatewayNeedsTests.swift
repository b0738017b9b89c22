// What matching and the inboxes ask of the store beside the steps.

import SENDRecords
import Storage
import Testing

@Suite struct GatewayNeedsTests {
    @Test func candidatesShareAtLeastSoManyMatchKeys() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let keys = ["a", "b", "c"].map { SubjectKey(.child, space: "council", key: $0) }
        let subjects = try store.intern(keys)
        #expect(Set(subjects.values).count == 3)
        #expect(try store.intern(keys) == subjects)
        let ids = keys.compactMap { subjects[$0] }
        try store.saveIdentities([
            IdentityUpdate(subject: ids[0], blob: [1], matchKeys: [1, 2, 3]),
            IdentityUpdate(subject: ids[1], blob: [2], matchKeys: [2, 3]),
            IdentityUpdate(subject: ids[2], blob: [3], matchKeys: [3]),
        ])
        #expect(try store.matchCounts(of: [3, 1, 9]) == [3, 1, 0])
        #expect(try store.identities(sharingAtLeast: 2, of: [1, 2, 3]).map(\.subject) == [ids[0], ids[1]])
        // An identity that is stored with a slice is found like any other.
        var slice = DeriveSlice(at: 1)
        slice.identities = [
            IdentityUpdate(subject: ids[0], blob: nil, matchKeys: []),
            IdentityUpdate(subject: ids[2], blob: [4], matchKeys: [2, 3]),
        ]
        try store.commitDerive(slice)
        #expect(try store.matchCounts(of: [1, 2, 3]) == [0, 2, 2])
        #expect(try store.identities(of: ids).mapValues(\.blob) == [ids[1]: [2], ids[2]: [4]])
    }

    @Test func aChildWhoseFounderHasGoneIsKnown() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let keys = ["a", "b"].map { SubjectKey(.child, space: "council", key: $0) }
        let ids = try store.intern(keys)
        let (a, b) = (try #require(ids[keys[0]]), try #require(ids[keys[1]]))
        var slice = DeriveSlice(at: 1)
        slice.identities = [IdentityUpdate(subject: a, blob: [1], matchKeys: [])]
        slice.founders = [Founder(child: "c1", subject: a), Founder(child: "c2", subject: b)]
        try store.commitDerive(slice)
        #expect(try store.childrenWithoutFounder(among: ["c1", "c2", "c3"]) == ["c2", "c3"])
    }

    @Test func anInboxClaimFindsItsRunAgain() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "school-pupils@1", adapter: "school-pupils")
        let start = RunStart(
            feed: feed, kind: .inbox, asOf: 1, started: 1, manifest: "m", payloads: [], claim: "claim-1")
        #expect(try store.run(claim: "claim-1") == nil)
        let interrupted = try store.beginRun(start)
        #expect(try store.run(claim: "claim-1") == nil)
        try temporary.reopen()
        #expect(try temporary.store.run(interrupted).state == .failed)
        #expect(try temporary.store.run(claim: "claim-1") == nil)
        let run = try temporary.store.beginRun(start)
        try temporary.store.finishStaging(run)
        try temporary.store.commit(run, RunCommit(.applied, rowsRead: 0, at: 2))
        #expect(try temporary.store.run(claim: "claim-1")?.id == run)
    }

    @Test func aLongListIsWalkedPageByPage() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        try temporary.run(asOf: 1, (0..<5).map { .row($0 + 2, .child("k\($0)", "Ash")) })
        try temporary.run(asOf: 2, (3..<8).map { .row($0 + 2, .child("k\($0)", "Beech")) })
        let runs = try store.runsOnList()
        #expect(runs.count == 2)
        var walked: [SubjectID] = []
        while true {
            let page = try store.touchedSubjects(.child, by: runs, after: walked.last, limit: 3)
            if page.isEmpty { break }
            walked += page
        }
        #expect(walked.count == 8)
        #expect(walked == walked.sorted())
    }

    @Test func notesAreRememberedOverAStart() throws {
        let temporary = try TemporaryStore()
        #expect(try temporary.store.note("rules") == nil)
        try temporary.store.setNote("rules", "1")
        try temporary.store.setNote("rules", "2")
        try temporary.reopen()
        #expect(try temporary.store.note("rules") == "2")
    }

    @Test func placesInTheOutboxAreNeverUsedAgain() throws {
        let temporary = try TemporaryStore()
        #expect(try temporary.store.lastDeliverySequence() == 0)
        var slice = DeriveSlice(at: 1)
        slice.deliveries = [
            DeliveryDraft(id: "d1", consumer: "nhs", child: "c1", kind: .view, body: [1], digest: [1])
        ]
        try temporary.store.commitDerive(slice)
        #expect(try temporary.store.lastDeliverySequence() == 1)
    }

    @Test func aRecordedRunSaysNothingAboutHowNewAFeedIs() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "council-ehc", adapter: "council-ehc")
        let held = try store.recordRun(
            RunStart(feed: feed, kind: .pull, asOf: 50, started: 50, manifest: "m", payloads: []), state: .held,
            reason: "plans.csv did not come")
        try store.release(held, by: "Jo Clerk", at: 60)
        #expect(try store.feed(feed).lastAsOf == nil)
    }

    @Test func onlyTheWantedTypesAreRead() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"), .enrolment("a", "100001", of: "a"))])
        let key = SubjectKey(.child, space: "school-pupils@100001", key: "a")
        let subject = try #require(try temporary.store.subject(of: key))
        let statements = try temporary.store.currentStatements(of: [subject], types: [Child.declaration.type])
        #expect(statements[subject]?.map(\.type) == [Child.declaration.type])
    }
}
