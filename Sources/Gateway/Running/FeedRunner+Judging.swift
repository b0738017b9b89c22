// What becomes of a run that has been read: the contract, what is absent, and the one commit.

import Adapters
import Foundation
import SENDRecords
import Storage

extension FeedRunner {
    static let older = RefusalAdvice.joined(
        "This file is older than the one before: it would put back what was true earlier.",
        "If there is a newer one, send that. If this is the newest, tell the council.")

    func judge(_ run: RunID, _ pass: FeedPass, _ staging: Staging, isOld: Bool) throws -> PassReport {
        if let refusal = staging.refusal { return try end(run, .refused(reason: refusal), pass, staging) }
        var staging = staging
        let counts = try store.finishStaging(run)
        let scope = scope(of: pass, staging)
        let absence = try absence(run, pass, scope)
        if let doubt = staging.doubt { return try end(run, .held(reason: doubt), pass, staging) }
        if isOld {
            return try end(run, .held(reason: Self.older), pass, staging)
        }
        // A snapshot of a window says nothing about what was quarantined outside of it.
        let isWhole = pass.manifest.contract.isSnapshot && scope.covers == nil
        var decision = try decision(run, pass, staging, counts, absence)
        if !decision.isHeld, let cut = try perhapsCut(pass, staging) { decision = cut }
        // That nothing has changed since the last run is nothing odd.
        let isIncremental = pass.increment != nil || pass.manifest.source.isTap
        if decision == .apply, pass.partner.share == .whole, !isIncremental { staging.tellIfEmpty() }
        switch decision {
        case .holdRun(let why, let advice):
            return try end(
                run, .held(reason: RefusalAdvice.joined(why, advice)), pass, staging, isSnapshot: isWhole)
        case .apply:
            if absence.absent > 0 { _ = try store.stageWithdrawals(run, scope: scope, at: clock.now) }
            return try end(
                run, .applied, pass, staging, withdrawals: absence.absent > 0 ? .apply : .none,
                isSnapshot: isWhole)
        case .holdWithdrawals(let why):
            if pass.manifest.contract.isSnapshot {
                _ = try store.stageWithdrawals(run, scope: scope, at: clock.now)
            } else {
                // The partner has said so itself, and will not say it again.
                _ = try store.setWithdrawalsApart(run, at: clock.now)
            }
            return try end(
                run, .applied, pass, staging, withdrawals: .hold(reason: why), isSnapshot: isWhole)
        }
    }

    /// What the snapshot leaves out; nothing where the feed is none.
    func absence(_ run: RunID, _ pass: FeedPass, _ scope: SnapshotScope) throws -> Absence {
        guard pass.manifest.contract.isSnapshot else { return Absence() }
        return try store.absent(run, scope: scope)
    }

    /// What the snapshot speaks for: the types of the files that came, inside the windows of the contract.
    func scope(of pass: FeedPass, _ staging: Staging) -> SnapshotScope {
        let windows = pass.manifest.contract.covered(staging.tally, asOf: clock.day(of: pass.asOf))
        guard let windows else { return SnapshotScope(types: pass.coveredTypes) }
        return SnapshotScope(types: pass.coveredTypes) { windows.cover($0, $1) }
    }

    /// Rows of the last run of the feed that was applied.
    func lastRows(of pass: FeedPass) throws -> Int? {
        pass.manifest.contract.rows == nil ? nil : try lastWhole(of: pass)?.rows
    }

    /// The last run of the feed's own files that was applied.
    func lastWhole(of pass: FeedPass) throws -> RunSummary? {
        guard let feed = try store.feed(named: pass.feed.description) else { return nil }
        return try store.runs(RunFilter(feed: feed.id, states: [.applied], limit: 10)).first {
            $0.kind != .withdrawals && $0.kind != .retry
        }
    }

    func decision(
        _ run: RunID, _ pass: FeedPass, _ staging: Staging, _ counts: Storage.RunCounts, _ absence: Absence
    ) throws -> ContractDecision {
        // What is left of a trust's file holds nothing that could be applied: its rows are told, and nothing waits.
        if case .rest = pass.partner.share { return .apply }
        let ended = try tooManyEnded(run, pass, staging, counts)
        if case .holdRun? = ended { return ended ?? .apply }
        let decision = pass.manifest.contract.decide(
            Adapters.RunCounts(
                rows: staging.rows, leftOut: counts.leftOut, quarantined: counts.quarantined, current: absence.covered,
                withdrawals: absence.absent, besideTable: staging.besideTable, zerosLost: absence.zerosLost),
            staging.tally, last: try lastRows(of: pass), on: clock.today)
        if decision == .apply, let ended { return ended }
        guard decision == .apply, absence.absent > 0, staging.unknowable > 0 else { return decision }
        // A row that can't be read may be the very one that seems to be missing.
        return .holdWithdrawals(
            why:
                "\(absence.absent) records are missing from the new file, and \(staging.unknowable) of its rows can't be "
                + "read: the missing ones may be among them.")
    }

    /// Whether a person has to look before so many records are taken for gone because the partner says so.
    func tooManyEnded(
        _ run: RunID, _ pass: FeedPass, _ staging: Staging, _ counts: Storage.RunCounts
    ) throws -> ContractDecision? {
        let contract = pass.manifest.contract
        guard !staging.endedTypes.isEmpty, counts.withdrawn > contract.withdrawalLimit(on: clock.today).floor else {
            return nil
        }
        let stated = try store.absent(run, scope: SnapshotScope(types: staging.endedTypes)).covered
        return contract.decide(ended: counts.withdrawn, of: stated, on: clock.today)
    }

    func end(
        _ run: RunID, _ outcome: RunOutcome, _ pass: FeedPass, _ staging: Staging,
        withdrawals: WithdrawalDecision = .none, isSnapshot: Bool = false
    ) throws -> PassReport {
        var staging = staging
        // The cursor moves with the data, in one commit: that of the run, or that of its release. What is refused is asked
        // for again.
        let (counts, waits) = (outcome == .applied, outcome.isHeld)
        var next = counts || waits ? staging.cursor : nil
        if counts || waits, let increment = pass.increment, let gauge = staging.gauge {
            let reached = increment.next(gauge)
            next = (reached ?? increment.before).map { FeedCursor($0, of: increment.rule, manifest: pass.digest).bytes }
            staging.tell(increment, next: reached, waits: waits)
        }
        let result = try store.commit(
            run,
            RunCommit(
                outcome, rowsRead: staging.rows, at: clock.now, cursor: next, withdrawals: withdrawals,
                isSnapshot: isSnapshot, remarks: staging.remarks))
        let companion = try store.withdrawals(of: run).flatMap { $0.state == .held ? $0.id : nil }
        return PassReport(
            run: run, state: result.state, reason: result.reason, counts: result.counts, heldWithdrawals: companion)
    }
}

extension ContractDecision {
    fileprivate var isHeld: Bool {
        if case .holdRun = self { true } else { false }
    }
}

extension RunOutcome {
    fileprivate var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
