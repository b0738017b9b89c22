// `adapters compare`: two systems' feeds side by side, until the old one can be switched off.

import Adapters
import Configuring
import Feeds
import SENDRecords
import Storage

extension GatewayReader {
    /// What the old and the new system state about the same children; no value of any record.
    ///
    /// - Parameters:
    ///   - old: a feed, for instance `school-pupils@103175`, or an adapter, which stands for all its feeds.
    ///   - new: the same.
    ///   - limit: how many children of each kind are listed at most; all are counted.
    public func compare(_ old: String, _ new: String, limit: Int) throws -> Telling {
        try compare(old, new, limit: limit, withValues: false)
    }

    func compare(_ old: String, _ new: String, limit: Int, withValues: Bool) throws -> Telling {
        let before = try comparedFeeds(old)
        let after = try comparedFeeds(new)
        if let twice = before.first(where: { feed in after.contains { $0.id == feed.id } }) {
            throw CommandError("\(twice.name) is on both sides. Name two systems: the old one first, then the new one.")
        }
        let sides = ComparedSides(old: Set(before.map(\.name)), new: Set(after.map(\.name)))
        var telling = ComparisonTelling(old: old, new: new, limit: limit, withValues: withValues)
        telling.oldFeeds = before.map { ($0.name, clock.shown($0.lastAsOf ?? clock.now)) }
        telling.newFeeds = after.map { ($0.name, clock.shown($0.lastAsOf ?? clock.now)) }
        telling.doubts = try doubts(about: before + after)
        var last = ""
        while true {
            let children = try store.children(after: last, limit: Self.slice)
            guard let end = children.last else { break }
            last = end
            let members = try store.members(of: children)
            let clusters = children.map { (child: $0, subjects: (members[$0] ?? []).map(\.subject)) }
            try walk(clusters, sides) { telling.add($0, old: $1, new: $2) }
        }
        var lastKey = SubjectID(0)
        while true {
            let keys = try store.childKeysWithoutChild(after: lastKey, limit: Self.slice)
            guard let end = keys.last else { break }
            lastKey = end
            try walk(keys.map { (child: "", subjects: [$0]) }, sides) { telling.add(nil, old: $1, new: $2) }
        }
        if telling.comparison.children == FeedComparison.Presence() {
            throw CommandError(
                "Neither \(old) nor \(new) states anything about a child, so there is nothing to compare.")
        }
        let types = Set((before + after).compactMap { configuration.manifest($0.adapter) }.flatMap(\.recordTypes))
        telling.leftOut = types.filter { $0.entity != .child }.map(\.name).sorted()
        return telling.telling
    }

    /// How many children are read at once; the comparison itself holds one.
    private static let slice = 200

    private func walk(
        _ clusters: [(child: String, subjects: [SubjectID])], _ sides: ComparedSides,
        _ body: (_ child: String, _ old: ComparedSide, _ new: ComparedSide) -> Void
    ) throws {
        let subjects = clusters.flatMap(\.subjects)
        let statements = try store.currentStatements(of: subjects).mapValues { list in
            list.filter { sides.old.contains($0.feed) || sides.new.contains($0.feed) }
        }
        let keys = try store.keys(of: statements.filter { !$0.value.isEmpty }.map(\.key))
        for cluster in clusters {
            var (old, new) = (ComparedSide(), ComparedSide())
            for subject in cluster.subjects {
                guard let stated = statements[subject], !stated.isEmpty, let key = keys[subject] else { continue }
                try old.take(stated.filter { sides.old.contains($0.feed) }, about: key)
                try new.take(stated.filter { sides.new.contains($0.feed) }, about: key)
            }
            body(cluster.child, old, new)
        }
    }

    /// The feeds that a name stands for, all with something applied.
    private func comparedFeeds(_ name: String) throws -> [FeedState] {
        let feeds = try store.feeds()
        let named = feeds.filter { $0.name == name }
        let meant = named.isEmpty ? feeds.filter { $0.adapter == name } : named
        let applied = meant.filter { $0.lastAsOf != nil }
        if !applied.isEmpty { return applied }
        guard meant.isEmpty, configuration.manifest(name) == nil else {
            throw CommandError(
                "Nothing of \(name) has been applied yet. `sendgate runs list` shows what became of its files.")
        }
        let names = Set(feeds.map(\.name)).union(feeds.map(\.adapter)).union(configuration.manifests.map(\.id)).sorted()
        throw CommandError(
            "There is no feed or adapter \(name) here. "
                + (NearestName.hint(for: name, among: names) ?? "`sendgate status` names the feeds."))
    }

    /// Why the comparison may not show everything.
    private func doubts(about feeds: [FeedState]) throws -> [String] {
        var doubts: [String] = []
        let waiting = try store.touchedCount(.child)
        if waiting > 0 {
            doubts.append("\(waiting) child key(s) wait to be matched; compare again when `sendgate status` names none")
        }
        for feed in feeds {
            if let run = try store.runs(RunFilter(feed: feed.id, limit: 1)).first,
                run.state != .applied, run.state != .unchanged
            {
                doubts.append("the latest run of \(feed.name), \(run.id), is \(run.state.name), so it is not compared")
            }
            var filter = QuarantineFilter(limit: 0)
            filter.feed = feed.id
            let rows = try store.quarantineGroups(filter).reduce(0) { $0 + $1.rows }
            if rows > 0 { doubts.append("\(rows) row(s) of \(feed.name) are quarantined, so they are not compared") }
        }
        return doubts
    }
}

/// The names of the feeds on each side.
private struct ComparedSides {
    let old: Set<String>
    let new: Set<String>
}

extension ComparedSide {
    fileprivate mutating func take(_ statements: [StoredStatement], about key: SubjectKey) throws {
        guard !statements.isEmpty else { return }
        keys.append(key)
        for statement in statements {
            records.append(
                ComparedRecord(
                    feed: statement.feed, key: statement.key, record: try Record(encoded: statement.blob)))
        }
    }
}
