// A copy of a store for a trial: what is done in it stays in it.

import Foundation
import SENDRecords
import Storage
import Testing

struct TrialCopyTests {
    @Test func whatIsDoneInACopyIsNotSeenInTheStore() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("A", "Alder"))])
        let before = try temporary.store.contentDigest()
        let copy = try temporary.store.makeCopy(named: "trial-1")
        #expect(try copy.contentDigest() == before)
        let feed = try copy.feed(named: "school-pupils@100001", adapter: "school-pupils")
        try copy.remember(feed, state: "changed")
        try copy.setNote("said", "in the copy")
        #expect(try temporary.store.note("said") == nil)
        #expect(try temporary.store.feed(feed).state != "changed")
        let folder = copy.folder
        try copy.throwAway()
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try temporary.store.contentDigest() == before)
    }

    @Test func aCopyThatACrashLeftBehindGoesAtTheNextStart() throws {
        let temporary = try TemporaryStore()
        let copy = try temporary.store.makeCopy(named: "trial-1")
        try copy.close()
        #expect(FileManager.default.fileExists(atPath: copy.folder))
        try temporary.reopen()
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.store.scratchFolder).isEmpty)
    }

    @Test func runsThatOthersAreStagingAreNothingToACopy() throws {
        let temporary = try TemporaryStore()
        let run = try temporary.begin(asOf: 1)
        try temporary.store.stage(run, [.row(2, .child("A", "Alder"))])
        let copy = try temporary.store.makeCopy(named: "trial-1")
        #expect(try copy.run(run).state == .failed)
        try copy.throwAway()
        try temporary.store.finishStaging(run)
        #expect(try temporary.store.commit(run, RunCommit(.applied, rowsRead: 1, at: 2)).state == .applied)
    }
}
