// The receipt or report of a run, made from what the store knows of it: at its end, after a decision, or years later.

import Adapters
import Configuring
import Feeds
import SENDRecords
import Storage

/// Makes receipts of runs.
struct RunReceipts: Sendable {
    let store: Store
    let configuration: GatewayConfiguration
    let clock: GatewayClock

    /// The receipt of a dropped file. It goes into the school's own folder only: it may name the school's pupils.
    func receipt(for file: ClaimedFile, _ manifest: Manifest, _ report: PassReport) throws -> Receipt {
        var receipt = file.receipt(.accepted)
        try fill(&receipt, manifest, report)
        let partner = FeedPartner(urn: file.place.urn, name: file.place.school)
        // A name in a receipt is a comfort: without the file, or with one that can't be read to there, it is left out.
        // A trust's receipt goes to others than the pupil's own school.
        if !file.place.isShared, let named = try? naming(receipt.faults, of: report.run, manifest, partner) {
            receipt.faults = named
        }
        return receipt
    }

    /// The report of any run: in the partner's words, without anything that names a pupil.
    func report(of run: RunSummary) throws -> Receipt {
        let name = FeedName(run.feedName)
        let manifest = configuration.manifest(name.adapter)
        let trust = configuration.settings.trusts.first { $0.folder == name.partner }
        let school = configuration.settings.schools.first { $0.urn == name.partner }
        let names = try store.payloads(of: run.id).map { try store.payload($0.hash)?.name ?? $0.file }
        var receipt = Receipt(
            feed: manifest?.title ?? run.feedName,
            school: school?.name ?? trust?.name ?? manifest?.partner ?? run.feedName,
            urn: name.partner ?? "", fileName: names.isEmpty ? "none" : names.joined(separator: ", "),
            received: run.started, asOf: nil, run: nil, outcome: .accepted, counts: nil, claim: nil,
            isShared: trust != nil)
        try fill(&receipt, manifest, PassReport(run, companion: try store.withdrawals(of: run.id)))
        if let old = run.retries {
            receipt.remarks.insert("These are rows of run \(old) that could not be used then, read again.", at: 0)
        }
        return receipt
    }

    /// The receipt of a trial is the one that the file would have had, under another heading.
    private func fillTrial(_ receipt: inout Receipt, _ manifest: Manifest?, _ run: RunSummary) throws {
        guard let trial = try store.trial(run.id) else { return }
        let told = try TrialReport(encoded: trial.report)
        let would = PassReport(
            run: run.id, state: trial.state, reason: trial.reason, counts: run.counts, heldWithdrawals: nil)
        try fill(&receipt, manifest, would)
        receipt.outcome = .onTrial(receipt.outcome)
        if let held = told.heldWithdrawals {
            receipt.remarks.append("Many pupils or records of the last file are missing from this one: \(held)")
        }
        guard let records = told.records else { return }
        func listed(_ count: (TrialReport.Records) -> Int) -> String {
            records.filter { count($0) > 0 }.map { record in
                let isPupil = record.type == Child.declaration.name && receipt.isDropped
                let name = isPupil ? "pupils" : "records \(record.type.replacing("-", with: " "))"
                return "\(count(record)) \(name)"
            }.joined(separator: ", ")
        }
        let (found, ended) = (listed { $0.new + $0.changed }, listed(\.ended))
        if !found.isEmpty { receipt.remarks.append("New or changed in the file: \(found).") }
        if !ended.isEmpty {
            receipt.remarks.append("In the last file and not in this one, so they would be taken off: \(ended).")
        }
    }

