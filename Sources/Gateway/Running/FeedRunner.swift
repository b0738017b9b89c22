// One pass of one feed: read, map, stage, judge by the contract, commit. Blocking; runs on a thread of its own.

import Adapters
import Foundation
import SENDRecords
import Storage

/// Takes a pass through the store.
struct FeedRunner: Sendable {
    var store: Store
    let definitions: Definitions
    let clock: GatewayClock
    let stop: StopSign
    /// Which feeds are on trial; nil where every pass counts.
    var trials: TrialRules?
    /// Who is known to have SEND, for an adapter's examples; nil asks the store.
    var known: (any KnownChildren)?
    /// Where native modules run.
    var modules: ModuleHouse?

    /// Reads and applies. A file that can't be read at all makes a refused run, a broken contract a held one: both are
    /// reports, not errors.
    ///
    /// - Throws: what the store or the disk throws; the run is then dropped at the next start.
    func run(_ pass: FeedPass) throws -> PassReport {
        if let trials, trials.isOnTrial(pass.feed) {
            return try FeedTrial(runner: self, rules: trials.rules).run(pass)
        }
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let state = try store.feed(feed)
        let asOf = asOf(of: pass, after: state.lastAsOf)
        // Taken before the first row is read: who becomes known meanwhile is taken up afterwards.
        let known = pass.manifest.asksForKnownChildren ? try store.knownGrowth() : nil
        let start = pass.start(feed: feed, asOf: asOf, at: clock.now, known: known)
        if try store.isLatest(feed, payloads: start.payloads, manifest: pass.digest) {
            let run = try store.recordRun(
                start, state: .unchanged, reason: "The same as the last file: nothing to do.", remarks: pass.remarks)
            return PassReport(
                run: run, state: .unchanged, reason: "", counts: Storage.RunCounts(), heldWithdrawals: nil)
        }
        let run = try store.beginRun(start)
        do {
            let staging = try stage(pass, run)
            return try judge(run, pass, staging, isOld: isOld(pass, asOf, after: state.lastAsOf))
        } catch {
            // Trouble of our own, or a stop: the run is dropped, its files stay and are taken again.
            try? store.fail(run, reason: "interrupted: \(GatewayEvents.safe(error))", at: clock.now)
            throw error
        }
    }

    /// A file that only names its day isn't older than one of the same day that names its moment, or none and counts from
    /// its arrival: what comes later that day is a new statement.
    func asOf(of pass: FeedPass, after last: Instant?) -> Instant {
        guard let last, pass.asOf < last, pass.asOf.milliseconds % 86_400_000 == 0,
            clock.day(of: pass.asOf) == clock.day(of: last)
        else { return pass.asOf }
        return last
    }

    func isOld(_ pass: FeedPass, _ asOf: Instant, after last: Instant?) -> Bool {
        pass.manifest.contract.isSnapshot && last.map { asOf < $0 } ?? false
    }

    /// The same pass without effect: what would come of it. The run is taken away without a trace.
    func tryOut(_ pass: FeedPass) throws -> PassReport {
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let last = try store.feed(feed).lastAsOf
        let asOf = asOf(of: pass, after: last)
        let run = try store.beginRun(pass.start(feed: feed, asOf: asOf, at: clock.now))
        defer { try? store.discard(run) }
        let staging = try stage(pass, run)
        func trial(_ state: RunState, _ reason: String, _ counts: Storage.RunCounts, held: RunID? = nil) -> PassReport {
            PassReport(run: run, state: state, reason: reason, counts: counts, heldWithdrawals: held)
        }
        if let refusal = staging.refusal { return trial(.refused, refusal, Storage.RunCounts()) }
        let counts = try store.finishStaging(run)
        if let doubt = staging.doubt { return trial(.held, doubt, counts) }
        if isOld(pass, asOf, after: last) { return trial(.held, Self.older, counts) }
        switch try decision(run, pass, staging, counts, try absence(run, pass, scope(of: pass, staging))) {
        case .apply: return trial(.applied, "", counts)
        case .holdRun(let why, let advice): return trial(.held, RefusalAdvice.joined(why, advice), counts)
        case .holdWithdrawals(let why): return trial(.applied, why, counts, held: run)
        }
    }
}
