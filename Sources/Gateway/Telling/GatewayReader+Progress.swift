// Figures about the whole of a store, for the demo, the benchmarks and whoever watches.

import SENDRecords
import Storage

/// What has come in by one adapter, over all its feeds and runs.
public struct FeedTotals: Sendable {
    public let adapter: String
    public internal(set) var runs = 0
    public internal(set) var rows = 0
    public internal(set) var applied = 0
    public internal(set) var unchanged = 0
    public internal(set) var leftOut = 0
    public internal(set) var quarantined = 0
    public internal(set) var states: [String: Int] = [:]

    /// Whether every row is in exactly one of the counts.
    public var addUp: Bool { rows == applied + unchanged + leftOut + quarantined }
}

/// How far the gateway is.
public struct GatewayProgress: Sendable {
    public let waitingToBeDerived: Int
    /// Deliveries by consumer and state.
    public let deliveries: [String: [String: Int]]
    /// Applied or otherwise ended runs by feed.
    public let endedRuns: [String: Int]

    public var unfinishedDeliveries: Int {
        deliveries.values.reduce(0) { $0 + ($1["due"] ?? 0) + ($1["sending"] ?? 0) }
    }
}

extension GatewayReader {
    /// How far everything is, in numbers: for trials and demos that wait for quiet.
    public func progress() throws -> GatewayProgress {
        var ended: [String: Int] = [:]
        for run in try store.runs(RunFilter(limit: 100_000)) where run.finished != nil && run.state != .waiting {
            ended[run.feedName, default: 0] += 1
        }
        let counts = try store.deliveryCounts().mapValues { states in
            Dictionary(states.map { ($0.key.name, $0.value) }, uniquingKeysWith: +)
        }
        return GatewayProgress(
            waitingToBeDerived: try store.touchedCount(), deliveries: counts, endedRuns: ended)
    }

    /// Rows by adapter and outcome.
    public func totals() throws -> [FeedTotals] {
        var totals: [String: FeedTotals] = [:]
        for run in try store.runs(RunFilter(limit: 100_000)) where run.kind != .withdrawals {
            let adapter = String(run.feedName.prefix { $0 != "@" })
            var total = totals[adapter] ?? FeedTotals(adapter: adapter)
            total.runs += 1
            total.rows += run.rows
            total.applied += run.counts.applied
            total.unchanged += run.counts.unchanged
            total.leftOut += run.counts.leftOut
            total.quarantined += run.counts.quarantined
            total.states[run.state.name, default: 0] += 1
            totals[adapter] = total
        }
        return totals.values.sorted { $0.adapter < $1.adapter }
    }

    /// Each child's keys as space and key.
    public func children() throws -> [String: [SubjectKey]] {
        var links: [StoredLink] = []
        try store.forEachLink { links.append($0) }
        var children: [String: [SubjectKey]] = [:]
        for part in links.parts(of: 5000) {
            let keys = try store.keys(of: part.map(\.subject))
            for link in part { if let key = keys[link.subject] { children[link.child, default: []].append(key) } }
        }
        return children
    }

    /// The child of a partner's key, or nil.
    public func child(of key: SubjectKey) throws -> String? { try store.child(of: key) }

    /// Open findings as identifier, child and kind.
    public func openFindings() throws -> [(id: String, child: String, kind: String)] {
        try store.findings(limit: 1_000_000).map { ($0.finding.id, $0.entity, $0.finding.kind) }
    }

    /// A digest of everything derived.
    public func contentDigest() throws -> String {
        let digest = try store.contentDigest()
        return [digest.links, digest.files, digest.findings, digest.sent].joined(separator: " ")
    }

    /// Bytes of the database with its log.
    public func databaseSize() throws -> Int { try store.status().databaseSize }

    /// The settled `child` record as field and value, for tests of what the store says.
    public func settledIdentity(of child: String) throws -> [String: String] {
        let telling = try explainChild(child)
        var identity: [String: String] = [:]
        for record in telling.json["records"]?.elements ?? [] where record["type"]?.text == "child" {
            for field in record["fields"]?.members ?? [] { identity[field.name] = field.value["value"]?.text }
        }
        return identity
    }
}
