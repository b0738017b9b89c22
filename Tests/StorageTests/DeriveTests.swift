// Derive: the list, and slices that are seen whole.

import SENDRecords
import Storage
import Testing

@Suite struct DeriveTests {
    /// A store with child keys a and b on the list, and their numbers.
    private func city() throws -> (temporary: TemporaryStore, a: SubjectID, b: SubjectID) {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash")), .row(3, .child("b", "Beech"))])
        let keys = ["a", "b"].map { SubjectKey(.child, space: "school-pupils@100001", key: $0) }
        let subjects = try temporary.store.subjects(of: keys)
        return (temporary, try #require(subjects[keys[0]]), try #require(subjects[keys[1]]))
    }

    @Test func aSubjectStaysOnTheListWhenItIsTouchedAgainMeanwhile() throws {
        let (temporary, _, _) = try city()
        let read = try temporary.store.touchedSubjects(.child, limit: 10)
        try temporary.run(asOf: 2, [.row(2, .child("a", "Alder"))])
        var slice = DeriveSlice(at: 3)
        slice.done = read
        try temporary.store.commitDerive(slice)
        #expect(try temporary.touched() == ["a"])
    }

    @Test func theListTellsKindsApart() throws {
        let (temporary, a, _) = try city()
        var route = StagedRecord.child("x", "x")
        route.name = RecordName(Route.declaration.type, key: "R1")
        route.subject = SubjectKey(.route, space: "transport", key: "R1")
        route.blob = Record(Route.declaration.type).encoded()
        try temporary.run("transport", asOf: 1, [.row(2, route)])
        #expect(try temporary.store.touchedCount(.child) == 2)
        #expect(try temporary.store.touchedCount(.route) == 1)
        #expect(try temporary.store.touchedSubjects(.route, limit: 9).map(\.key.key) == ["R1"])
        #expect(try temporary.store.touchedSubjects(limit: 1).count == 1)
        #expect(try temporary.store.touched(among: [a]).map(\.subject) == [a])
        try temporary.clearList()
        #expect(try temporary.store.touchedCount() == 0)
        try temporary.store.putAllOnList([.child])
        #expect(try temporary.touched().sorted() == ["a", "b"])
        #expect(try temporary.store.touchedSubjects(limit: 9).allSatisfy { $0.runs == [.byHand] })
    }

    @Test func statementsComeInCanonicalOrder() throws {
        let (temporary, a, b) = try city()
        try temporary.run(
            "other", asOf: 1,
            [
                .row(2, .child("z", "Ash", of: "a")),
                .row(3, .enrolment("y", "1", of: "a"), .enrolment("x", "1", of: "a")),
            ])
        let statements = try temporary.store.currentStatements(of: [a, b, SubjectID(999)])
        #expect(statements[a]?.map(\.feed) == ["other", "school-pupils@100001", "other", "other"])
        #expect(statements[a]?.map(\.key) == ["z", "a", "x", "y"])
        #expect(statements[b]?.count == 1)
        #expect(statements[SubjectID(999)] == nil)
    }

    @Test func identitiesAreFoundByTheKeysThatTheyHaveNow() throws {
        let (temporary, a, b) = try city()
        let store = temporary.store
        try store.saveIdentities([
            IdentityUpdate(subject: a, blob: [1], matchKeys: [10, 11, UInt64.max]),
            IdentityUpdate(subject: b, blob: [2], matchKeys: [11]),
        ])
        #expect(try store.identities(sharing: [10, 11]).identities.map(\.subject) == [a, b])
        #expect(try store.identities(sharing: [UInt64.max]).identities.map(\.key.key) == ["a"])
        let narrow = try store.identities(sharing: [10, 11], limitPerKey: 1)
        #expect(narrow.crowded == [11])
        #expect(narrow.identities.map(\.subject) == [a])
        try store.saveIdentities([IdentityUpdate(subject: a, blob: [3], matchKeys: [12])])
        #expect(try store.identities(sharing: [10]).identities.isEmpty)
        #expect(try store.identities(sharing: [12]).identities.map(\.blob) == [[3]])
        try store.saveIdentities([IdentityUpdate(subject: a, blob: nil, matchKeys: [12])])
        #expect(try store.identities(sharing: [12]).identities.isEmpty)
        var all: [SubjectID] = []
        try store.forEachIdentity { all.append($0.subject) }
        #expect(all == [b])
    }

    @Test func keysPutInBeforehandAreThoseOfTheIdentities() throws {
        let (temporary, a, b) = try city()
        let store = temporary.store
        try store.saveIdentities([IdentityUpdate(subject: a, blob: [1], matchKeys: [10, 11])])
        var updates = [
            IdentityUpdate(subject: a, blob: [3], matchKeys: [11, 12]),
            IdentityUpdate(subject: b, blob: [2], matchKeys: [11]),
        ]
        try store.saveMatchKeys(count: 2, afresh: false) { updates[$0] }
        for place in updates.indices { updates[place].keysAreSaved = true }
        try store.saveIdentities(updates)
        #expect(try store.matchCounts(of: [10, 11, 12]) == [0, 2, 1])
        // After a pass that was cut off.
        try store.forgetMatchKeys()
        #expect(try store.matchCounts(of: [10, 11, 12]) == [0, 0, 0])
        try store.saveMatchKeys(count: 2, afresh: true) { updates[$0] }
        #expect(try store.matchCounts(of: [10, 11, 12]) == [0, 2, 1])
        // What an identity had is still known, and goes with it.
        try store.saveIdentities([IdentityUpdate(subject: a, blob: nil, matchKeys: [])])
        #expect(try store.matchCounts(of: [10, 11, 12]) == [0, 1, 0])
    }

    @Test func aSliceIsSeenWhole() throws {
        let (temporary, a, b) = try city()
        let store = temporary.store
        var slice = DeriveSlice(at: 5)
        slice.links = [
            StoredLink(subject: a, child: "c1", sureness: 1, evidence: []),
            StoredLink(subject: b, child: "c1", sureness: 0.97, evidence: [9]),
        ]
        slice.founders = [Founder(child: "c1", subject: a)]
        slice.reviewed = [a, b]
        slice.doubtful = [DoubtfulLink(first: b, second: a, weight: 3, evidence: [])]
        slice.done = try store.touchedSubjects(limit: 10)
        try store.commitDerive(slice)
        #expect(try store.linkCount() == 2)
        #expect(try store.links(of: [a, b]).values.map(\.child) == ["c1", "c1"])
        #expect(try store.members(of: ["c1"])["c1"]?.map(\.subject) == [a, b])
        #expect(try store.founders(among: [a, b]).map(\.child) == ["c1"])
        #expect(try store.founder(of: "c1")?.subject == a)
        #expect(try store.doubtfulLinks().map(\.first) == [min(a, b)])
        #expect(try store.childCount() == 1)
        #expect(try store.child(of: SubjectKey(.child, space: "school-pupils@100001", key: "b")) == "c1")
        #expect(try store.touchedCount() == 0)
        var next = DeriveSlice(at: 6)
        next.unlinked = [b]
        next.reviewed = [a]
        try store.commitDerive(next)
        #expect(try store.members(of: ["c1"])["c1"]?.map(\.subject) == [a])
        #expect(try store.doubtfulLinks().isEmpty)
    }

    @Test func filesAreFoundByWhatTheyUseAndByTheDayTheyWake() throws {
        let (temporary, a, b) = try city()
        let store = temporary.store
        let days = ["2026-03-01", "2026-03-02", "2026-03-03"].compactMap { CalendarDate(iso: $0) }
        func file(_ entity: String, wakes: CalendarDate?, uses: [SubjectID]) -> EntityFile {
            EntityFile(
                entity: entity, kind: .child, blob: Array(entity.utf8), digest: [1], wakes: wakes, uses: uses)
        }
        var slice = DeriveSlice(at: 5)
        slice.files = [
            file("c1", wakes: days[2], uses: [a, b]), file("c2", wakes: days[0], uses: [b]),
            file("c3", wakes: nil, uses: []),
        ]
        try store.commitDerive(slice)
        #expect(try store.users(of: [b]).map(\.entity) == ["c1", "c2"])
        #expect(try store.entitiesDue(on: days[1], limit: 9).map(\.entity) == ["c2"])
        #expect(try store.entitiesDue(on: days[2], limit: 9).map(\.entity) == ["c2", "c1"])
        #expect(try store.nextWakeDate() == days[0])
        var next = DeriveSlice(at: 6)
        next.files = [file("c1", wakes: nil, uses: [a])]
        next.removedFiles = ["c2"]
        try store.commitDerive(next)
        #expect(try store.users(of: [b]).isEmpty)
        #expect(try store.users(of: [a]).map(\.entity) == ["c1"])
        #expect(try store.file("c2") == nil)
        #expect(try store.file("c1")?.uses == [a])
        #expect(try store.fileDigests(["c1", "c2"]) == ["c1": [1]])
        #expect(try store.nextWakeDate() == nil)
    }

    @Test func aFindingThatIsNotStatedAgainIsClosedAndCanOpenAnew() throws {
        let (temporary, _, _) = try city()
        let store = temporary.store
        func finding(_ id: String) -> Finding {
            Finding(id: id, kind: "plan late", findingClass: .signal, due: nil, detail: [])
        }
        func state(_ findings: [Finding], at: Instant) throws {
            var slice = DeriveSlice(at: at)
            slice.findings = [EntityFindings(entity: "c1", findings: findings)]
            try store.commitDerive(slice)
        }
        try state([finding("f1"), finding("f2")], at: 5)
        try state([finding("f2")], at: 6)
        #expect(try store.findings(.signal).map(\.finding.id) == ["f2"])
        #expect(try store.finding("f1")?.closed == 6)
        #expect(try store.findings(.discrepancy).isEmpty)
        #expect(try store.findings(entity: "c1", includingClosed: true).count == 2)
        try state([finding("f1"), finding("f2")], at: 7)
        #expect(try store.finding("f1")?.opened == 7)
        #expect(try store.finding("f1")?.closed == nil)
        #expect(try store.finding("f2")?.opened == 5)
    }

    @Test func undoingAVerdictLeavesTheContentAsBefore() throws {
        let (temporary, a, b) = try city()
        let store = temporary.store
        func derive(together: Bool) throws {
            var slice = DeriveSlice(at: 5)
            slice.links = [
                StoredLink(subject: a, child: "c1", sureness: 1, evidence: []),
                StoredLink(subject: b, child: together ? "c1" : "c2", sureness: 1, evidence: []),
            ]
            let entities = together ? ["c1"] : ["c1", "c2"]
            slice.files = entities.map {
                EntityFile(entity: $0, kind: .child, blob: [], digest: Array($0.utf8), wakes: nil, uses: [])
            }
            if together { slice.removedFiles = ["c2"] }
            slice.done = try store.touchedSubjects(limit: 9)
            try store.commitDerive(slice)
        }
        try derive(together: false)
        let before = try store.contentDigest()
        let keys = ["a", "b"].map { SubjectKey(.child, space: "school-pupils@100001", key: $0) }
        let verdict = try store.addVerdict(.same, keys[0], keys[1], who: "Jo Clerk", why: "same address", at: 6)
        #expect(try temporary.touched().sorted() == ["a", "b"])
        #expect(try store.verdicts().map(\.kind) == [.same])
        try derive(together: true)
        #expect(try store.contentDigest() != before)
        try store.undoVerdict(verdict, by: "Jo Clerk", at: 7)
        #expect(try temporary.touched().sorted() == ["a", "b"])
        #expect(try store.verdicts().isEmpty)
        #expect(try store.verdicts(includingUndone: true).first?.undoneBy == "Jo Clerk")
        try derive(together: false)
        #expect(try store.contentDigest() == before)
        #expect(throws: StoreError.self) { try store.undoVerdict(verdict, by: "Jo Clerk", at: 8) }
    }

    @Test func aRestrictionPutsTheChildOnTheListAndCanBeLifted() throws {
        let (temporary, _, _) = try city()
        let store = temporary.store
        try temporary.clearList()
        let key = SubjectKey(.child, space: "school-pupils@100001", key: "a")
        let id = try store.restrict(key, who: "Jo Clerk", why: "court order", at: 6)
        #expect(try store.restrictions().map(\.child) == [key])
        #expect(try temporary.touched() == ["a"])
        try store.liftRestriction(id, by: "Jo Clerk", at: 7)
        #expect(try store.restrictions().isEmpty)
        #expect(try store.restrictions(includingLifted: true).first?.liftedAt == 7)
        #expect(try store.auditEntries().count == 2)
    }
}
