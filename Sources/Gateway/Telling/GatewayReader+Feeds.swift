// `feeds list`, `feeds show` and `feeds trial`.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords
import Storage

/// What becomes of what a feed sends.
enum FeedCondition: String {
    case live
    case trial
    /// Its last run waits for a person.
    case held
    /// Its module has failed again and again.
    case aside = "put aside"
    /// Its adapter doesn't run here.
    case notRunning = "not running"
}

extension GatewayReader {
    /// Each feed with its state and its last run.
    public func feedList() throws -> Telling {
        var rows: [[String]] = [["feed", "state", "last run", "was", "rows"]]
        var list: [JSONValue] = []
        let stored = try store.feeds()
        for feed in stored {
            // Withdrawals stand beside the run whose file left the records out.
            let last = try store.runs(RunFilter(feed: feed.id, limit: 2)).first { $0.kind != .withdrawals }
            let state = try condition(of: feed)
            rows.append([
                feed.name, state.rawValue, last.map { clock.shown($0.started) } ?? "never", last?.state.name ?? "",
                last.map { "\($0.rows)" } ?? "",
            ])
            list.append(json(feed.name, state, last))
        }
        let names = Set(stored.map(\.name))
        for manifest in configuration.manifests where !manifest.source.isInbox && !names.contains(manifest.id) {
            let state: FeedCondition = manifest.trial.holds(nil) ? .trial : .live
            rows.append([manifest.id, state.rawValue, "never", "", ""])
            list.append(json(manifest.id, state, nil))
        }
        var page = Page()
        page.table(rows, indent: 0)
        for manifest in configuration.manifests where manifest.source.isInbox {
            let silent = configuration.settings.schools.filter { !names.contains("\(manifest.id)@\($0.urn)") }
            guard !silent.isEmpty else { continue }
            let onTrial = silent.filter { manifest.trial.holds($0.urn) }.count
            page.line(
                "\(manifest.id): \(silent.count) schools have sent nothing so far"
                    + (onTrial == 0 ? "" : onTrial == silent.count ? " (on trial)" : " (\(onTrial) of them on trial)"))
        }
        return Telling(text: page.text, json: .array(list))
    }

    /// One feed with its last runs.
    public func feed(_ name: String) throws -> Telling {
        let feed = try stored(name)
        let state = try condition(of: feed)
        let runs = try store.runs(RunFilter(feed: feed.id, limit: 10))
        var page = Page()
        let title = configuration.manifest(feed.adapter).map { ": \($0.title)" } ?? ""
        page.line("\(feed.name)\(title)")
        let since = state == .trial ? trialStart(of: FeedName(name)).map { " for \(clock.age($0))" } ?? "" : ""
        page.line("  \(state.rawValue)\(since)")
        if let asOf = feed.lastAsOf { page.line("  newest data that count: \(clock.shown(asOf))") }
        if state == .trial {
            page.line(
                "  `sendgate feeds trial \(name)` shows the last report; `sendgate feeds accept \(name) --by NAME` ends it."
            )
        }
        page.line()
        page.table(
            [["run", "kind", "state", "started", "rows", "applied", "quarantined"]]
                + runs.map { run in
                    [
                        run.id.description, run.kind.name, run.state.name, clock.shown(run.started), "\(run.rows)",
                        "\(run.counts.applied)", "\(run.counts.quarantined)",
                    ]
                })
        var members = json(feed.name, state, runs.first).members ?? []
        members.append(JSONMember("runs", .array(runs.map(json))))
        return Telling(text: page.text, json: .object(members))
    }

    /// The report of the feed's last trial; for an adapter with several feeds, of each.
    public func trial(of name: String) throws -> Telling {
        let feeds = try store.feeds().filter { $0.name == name || $0.adapter == name }
        var page = Page()
        var list: [JSONValue] = []
        for feed in feeds {
            guard let run = try store.runs(RunFilter(feed: feed.id, states: [.trial], limit: 1)).first,
                let trial = try store.trial(run.id)
            else { continue }
            if !list.isEmpty { page.line() }
            page.line("Trial of \(feed.name), run \(run.id), \(clock.shown(run.started))")
            let isOver = !configuration.isOnTrial(FeedName(feed.name))
            if isOver { page.line("  The feed is not on trial any more.") }
            try TrialReport(encoded: trial.report).write(on: &page)
            list.append([
                "feed": .string(feed.name), "run": .integer(run.id.rawValue), "started": .instant(run.started),
                "onTrial": .bool(!isOver), "report": try JSONValue(parsing: trial.report),
            ])
        }
        guard !list.isEmpty else {
            _ = feeds.isEmpty ? try stored(name) : feeds[0]
            throw CommandError(
                "\(name) has had no trial so far. It is on trial where its adapter or `overrides` of sendgate.yaml say "
                    + "`trial: true`.")
        }
        return Telling(text: page.text, json: list.count == 1 ? list[0] : .array(list))
    }

    /// Feeds on trial are no good to anybody until somebody decides.
    func trialMatters() throws -> [PersonalMatter] {
        let feeds = try store.feeds()
        return try configuration.manifests.flatMap { manifest in
            try manifest.trialNames.map { name -> PersonalMatter in
                let single = FeedName(name).partner
                let reported = try feeds.filter { feed in
                    let partner = FeedName(feed.name).partner
                    return feed.adapter == manifest.id && (single == nil || single == partner)
                        && manifest.trial.holds(partner)
                }.filter { try !store.runs(RunFilter(feed: $0.id, states: [.trial], limit: 1)).isEmpty }
                let since = trialStart(of: FeedName(name)) ?? clock.now
                let what = "\(name) is on trial for \(clock.age(since))"
                guard let first = reported.first else {
                    return PersonalMatter(
                        what: "\(what), and nothing has come from it", since: since, owner: "data officer",
                        next: "`sendgate feeds accept \(name) --by NAME` ends the trial")
                }
                return PersonalMatter(
                    what: single == nil && manifest.source.isInbox
                        ? "\(what): \(reported.count) feed(s) have sent files" : what,
                    since: since, owner: "data officer",
                    next: "`sendgate feeds trial \(first.name)`, then `sendgate feeds accept \(name) --by NAME`")
            }
        }
    }

    // MARK: - Parts

    private func condition(of feed: FeedState) throws -> FeedCondition {
        guard configuration.manifest(feed.adapter) != nil else { return .notRunning }
        if configuration.isOnTrial(FeedName(feed.name)) { return .trial }
        if let until = FeedMemory(feed.state).asideUntil, clock.now.milliseconds < until { return .aside }
        return try store.runs(RunFilter(feed: feed.id, states: [.held], limit: 1)).isEmpty ? .live : .held
    }

    /// Since when the feed, or all of its adapter's, is on trial.
    private func trialStart(of feed: FeedName) -> Instant? {
        let starts = Gateway.trialStarts((try? store.note(Gateway.trialsNote)) ?? nil)
        return (starts[feed.description] ?? starts[feed.adapter]).map { Instant(milliseconds: $0) }
    }

    private func stored(_ name: String) throws -> FeedState {
        if let feed = try store.feed(named: name) { return feed }
        let hint =
            NearestName.hint(for: name, among: try store.feeds().map(\.name)) ?? "`sendgate feeds list` names them."
        throw CommandError("There is no feed \(name) that has sent anything. \(hint)")
    }

    private func json(_ name: String, _ state: FeedCondition, _ last: RunSummary?) -> JSONValue {
        ["feed": .string(name), "state": .string(state.rawValue), "lastRun": last.map(json) ?? .null]
    }
}
