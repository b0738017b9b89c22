// `status`: how the gateway is, and the list of what needs a person.

import Feeds
import Publishing
import SENDRecords
import Storage

/// One thing that waits for a person.
struct PersonalMatter {
    let what: String
    let since: Instant
    /// Who should look at it.
    let owner: String
    let next: String
}

extension GatewayReader {
    /// Counts by kind, and what needs a person with age, owner and the next step.
    public func status() throws -> Telling {
        let status = try store.status()
        let matters = try personalMatters()
        let feeds = try store.feeds()
        var page = Page()
        page.line("\(status.children) children from \(status.subjects[.child] ?? 0) child keys of \(feeds.count) feeds")
        if status.touched > 0 { page.line("\(status.touched) entries wait to be derived") }
        page.line()
        page.line("Feeds")
        var rows: [[String]] = [["feed", "last run", "state", "rows", "applied", "quarantined"]]
        var feedList: [JSONValue] = []
        let running = try ControlClient(stateFolder: configuration.settings.stateFolder).isAnswered()
        for feed in feeds {
            guard let run = try store.runs(RunFilter(feed: feed.id, limit: 1)).first else { continue }
            if feeds.count <= 20 || run.state != .applied && run.state != .unchanged {
                rows.append([
                    feed.name, clock.shown(run.started), run.state.name, "\(run.rows)", "\(run.counts.applied)",
                    "\(run.counts.quarantined)",
                ])
            }
            feedList.append([
                "feed": .string(feed.name), "run": .integer(run.id.rawValue), "state": .string(run.state.name),
                "started": .instant(run.started), "cursor": .text(feed.shownCursor),
            ])
        }
        let cursors = feeds.compactMap { feed in feed.shownCursor.map { [feed.name, "the next run asks from \($0)"] } }
        page.table(rows)
        if rows.count - 1 < feeds.count {
            page.line("  and \(feeds.count - rows.count + 1) feeds whose last run was fine")
        }
        if !cursors.isEmpty { page.table(cursors) }
        page.line()
        let findings = status.openFindings.sorted { $0.key < $1.key }
        page.line("Open discrepancies and signals: \(findings.reduce(0) { $0 + $1.value })")
        page.table(findings.map { [$0.key, "\($0.value)"] })
        page.line()
        page.line("Deliveries")
        let deliveries = status.deliveries.sorted { $0.key.rawValue < $1.key.rawValue }
        page.table(deliveries.map { [$0.key.name, "\($0.value)"] })
        page.line()
        page.line(running ? "The daemon runs." : "The daemon doesn't run: `sendgate run` starts it.")
        page.line()
        if matters.isEmpty {
            page.line("Nothing needs a person.")
        } else {
            page.line("Needs a person: \(matters.count)")
            for matter in matters {
                page.line("  \(matter.what)")
                page.line("      for \(clock.age(matter.since)); \(matter.owner); \(matter.next)")
            }
        }
        return Telling(
            text: page.text,
            json: [
                "children": .integer(status.children), "childKeys": .integer(status.subjects[.child] ?? 0),
                "waitingToBeDerived": .integer(status.touched), "daemon": .bool(running), "feeds": .array(feedList),
                "findings": .object(findings.map { JSONMember($0.key, .integer($0.value)) }),
                "deliveries": .object(deliveries.map { JSONMember($0.key.name, .integer($0.value)) }),
                "needsAPerson": .array(
                    matters.map {
                        [
                            "what": .string($0.what), "since": .instant($0.since), "owner": .string($0.owner),
                            "next": .string($0.next),
                        ]
                    }),
            ])
    }

