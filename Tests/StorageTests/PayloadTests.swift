// Payloads: kept byte for byte before anything reads them.

import Foundation
import SENDRecords
import Storage
import Testing

@Suite struct PayloadTests {
    private func drop(_ text: String, in store: Store) throws -> String {
        let path = store.workFolder + "/" + UUID().uuidString
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func aKeptFileIsNamedByItsHash() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "council", adapter: "council")
        let path = try drop("abc", in: store)
        let kept = try store.keep(fileAt: path, name: "plans.csv", feed: feed, at: 5)
        #expect(kept.hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(kept.hash == PayloadHash(of: Array("abc".utf8)))
        #expect(PayloadHash(hex: kept.hash.hex.uppercased()) == kept.hash)
        #expect(kept.size == 3)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.contents(atPath: store.payloadPath(kept.hash)) == Data("abc".utf8))
    }

    @Test func theSameBytesAreKeptOnce() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "council", adapter: "council")
        let first = try store.keep(fileAt: try drop("abc", in: store), name: "plans.csv", feed: feed, at: 5)
        let path = try drop("abc", in: store)
        let second = try store.keep(fileAt: path, sha256: first.hash, name: "again.csv", feed: feed, at: 6)
        #expect(second == first)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aHeldRunKeepsItsPayloadBeyondItsTime() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let feed = try store.feed(named: "council", adapter: "council")
        let wanted = try store.keep(fileAt: try drop("abc", in: store), name: "a.csv", feed: feed, at: 5)
        let spare = try store.keep(fileAt: try drop("def", in: store), name: "b.csv", feed: feed, at: 5)
        try store.recordRun(
            RunStart(
                feed: feed, kind: .pull, asOf: 5, started: 5, manifest: "m",
                payloads: [RunPayload(hash: wanted.hash, file: "a", columns: [])]), state: .waiting,
            reason: "incomplete")
        #expect(try store.forgetPayloads(receivedBefore: 10) == 1)
        #expect(try store.payload(spare.hash) == nil)
        #expect(!FileManager.default.fileExists(atPath: store.payloadPath(spare.hash)))
        #expect(FileManager.default.fileExists(atPath: store.payloadPath(wanted.hash)))
    }
}

/// What a crash leaves among files under way.
@Suite struct InterruptedFileTests {
    @Test func aFileThatWasBeingFetchedAtACrashIsGoneAfterTheNextStart() throws {
        let temporary = try TemporaryStore()
        let half = "\(temporary.store.workFolder)/fetch-1"
        try Data("half of a pupil list".utf8).write(to: URL(fileURLWithPath: half))
        try temporary.reopen()
        #expect(!FileManager.default.fileExists(atPath: half))
    }
}
