// One pass of one feed: read, map, stage, judge by the contract, commit. Blocking; runs on a thread of its own.

import AdapterHost
import Adapters
import Configuring
import Feeds
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
    private func asOf(of pass: FeedPass, after last: Instant?) -> Instant {
        guard let last, pass.asOf < last, pass.asOf.milliseconds % 86_400_000 == 0,
            clock.day(of: pass.asOf) == clock.day(of: last)
        else { return pass.asOf }
        return last
    }

    private func isOld(_ pass: FeedPass, _ asOf: Instant, after last: Instant?) -> Bool {
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

    // MARK: - Reading

    /// Reads a trust's file without effect: which schools it holds rows of, and how many rows nobody can place.
    func survey(_ pass: FeedPass) throws -> SharedFileSurvey {
        let staging = try stage(pass, nil)
        return SharedFileSurvey(
            rowsBySchool: staging.rowsOfPartners, unplaced: staging.rows, refusal: staging.refusal)
    }

    /// Reads every file of the pass into the run, or only counts where there is none. What can't be taken at all is a
    /// refusal, with the reason for its sender.
    private func stage(_ pass: FeedPass, _ run: RunID?, only places: Set<PayloadPlace>? = nil) throws -> Staging {
        let known = StoredKnownChildren(store: store, readAt: pass.readAt)
        var session = MappingSession(
            pass.manifest, definitions: definitions, today: clock.today, partner: pass.partner,
            known: self.known ?? known)
        var staging = Staging(store: store, run: run, contract: pass.manifest.contract, stop: stop)
        if pass.manifest.folds, let run {
            staging.folding = FoldedRows(
                store: store, run: run, stop: stop,
                pool: FoldPool(pass.manifest, space: SpillFile(in: store.scratchFolder)), isRetry: places != nil)
        }
        staging.unknowable = pass.unplaced
        staging.remark(pass.remarks)
        staging.gauge = pass.increment.map { CursorGauge($0.rule, start: $0.start) }
        staging.before = try columnsBefore(pass)
        staging.places = places
        staging.isReadAgain = known.isReadAgain
        if places == nil, !known.isReadAgain, pass.partner.share == .whole, let urn = pass.partner.urn {
            staging.naming = SchoolNaming(urn: urn, laestab: try laestab(of: urn))
        }
        do {
            for file in pass.files {
                guard let rule = pass.manifest.file(file.file),
                    let lack = pass.manifest.lack(of: file.requested, in: rule)
                else { continue }
                throw Refusal(reason: RefusalAdvice.joined(lack.finding, lack.advice))
            }
            for name in session.filesToSurvey {
                try session.survey(file: name) { session in
                    for file in pass.files where file.file == name {
                        var source = store.bytes(of: file.hash)
                        try DateSurvey.read(&source, file: name, requested: file.requested, &session)
                    }
                }
            }
            if case .module(let source) = pass.manifest.source {
                try read(try pass.statements ?? stateAgain(pass, source), of: pass, &session, &staging)
            }
            for (ordinal, file) in pass.files.enumerated() where !pass.manifest.isModule {
                try read(file, ordinal: ordinal, pass, &session, &staging)
                try known.check()
            }
            try staging.flush()
            if !session.dateDoubts.isEmpty { staging.hold(forDates: session.dateDoubts) }
            staging.doubt = staging.doubt ?? staging.gauge?.doubt
            staging.tell(absent: pass.absent)
            staging.refusal = staging.naming?.refusal
        } catch let refusal as Refusal {
            staging.refusal = refusal.reason
        } catch let error as any PayloadError {
            let noTable = (error as? CSVError)?.isAboutHeader ?? false ? try noTable(in: pass) : nil
            staging.refusal = noTable ?? RefusalAdvice.joined(error.finding, error.hint.isEmpty ? nil : error.hint)
        } catch let fault as ModuleFault {
            staging.refusal = fault.text
        }
        staging.rowsOfPartners = session.rowsOfPartners
        if staging.refusal == nil, !staging.missing.isEmpty, places == nil {
            staging.refusal = staging.wrongFolder
        }
        if staging.refusal == nil, !staging.missing.isEmpty, !staging.isUnexplained {
            staging.doubt =
                "Columns that are needed have another name than before: \(staging.missing.joined(separator: ", ")). Somebody "
                + "at the council has to say first what the new names mean."
        } else if staging.refusal == nil, !staging.missing.isEmpty, let noTable = try noTable(in: pass) {
            staging.refusal = noTable
        } else if staging.refusal == nil, !staging.missing.isEmpty {
            staging.refusal =
                "Required columns are missing: \(staging.missing.joined(separator: ", "))."
                + RefusalAdvice.mark + "Add them to the export and send it again."
        }
        if staging.refusal == nil { try staging.folding?.settle() }
        return staging
    }

    /// What is said of a file in which no columns were found because it is no table.
    private func noTable(in pass: FeedPass) throws -> String? {
        for file in pass.files {
            var source = store.bytes(of: file.hash)
            if let found = try NoTable(&source) { return RefusalAdvice.joined(found.finding, found.hint) }
        }
        return nil
    }

    private func read(
        _ file: ReceivedFile, ordinal: Int, _ pass: FeedPass, _ session: inout MappingSession,
        _ staging: inout Staging
    ) throws {
        var source = store.bytes(of: file.hash)
        let (name, manifest) = (file.file, pass.manifest)
        guard let rule = manifest.file(name) else { preconditionFailure("the manifest has no file \(name)") }
        var columns: [String] = []
        let summary = try rule.read(&source) { event in
            switch event {
            case .header(let header):
                columns = header
                staging.gauge?.begin(rule, header: manifest.known(header))
                let fit = session.begin(file: name, header: header, requested: file.requested)
                let wrong = WrongFolder(header: header, for: manifest, fit: fit, among: pass.neighbours)
                if fit.isUsable, let wrong { throw Refusal(reason: wrong.reason) }
                if let ambiguous = fit.ambiguous.first { throw Refusal(reason: ambiguous.description) }
                staging.wrongFolder = wrong?.reason
                staging.naming?.begin(header, readByAdapter: rule.namedColumns)
                staging.missing += fit.missing.map { manifest.files.count == 1 ? $0 : "\(name): \($0)" }
                staging.compare(rule.drift(of: manifest.known(header), before: staging.before[name]), fit, manifest)
                try staging.setColumns(header, ofPayload: ordinal)
            case .elements:
                session.begin(file: name, requested: file.requested)
                staging.gauge?.begin(rule)
                columns = session.columnNames(of: name)
                try staging.setColumns(columns, ofPayload: ordinal)
            case .row(let row):
                if staging.missing.isEmpty {
                    staging.naming?.look(at: row)
                    staging.gauge?.note(row)
                    try staging.add(session.map(row), payload: ordinal)
                }
            case .rejected(let rejection):
                // A row that can't be read doesn't say whose it is: it is not a single school's.
                if staging.missing.isEmpty, session.partner.share != .part, !staging.isReadAgain {
                    try staging.add(MappedRow(rejection, columns: columns), payload: ordinal)
                }
            case .element(let element):
                staging.gauge?.note(element.value)
                try staging.add(session.map(element), payload: ordinal)
            case .rejectedLine(let rejection):
                if !staging.isReadAgain { try staging.add(MappedRow(rejection), payload: ordinal) }
            case .unread(let message):
                if !staging.isReadAgain { try staging.add(MappedRow(message), payload: ordinal) }
            case .aside(let aside):
                if staging.missing.isEmpty, session.partner.share != .part, let row = MappedRow(aside) {
                    try staging.add(row, payload: ordinal)
                }
            }
        }
        staging.note(summary.notes, in: manifest.files.count == 1 ? nil : name)
        staging.remark(summary.remarks)
        if pass.movesCursor, let state = summary.cursor {
            staging.cursor = TapCursor(state: state, manifest: pass.digest).bytes
        }
        if let trouble = summary.trouble {
            throw Refusal(reason: RefusalAdvice.marked(trouble, endingWith: summary.advice))
        }
        if summary.rows == 0, let whole = staging.before[name], Self.isCut(columns, of: whole) {
            throw Refusal(
                reason: RefusalAdvice.joined(
                    "The file stops in the middle of its headings.", "Export the whole file again and send it."))
        }
        session.end()
        // Nested parts have places that are known only now.
        let known = session.columnNames(of: name)
        if known.count > columns.count { try staging.setColumns(known, ofPayload: ordinal) }
    }

    /// Whether headings are the first part of those of the last time, the last of them perhaps only in part.
    private static func isCut(_ header: [String], of whole: [String]) -> Bool {
        guard let last = header.last, header.count <= whole.count, header != whole else { return false }
        return whole.starts(with: header.dropLast()) && whole[header.count - 1].hasPrefix(last)
    }

    /// The columns of each file of the feed's last applied run, for comparison.
    private func columnsBefore(_ pass: FeedPass) throws -> [String: [String]] {
        guard let feed = try store.feed(named: pass.feed.description), let last = try store.lastApplied(of: feed.id)
        else { return [:] }
        return Dictionary(try store.payloads(of: last.id).map { ($0.file, $0.columns) }, uniquingKeysWith: { $1 })
    }

    // MARK: - Judging

    private static let older = RefusalAdvice.joined(
        "This file is older than the one before: it would put back what was true earlier.",
        "If there is a newer one, send that. If this is the newest, tell the council.")

    private func judge(_ run: RunID, _ pass: FeedPass, _ staging: Staging, isOld: Bool) throws -> PassReport {
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
        let decision = try decision(run, pass, staging, counts, absence)
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
    private func absence(_ run: RunID, _ pass: FeedPass, _ scope: SnapshotScope) throws -> Absence {
        guard pass.manifest.contract.isSnapshot else { return Absence() }
        return try store.absent(run, scope: scope)
    }

    /// What the snapshot speaks for: the types of the files that came, inside the windows of the contract.
    private func scope(of pass: FeedPass, _ staging: Staging) -> SnapshotScope {
        let windows = pass.manifest.contract.covered(staging.tally, asOf: clock.day(of: pass.asOf))
        guard let windows else { return SnapshotScope(types: pass.coveredTypes) }
        return SnapshotScope(types: pass.coveredTypes) { windows.cover($0, $1) }
    }

    /// Rows of the last run of the feed that was applied.
    private func lastRows(of pass: FeedPass) throws -> Int? {
        guard pass.manifest.contract.rows != nil, let feed = try store.feed(named: pass.feed.description) else {
            return nil
        }
        return try store.runs(RunFilter(feed: feed.id, states: [.applied], limit: 10)).first {
            $0.kind != .withdrawals && $0.kind != .retry
        }?.rows
    }

    private func decision(
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
    private func tooManyEnded(
        _ run: RunID, _ pass: FeedPass, _ staging: Staging, _ counts: Storage.RunCounts
    ) throws -> ContractDecision? {
        let contract = pass.manifest.contract
        guard !staging.endedTypes.isEmpty, counts.withdrawn > contract.withdrawalLimit(on: clock.today).floor else {
            return nil
        }
        let stated = try store.absent(run, scope: SnapshotScope(types: staging.endedTypes)).covered
        return contract.decide(ended: counts.withdrawn, of: stated, on: clock.today)
    }

    private func end(
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

    // MARK: - Reading again

    /// Reads quarantined rows of an applied run again, under today's manifest, and applies those that are good now. The
    /// contract is not asked: the run that they belong to has passed it.
    func retry(_ pass: FeedPass, only places: Set<PayloadPlace>) throws -> PassReport {
        if let trials, trials.isOnTrial(pass.feed) { throw CommandError.onTrial(pass.feed) }
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let run = try store.beginRun(pass.start(feed: feed, asOf: pass.asOf, at: clock.now))
        do {
            let staging = try stage(pass, run, only: places)
            if let refusal = staging.refusal { return try end(run, .refused(reason: refusal), pass, staging) }
            try store.finishStaging(run)
            return try end(run, .applied, pass, staging)
        } catch {
            try? store.fail(run, reason: "interrupted: \(GatewayEvents.safe(error))", at: clock.now)
            throw error
        }
    }

    /// Reads the files of an applied run again and takes the rows about children who have become known since. The contract
    /// is not asked: the run that they belong to has passed it.
    ///
    /// - Returns: nil where no row is about one of them: then nothing has been. So too for a feed on trial.
    func takeUp(_ pass: FeedPass) throws -> PassReport? {
        if let trials, trials.isOnTrial(pass.feed) { return nil }
        let feed = try store.feed(named: pass.feed.description, adapter: pass.feed.adapter)
        let run = try store.beginRun(pass.start(feed: feed, asOf: pass.asOf, at: clock.now))
        do {
            var staging = try stage(pass, run)
            if staging.refusal != nil || staging.rows == 0 {
                try store.discard(run)
                return nil
            }
            try store.finishStaging(run)
            staging.tellTakenUp()
            return try end(run, .applied, pass, staging)
        } catch {
            try? store.fail(run, reason: "interrupted: \(GatewayEvents.safe(error))", at: clock.now)
            throw error
        }
    }

    /// The school's number within its council, where the register of schools says it.
    private func laestab(of urn: String) throws -> String? {
        guard let subject = try store.subject(of: SubjectKey(.setting, space: "urn", key: urn)) else { return nil }
        for statement in try store.currentStatements(of: [subject])[subject] ?? [] {
            let record = try Record(encoded: statement.blob)
            if record.type == Setting.declaration.type, let laestab = record[Setting.laestab] { return laestab }
        }
        return nil
    }

    /// The file can't be taken at all.
    private struct Refusal: Error {
        let reason: String
    }
}

extension RunOutcome {
    fileprivate var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