    /// Held runs, doubtful links, set-aside deliveries and restricted conflicts, oldest first.
    func personalMatters() throws -> [PersonalMatter] {
        var matters: [PersonalMatter] = []
        for run in try store.runs(RunFilter(states: [.held], limit: 500)) {
            let what =
                run.kind == .withdrawals
                ? "Withdrawals of \(run.feedName) are held" : "A run of \(run.feedName) is held"
            let remarks = try store.remarks(of: run.id)
            let commands = remarks.filter { $0.kind == RunRemark.accept }.map { "`\($0.text)`" }
            let settings = remarks.filter { $0.kind == RunRemark.setting }.map { "; or \($0.text)" }.joined()
            matters.append(
                PersonalMatter(
                    what: "\(what) (run \(run.id)): \(run.reason)", since: run.started, owner: "data officer",
                    next: commands.isEmpty
                        ? "`sendgate runs show \(run.id)`, then release or refuse\(settings)"
                        : "if they are the same columns: \(commands.joined(separator: ", ")); else refuse the run"))
        }
        matters += try driftMatters()
        for run in try latestFailures() {
            matters.append(
                PersonalMatter(
                    what: "The last run of \(run.feedName) was \(run.state.name) (run \(run.id)): \(run.reason)",
                    since: run.started, owner: "operator", next: "`sendgate runs show \(run.id)`"))
        }
        matters += try quarantineMatters() + moduleMatters() + asideMatters() + trialMatters()
        let doubtful = try store.doubtfulLinks(limit: 10_000)
        if !doubtful.isEmpty {
            matters.append(
                PersonalMatter(
                    what: "\(doubtful.count) links between children are doubtful", since: clock.now,
                    owner: "data officer",
                    next: "`sendgate verdicts doubtful`"))
        }
        for (consumer, counts) in try store.deliveryCounts() {
            guard let count = counts[.setAside], count > 0 else { continue }
            let oldest = try store.deliveries(to: consumer, states: [.setAside], limit: 1).first
            matters.append(
                PersonalMatter(
                    what: "\(count) deliveries to \(consumer) are set aside: \(oldest?.problem ?? "")",
                    since: oldest?.created ?? clock.now, owner: "operator",
                    next: "`sendgate deliveries list --consumer \(consumer)`"))
        }
        for feed in configuration.restrictingFeeds where try !store.wasApplied(feed) {
            guard let first = try store.deliveries(states: [.due], limit: 1).first else { continue }
            matters.append(
                PersonalMatter(
                    what: "Deliveries wait: \(feed), which says whose whereabouts must not be told, was never read",
                    since: first.created, owner: "operator", next: "`sendgate pull \(feed)`"))
        }
        return matters.sorted { $0.since < $1.since }
    }

    /// Feeds whose last file was taken although columns that were read are gone or have another name.
    private func driftMatters() throws -> [PersonalMatter] {
        try store.feeds().compactMap { feed in
            guard let run = try store.runs(RunFilter(feed: feed.id, states: [.applied], limit: 1)).first else {
                return nil
            }
            let remarks = try store.remarks(of: run.id)
            let drift = remarks.filter { $0.kind == RunRemark.drift }.map(\.text)
            guard !drift.isEmpty else { return nil }
            let commands = remarks.filter { $0.kind == RunRemark.accept }.map { "`\($0.text)`" }
            return PersonalMatter(
                what: "The columns of \(run.feedName) have changed (run \(run.id)): \(drift.joined(separator: " "))",
                since: run.started, owner: "data officer",
                next: commands.isEmpty
                    ? "`sendgate adapters describe \(FeedName(run.feedName).adapter)`"
                    : commands.joined(separator: ", "))
        }
    }

    /// Rows that stand in quarantine: a line for each feed, or for each adapter where it has many feeds.
    private func quarantineMatters() throws -> [PersonalMatter] {
        let groups = try store.quarantineGroups()
        return Dictionary(grouping: groups) { FeedName($0.feedName).adapter }.sorted { $0.key < $1.key }
            .flatMap { adapter, groups -> [PersonalMatter] in
                let feeds = Dictionary(grouping: groups, by: \.feedName)
                if feeds.count > 3 {
                    let name = "\(feeds.count) feeds of \(adapter)"
                    return [matter(of: groups, named: name, next: "`sendgate quarantine list`")]
                }
                return feeds.sorted { $0.key < $1.key }.map { feed, groups in
                    matter(of: groups, named: feed, next: "`sendgate quarantine list --feed \(feed)`")
                }
            }
    }

    private func matter(of groups: [QuarantineGroup], named name: String, next: String) -> PersonalMatter {
        PersonalMatter(
            what: "\(groups.reduce(0) { $0 + $1.rows }) row(s) of \(name) can't be used (quarantine)",
            since: groups.map(\.oldest).min() ?? clock.now, owner: "data officer", next: next)
    }

    /// Feeds whose latest run didn't end well.
    private func latestFailures() throws -> [RunSummary] {
        var failures: [RunSummary] = []
        for run in try store.runs(RunFilter(states: [.refused, .failed], limit: 500)) where run.kind != .withdrawals {
            guard !run.reason.hasPrefix("interrupted"),
                try store.runs(RunFilter(feed: run.feed, limit: 1)).first?.id == run.id
            else { continue }
            failures.append(run)
        }
        return failures
    }
}
