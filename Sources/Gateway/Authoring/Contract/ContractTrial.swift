// A store for an adapter's examples, which goes with the value, and the daemon's runner over it.

import Adapters
import Feeds
import Foundation
import SENDRecords
import Storage

/// Reads examples for real. Used by one thread.
final class ContractTrial {
    /// A record without where it was read.
    struct Stated: Hashable {
        let type: String
        let key: String
        let subject: SubjectKey
        let content: [UInt8]

        var name: String { "\(type) \(key)" }
    }

    struct Outcome {
        let run: RunSummary
        let stated: Set<Stated>
    }

    let manifest: Manifest
    /// Which file of the set each recorded answer of the example is.
    var fileOf: [String: String] = [:]
    private let definitions: Definitions
    private let own: Store
    private let store: Store
    private var feeds = 0
    private var readings = 0

    init(_ manifest: Manifest, _ definitions: Definitions) throws {
        self.manifest = manifest
        self.definitions = definitions
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sendgate-\(UUID().uuidString)").path
        own = try Store.open(folder: folder, as: .owner)
        // A copy isn't made durable, so that many short readings don't wait for the disk.
        store = try own.makeCopy(named: "contract")
    }

    /// Removes the store.
    func close() {
        // It is in the temporary folder: what stays there is of invented people and nobody's loss.
        try? store.close()
        try? own.close()
        try? FileManager.default.removeItem(atPath: own.folder)
    }

    /// A feed that has stated nothing yet.
    func newFeed() -> FeedName {
        feeds += 1
        return FeedName(adapter: manifest.id, partner: "\(feeds)")
    }

    /// Which file of the set each is, as the daemon finds out.
    func rule(of file: ContractFile, among set: [ContractFile]) -> FileRule? {
        assignment(set).assigned.first { $0.name == file.name }.flatMap { manifest.file($0.file) }
    }

    /// Reads files into a feed.
    ///
    /// - Parameters:
    ///   - sound: the files as they should be, which say what each is a file of.
    ///   - again: reads bytes that were read before: under another digest the store takes them as another statement.
    func read(
        _ set: [ContractFile], like sound: [ContractFile], of example: GivenExample, as name: FeedName,
        again: Bool = false
    ) throws -> Outcome {
        readings += 1
        let noon = Int64(example.today.daysSinceEpoch) * 86_400_000 + 43_200_000
        // Every reading is a second later than the last.
        let now = Instant(milliseconds: noon + Int64(readings) * 1000)
        let zone = TimeZone(identifier: "Europe/London") ?? .gmt
        let runner = FeedRunner(
            store: store, definitions: definitions, clock: GatewayClock(timeZone: zone) { now }, stop: StopSign(),
            known: example.known)
        let feed = try store.feed(named: name.description, adapter: name.adapter)
        let files = try assignment(sound).assigned.enumerated().map { index, assigned -> ReceivedFile in
            let path = "\(store.workFolder)/\(UUID().uuidString)"
            try Data(set.first { $0.name == assigned.name }?.bytes ?? []).write(to: URL(fileURLWithPath: path))
            let payload = try store.keep(fileAt: path, name: assigned.name, feed: feed, at: now)
            return ReceivedFile(
                file: assigned.file, name: assigned.name, hash: payload.hash,
                requested: index < example.requested.count ? example.requested[index] : .whole)
        }
        let report = try runner.run(
            FeedPass(
                feed: name, manifest: manifest, digest: again ? "\(readings)" : "first",
                partner: FeedPartner(urn: example.urn, name: manifest.partner), kind: .manual, files: files,
                asOf: manifest.asOf(fileName: files.first?.name, arrival: now), claim: nil))
        var stated: Set<Stated> = []
        try store.forEachStatement { feed, record, subject, blob in
            guard feed == name.description else { return }
            stated.insert(Stated(type: record.type.name, key: record.key, subject: subject, content: blob))
        }
        return Outcome(run: try store.run(report.run), stated: stated)
    }

    private func assignment(_ set: [ContractFile]) -> FileAssignment {
        if !fileOf.isEmpty {
            return FileAssignment(
                assigned: set.compactMap { file in
                    fileOf[file.name].map { FileAssignment.Assigned(file: $0, name: file.name) }
                }, missing: [], unplaced: [])
        }
        return manifest.assign(set.map(\.name)) { name in
            guard let file = set.first(where: { $0.name == name }) else { return nil }
            var source = MemoryByteSource(file.bytes)
            return try? PayloadLook(at: &source, for: manifest.files)
        }
    }
}
