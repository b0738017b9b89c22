// One pass of a feed on trial: everything that a live feed does, in a copy of the store that is thrown away. So the report
// comes from the same code as the real thing, and nothing of it can have an effect. Blocking.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage

/// What a runner has to know to try feeds out.
struct TrialRules: Sendable {
    let rules: DeriveRules
    let isOnTrial: @Sendable (FeedName) -> Bool
}

/// Tries one pass out.
struct FeedTrial: Sendable {
    /// The runner of the real store.
    let runner: FeedRunner
    let rules: DeriveRules

    private var store: Store { runner.store }
    private var clock: GatewayClock { runner.clock }

    /// Reads, applies, matches, reconciles and publishes in the copy, and keeps what came of it as a run on trial.
    ///
    /// - Throws: what the store or the disk throws.
    func run(_ pass: FeedPass) throws -> PassReport {
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let start = pass.start(feed: feed, asOf: pass.asOf, at: clock.now)
        if try pass.kind != .manual && isLatest(pass, feed) {
            let reason = "The same as at the last trial, whose report stands: nothing to do."
            let run = try store.recordRun(start, state: .unchanged, reason: reason)
            return PassReport(
                run: run, state: .unchanged, reason: "", counts: Storage.RunCounts(), heldWithdrawals: nil)
        }
        let room = try store.roomForCopy()
        guard room.isEnough else { return try tell(of: pass, start, room) }
        let copy = try store.makeCopy(named: "trial-\(UUID().uuidString)")
        // What is left after a failure here goes at the next start.
        defer { try? copy.throwAway() }
        // What waits for derive has nothing to do with this file, so it is worked off before anything is watched.
        try derive(in: copy)
        try copy.watchChanges()
        var trial = runner
        trial.store = copy
        trial.trials = nil
        let known = try copy.knownGrowth()
        let report = try trial.run(pass)
        if report.state == .applied { try derive(in: copy) }
        let counting = TrialCounting(store: copy, rules: rules, run: report.run)
        let told = try counting.report(
            of: report, counts: report.counts, on: clock.today, becameKnown: try copy.knownGrowth() > known)
        return try keep(told, of: report, start, in: copy)
    }

    /// Whether these bytes under this manifest are what the feed's last trial read.
    private func isLatest(_ pass: FeedPass, _ feed: FeedID) throws -> Bool {
        guard let last = try store.lastReading(of: feed), last.state == .trial, last.manifest == pass.digest else {
            return false
        }
        let payloads = try store.payloads(of: last.id)
        return payloads.map(\.hash) == pass.files.map(\.hash)
            && payloads.map(\.requested) == pass.files.map(\.requested)
    }

    private func derive(in copy: Store) throws {
        let deriver = Deriver(store: copy, rules: rules, now: clock.now, today: clock.today)
        while case .worked = try deriver.step() { try runner.stop.check() }
    }

    /// Without room for a copy the rows are read and judged, and no more is said than is known.
    private func tell(of pass: FeedPass, _ start: RunStart, _ room: Store.CopyRoom) throws -> PassReport {
        var trial = runner
        trial.trials = nil
        let report = try trial.tryOut(pass)
        var told = TrialReport(report, counts: report.counts)
        told.notComputed.append(
            "What would be matched, change and be disclosed: it takes a copy of the store, and the disk has no room for it "
                + "(\(room.needed >> 20) MB and half as much again are needed, \(room.free >> 20) MB are free). Make room and "
                + "read the file once more.")
        return try keep(told, of: report, start, in: nil)
    }

    private func keep(
        _ told: TrialReport, of report: PassReport, _ start: RunStart, in copy: Store?
    ) throws -> PassReport {
        let outcome = TrialOutcome(
            run: copy == nil ? nil : report.run, state: report.state, reason: report.reason, counts: report.counts,
            report: try told.encoded())
        let run = try store.recordTrial(start, outcome, in: copy, at: clock.now)
        let reason = report.reason.isEmpty ? report.state.name : "\(report.state.name): \(report.reason)"
        return PassReport(run: run, state: .trial, reason: reason, counts: report.counts, heldWithdrawals: nil)
    }
}

extension Store {
    /// The feed's latest run that read something, whatever came of it.
    func lastReading(of feed: FeedID) throws -> RunSummary? {
        let states: Set<RunState> = [.applied, .held, .refused, .superseded, .trial]
        return try runs(RunFilter(feed: feed, states: states, limit: 20)).first {
            $0.kind != .withdrawals && $0.kind != .retry
        }
    }
}

extension CommandError {
    static func onTrial(_ feed: FeedName) -> CommandError {
        CommandError(
            "\(feed) is on trial: nothing of it may have an effect. `sendgate feeds trial \(feed)` shows what would come of "
                + "it, `sendgate feeds accept \(feed) --by NAME` ends the trial.")
    }
}