    private func fill(_ receipt: inout Receipt, _ manifest: Manifest?, _ report: PassReport) throws {
        receipt.run = Int(report.run.rawValue)
        let run = try store.run(report.run)
        receipt.asOf = clock.day(of: run.asOf)
        switch report.state {
        case .unchanged:
            receipt.outcome = .alreadyReceived
            return
        case .refused, .failed:
            let (reason, advice) = RefusalAdvice.split(report.reason)
            receipt.outcome = .refused(
                reason: reason,
                advice: receipt.isDropped || report.reason.contains(RefusalAdvice.mark)
                    ? advice : "Put it right in your system, or tell the council; it is fetched again by itself.")
            return
        case .trial: return try fillTrial(&receipt, manifest, run)
        default: break
        }
        var counts = ReceiptCounts(read: run.rows)
        let leftOut = try store.leftOut(of: report.run)
        counts.leftOut = leftOut.sorted { $0.key < $1.key }.map {
            ReceiptCounts.LeftOut(rule: $0.key, meaning: manifest?.meaning(ofRule: $0.key) ?? "", count: $0.value)
        }
        let remarks = try store.remarks(of: report.run)
        if report.state == .held || report.state == .waiting {
            // All rows of a held run wait, whatever becomes of each when somebody has decided.
            counts.waiting = report.counts.applied + report.counts.unchanged + report.counts.quarantined
            let (reason, advice) = RefusalAdvice.own(report.reason) ?? (report.reason, nil)
            receipt.outcome = .waiting(reason: reason, advice: advice)
        } else {
            counts.notAccepted = report.counts.quarantined
            counts.accepted = report.counts.applied
            counts.unchanged = report.counts.unchanged
            receipt.outcome = counts.outcome
        }
        receipt.counts = counts
        // Where days and months can't be told apart, what is wrong with single rows means nothing.
        if !remarks.contains(where: { $0.kind == RunRemark.setting }) || report.state != .held {
            receipt.faults = try faults(of: report.run)
        }
        receipt.remarks += remarks.filter { !$0.isForOperators }.map(\.text)
        if let companion = report.heldWithdrawals {
            let held = try store.run(companion)
            if counts.accepted + counts.unchanged + counts.notAccepted == 0 {
                // Nothing of the file says anything but that all is gone.
                receipt.outcome = .waiting(
                    reason: "\(held.reason) Nobody was taken off: the council looks at it first.",
                    advice: Contract.adviceOnNoRows)
                return
            }
            guard manifest?.contract.isSnapshot ?? true else {
                receipt.remarks.append(
                    "\(held.reason) The council looks at these first; everything else of the file was taken. Nothing has to be "
                        + "sent again.")
                return
            }
            receipt.remarks.append(
                receipt.isDropped
                    ? "Many pupils of the last file are missing from this one: \(held.reason) Nobody was taken off: the "
                        + "council looks at it first. If the file is not your whole roll, save the whole roll again."
                    : "Many records of the last export are missing from this one: \(held.reason) Nothing was taken off: "
                        + "the council looks at it first.")
        }
    }

    private func faults(of run: RunID) throws -> ReceiptFaults {
        let files = Self.names(of: try store.payloads(of: run).map { $0.requested.naming($0.file) })
        var faults = ReceiptFaults()
        for stored in try store.faults(of: run, limit: ReceiptFaults.limit * 2) {
            faults.add(
                ReceiptFault(
                    kind: stored.kind == .quarantined ? .notAccepted : .note,
                    file: files.indices.contains(stored.payload) ? files[stored.payload] : "", line: stored.line,
                    columnNumber: stored.fault.column ?? 0, columnName: stored.fault.columnName ?? "",
                    rule: stored.fault.rule, what: stored.fault.what, advice: stored.fault.advice))
        }
        let totals = try store.faultTotals(of: run)
        faults.addUnlisted(
            notAccepted: max(0, totals.quarantined - faults.notAcceptedTotal),
            notes: max(0, totals.notes - faults.noteTotal))
        return faults
    }

    /// What tells the payloads of a run apart: nothing where there is one, else the file of the set and which part of it.
    static func names(of files: [String]) -> [String] {
        guard files.count > 1 else { return files.map { _ in "" } }
        var parts: [String: Int] = [:]
        return files.map { file in
            parts[file, default: 0] += 1
            let isAlone = files.count { $0 == file } == 1
            return isAlone ? file : "\(file) part \(parts[file, default: 1])"
        }
    }

    /// The faults with the pupils whom their lines are about, read from the file again up to the last of those lines.
    private func naming(
        _ faults: ReceiptFaults, of run: RunID, _ manifest: Manifest, _ partner: FeedPartner
    ) throws -> ReceiptFaults {
        let lines = Set(faults.lines)
        // A dropped file is a set of one.
        guard let last = lines.max(), let payload = try store.payloads(of: run).first else { return faults }
        var session = MappingSession(
            manifest, definitions: configuration.definitions, today: clock.today, partner: partner)
        var pupils: [Int: PupilLabel] = [:]
        try PayloadRows(store: store, manifest: manifest, file: payload.file).read(payload.hash) { found in
            switch found {
            case .header(let header): session.begin(file: payload.file, header: header, requested: payload.requested)
            case .row(let row): if lines.contains(row.line) { pupils[row.line] = session.pupil(of: row) }
            case .element, .elements, .rejected, .rejectedLine, .aside, .unread: break
            }
            return found.place.map { $0.line < last } ?? true
        }
        return faults.naming { pupils[$0] }
    }
}
