// Payloads: kept byte for byte before anything reads them.

import Feeds
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
        #expect(try whole(store.bytes(of: kept.hash)) == Array("abc".utf8))
    }

    /// All bytes of a source, in parts of an odd size.
    private func whole(_ source: PayloadSource, from offset: Int = 0, part: Int = 1000) throws -> [UInt8] {
        var source = source
        try source.seek(to: offset)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: part)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    private func keep(_ bytes: [UInt8], in store: Store) throws -> PayloadHash {
        let path = store.workFolder + "/" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let feed = try store.feed(named: "council", adapter: "council")
        return try store.keep(fileAt: path, name: "a.csv", feed: feed, at: 5).hash
    }

    /// Around the size of a block, where a mistake in counting would show.
    @Test(arguments: [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 5 << 18, 1_500_000])
    func whatIsKeptIsReadAsItCameFromAnyPlace(size: Int) throws {
        let temporary = try TemporaryStore()
        var number: UInt64 = 7
        let bytes = (0..<size).map { index -> UInt8 in
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Half like text, half like noise.
            return index % 2 == 0 ? 65 + UInt8(index % 20) : UInt8(truncatingIfNeeded: number >> 56)
        }
        let hash = try keep(bytes, in: temporary.store)
        #expect(hash == PayloadHash(of: bytes))
        for offset in [0, 1, size / 2, 1 << 18, size - 1, size, size + 10] where offset >= 0 {
            for part in [1009, 1 << 18, 1 << 20] {
                let found = try whole(temporary.store.bytes(of: hash), from: offset, part: part)
                #expect(found == Array(bytes.dropFirst(offset)), "from \(offset) in parts of \(part)")
            }
        }
        let copy = temporary.store.workFolder + "/copy"
        try temporary.store.unpack(hash, to: copy)
        #expect(FileManager.default.contents(atPath: copy) == Data(bytes))
    }

    @Test func aPupilListTakesAFractionOfItsRoomOnDisk() throws {
        let temporary = try TemporaryStore()
        let rows = (1...20_000).map { "\($0),Legal surname \($0 % 700),Forename \($0 % 90),01/02/2015,K\n" }
        let hash = try keep(Array(rows.joined().utf8), in: temporary.store)
        let size = try #require(try temporary.store.payload(hash)?.size)
        let path = "\(temporary.folder)/payloads/\(hash.hex.prefix(2))/\(hash.hex)"
        let kept = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
        #expect(kept * 3 < size)
    }

    @Test(arguments: [0, 100, 40_000, 300_000, 330_000])
    func aDamagedFileIsAnErrorNeverOtherBytes(place: Int) throws {
        let temporary = try TemporaryStore()
        var number: UInt64 = 7
        let bytes = (0..<300_000).map { _ -> UInt8 in
            number = number &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(truncatingIfNeeded: number >> 56)
        }
        let hash = try keep(bytes, in: temporary.store)
        let path = "\(temporary.folder)/payloads/\(hash.hex.prefix(2))/\(hash.hex)"
        var damaged = try Data(contentsOf: URL(fileURLWithPath: path))
        if place < damaged.count { damaged[place] ^= 0x55 } else { damaged.removeLast(3) }
        try damaged.write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.self) { try whole(temporary.store.bytes(of: hash)) }
    }

    @Test func aPayloadWhoseTimeIsOverSaysSo() throws {
        let temporary = try TemporaryStore()
        let hash = try keep([1, 2, 3], in: temporary.store)
        #expect(temporary.store.hasBytes(of: hash))
        #expect(try temporary.store.forgetPayloads(receivedBefore: 10, ofAdapter: "transport") == 0)
        #expect(try temporary.store.forgetPayloads(receivedBefore: 10, ofAdapter: "council") == 1)
        #expect(!temporary.store.hasBytes(of: hash))
        #expect(throws: StoreError.payloadGone) { try whole(temporary.store.bytes(of: hash)) }
    }

    @Test func whatCanNotBeKeptIsStillThereAndNothingOfItIsAmongThePayloads() throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let path = try drop("abc", in: store)
        // A folder in the place of the packed file: as a full disk, it can't be written.
        try FileManager.default.createDirectory(atPath: path + ".packed", withIntermediateDirectories: true)
        let feed = try store.feed(named: "council", adapter: "council")
        #expect(throws: StoreError.self) { try store.keep(fileAt: path, name: "a.csv", feed: feed, at: 5) }
        #expect(FileManager.default.contents(atPath: path) == Data("abc".utf8))
        #expect(try store.payload(PayloadHash(of: Array("abc".utf8))) == nil)
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
        #expect(!store.hasBytes(of: spare.hash))
        #expect(store.hasBytes(of: wanted.hash))
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
