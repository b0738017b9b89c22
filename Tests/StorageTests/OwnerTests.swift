// One owner of a state folder, and readers beside it.

import Foundation
import SENDRecords
import Storage
import Testing

@Suite struct OwnerTests {
    @Test func aSecondOwnerIsToldWhoHasTheFolder() throws {
        let temporary = try TemporaryStore()
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(throws: StoreError.inUse(folder: temporary.folder, process: process)) {
            try Store.open(folder: temporary.folder, as: .owner)
        }
        try temporary.reopen()
    }

    @Test func aReaderSeesWhatIsCommittedBesideTheOwner() throws {
        let temporary = try TemporaryStore()
        let reader = try Store.open(folder: temporary.folder, as: .reader)
        #expect(try reader.runs().isEmpty)
        let run = try temporary.begin(asOf: 1)
        try temporary.store.stage(run, [.row(2, .child("a", "Ash"))])
        try temporary.store.finishStaging(run)
        #expect(try reader.run(run).state == .staging)
        try temporary.store.commit(run, RunCommit(.applied, rowsRead: 1, at: 2))
        #expect(try reader.run(run).state == .applied)
        #expect(try reader.touchedSubjects(limit: 10).map(\.key.key) == ["a"])
        let feed = try #require(try reader.feed(named: "school-pupils@100001"))
        #expect(try reader.history(of: RecordName(Child.declaration.type, key: "a"), feed: feed.id).count == 1)
        #expect(throws: StoreError.readingOnly) { try reader.feed(named: "other", adapter: "other") }
        try reader.close()
    }

    @Test func aReaderFindsAStoreWhoseOwnerHasEnded() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"))])
        try temporary.store.close()
        let reader = try Store.open(folder: temporary.folder, as: .reader)
        #expect(try reader.status().runs == [.applied: 1])
        try reader.close()
    }

    @Test func aFolderWithoutAStoreIsSaidToHaveNone() throws {
        let folder = NSTemporaryDirectory() + "sendgate-none-" + UUID().uuidString
        #expect(throws: StoreError.noStore(folder: folder)) { try Store.open(folder: folder, as: .reader) }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func everyErrorSaysWhatToDo() {
        let errors: [StoreError] = [
            .inUse(folder: "state", process: 7), .noStore(folder: "state"), .otherLayout(folder: "state"), .readingOnly,
            .noSuchRun(RunID(3)), .wrongState(run: RunID(3), state: .applied, step: "released"),
            .newerRun(run: RunID(3), newer: RunID(4)),
            .rowsDoNotAddUp(run: RunID(3), read: 4, counts: RunCounts()), .notFound(what: "feed"),
            .file(path: "state/key", problem: "No space left on device"), .database(code: 13, problem: "disk full"),
        ]
        for error in errors {
            #expect(!error.description.isEmpty)
            #expect(error.hint.hasSuffix("."))
        }
        #expect(errors[0].description.contains("process 7"))
    }
}
