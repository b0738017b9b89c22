// What the demo tells in the end: a page of plain text, and the same as JSON.

import Foundation
import Gateway
import SENDRecords

/// Everything that a demo found out.
public struct DemoReport: Sendable {
    public let children: Int
    public let schools: Int
    public let path: String
    public let totals: [FeedTotals]
    public let quality: LinkQuality
    public let planted: [(kind: String, found: Int, planted: Int)]
    public let findings: [(kind: String, count: Int)]
    public let stories: [String]
    public let deliveries: [String: [String: Int]]
    public let received: WebhookReceiver.Count
    public let settled: DemoRun.Running.Settled
    public let longestWriteLock: (step: String, seconds: Double)?
    public let databaseSize: Int

    public var addsUp: Bool { totals.allSatisfy(\.addUp) }

    /// Gathers the report from a city that has gone through.
    public static func gather(_ run: DemoRun.Running, _ settled: DemoRun.Running.Settled) async throws -> DemoReport {
        let reader = run.reader
        let children = try reader.children()
        let clusters = children.mapValues { keys in keys.map { Truth.Key(space: $0.space, key: $0.key) } }
        let open = try reader.openFindings()
        var counts: [String: Int] = [:]
        for finding in open { counts[finding.kind, default: 0] += 1 }
        var childOf: [Truth.Key: String] = [:]
        for (child, keys) in clusters { for key in keys { childOf[key] = child } }
        let found = Set(open.map { "\($0.kind) \($0.child)" })
        let planted = expectations.map { kind, finding in
            let all = run.city.truth.planted(kind)
            let seen = all.count { item in
                item.keys.contains { childOf[$0].map { found.contains("\(finding) \($0)") } ?? false }
            }
            return (kind: finding, found: seen, planted: all.count)
        }
        let stories = try ["plan-not-in-school", "named-setting-not-enrolled", "birth-date-differs"].compactMap {
            kind in
            try open.first { $0.kind == kind }.map { try reader.explainFinding($0.id).text }
        }
        return DemoReport(
            children: children.count, schools: run.city.schools.count, path: run.path, totals: try reader.totals(),
            quality: run.city.truth.quality(of: clusters), planted: planted,
            findings: counts.sorted { $0.key < $1.key }.map { (kind: $0.key, count: $0.value) }, stories: stories,
            deliveries: try reader.progress().deliveries, received: await run.receiver.count, settled: settled,
            longestWriteLock: longestLock(await run.health()), databaseSize: try reader.databaseSize())
    }

    /// Which finding each planted thing must become.
    private static let expectations: [(Planted.Kind, String)] = [
        (.planNotKnownToSchool, "plan-not-in-school"), (.schoolClaimsPlan, "plan-not-in-council"),
        (.namedElsewhere, "named-setting-not-enrolled"), (.planDueSoon, "plan-final-due-soon"),
        (.planLate, "plan-final-late"),
    ]

    private static func longestLock(_ health: String?) -> (step: String, seconds: Double)? {
        guard let health, let data = health.data(using: .utf8),
            let answer = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let locks = answer["longestWriteLock"] as? [String: Any]
        else { return nil }
        return locks.compactMap { step, value in (value as? NSNumber).map { (step: step, seconds: $0.doubleValue) } }
            .max { $0.seconds < $1.seconds }
    }
}
