// What a trial compares: everything that is stated, every run's figures, every delivery's bytes.

import Foundation
import SENDRecords
import Storage

/// One record as a feed states it now.
public struct StatedRecord: Hashable, Sendable {
    public let feed: String
    public let type: String
    public let key: String
    public let subject: SubjectKey
    public let content: [UInt8]
}

/// The figures of one run.
public struct RunFigures: Hashable, Sendable {
    public let run: Int64
    public let feed: String
    public let state: String
    public let reason: String
    public let rows: Int
    public let accountedFor: Int
}

/// A delivery of the outbox with its bytes.
public struct OutboxEntry: Hashable, Sendable {
    public let id: String
    public let consumer: String
    public let child: String
    public let sequence: Int64
    public let state: String
    public let body: [UInt8]
}

extension GatewayReader {
    /// Everything that is stated now.
    public func statedRecords() throws -> Set<StatedRecord> {
        var records: Set<StatedRecord> = []
        try store.forEachStatement { feed, name, subject, blob in
            records.insert(
                StatedRecord(feed: feed, type: name.type.name, key: name.key, subject: subject, content: blob))
        }
        return records
    }

    /// Every run but those of withdrawals, which read no rows.
    public func runFigures() throws -> [RunFigures] {
        try store.runs(RunFilter(limit: 1_000_000)).filter { $0.kind != .withdrawals }.map {
            RunFigures(
                run: $0.id.rawValue, feed: $0.feedName, state: $0.state.name, reason: $0.reason, rows: $0.rows,
                accountedFor: $0.counts.accountedFor)
        }
    }

    /// The whole outbox in its order.
    public func outbox() throws -> [OutboxEntry] {
        try store.deliveries(limit: 10_000_000).reversed().map {
            OutboxEntry(
                id: $0.draft.id, consumer: $0.draft.consumer, child: $0.draft.child, sequence: $0.sequence,
                state: $0.state.name, body: $0.draft.body)
        }
    }

    /// Payload files that the store knows nothing of, so that nobody would ever remove them.
    public func unknownPayloads() throws -> [String] {
        let names = FileManager.default.enumerator(atPath: "\(configuration.settings.stateFolder)/payloads")
        var unknown: [String] = []
        while let name = names?.nextObject() as? String {
            guard let hash = name.split(separator: "/").last.flatMap({ PayloadHash(hex: String($0)) }) else { continue }
            if try store.payload(hash) == nil { unknown.append(name) }
        }
        return unknown
    }
}
