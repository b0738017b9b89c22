// Dropped files: what a claimed file comes to, and what its school is told.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// The folders that are watched: each configured school with each adapter that has an inbox.
    var inboxPlaces: [InboxPlace] {
        let adapters = configuration.manifests.filter { $0.source.isInbox }
        let schools = configuration.settings.schools.flatMap { school in
            adapters.map { InboxPlace(urn: school.urn, school: school.name, adapter: $0.id, title: $0.title) }
        }
        let trusts = configuration.settings.trusts.flatMap { trust in
            adapters.filter { !$0.partnerColumn.isEmpty }.map { adapter in
                InboxPlace(
                    urn: trust.folder, school: trust.name, adapter: adapter.id, title: adapter.title, isShared: true)
            }
        }
        return schools + trusts
    }

    func inboxes() -> InboxService {
        InboxService(
            root: configuration.settings.inboxFolder, places: inboxPlaces,
            settleTime: configuration.settings.settleTime, pollTime: configuration.settings.pollTime, clock: clock,
            tell: { self.events.inbox($0) }, process: { try await self.take($0) })
    }

    /// Takes a claimed file through the store and writes its receipt's content.
    ///
    /// - Throws: trouble of the gateway's own, so that the file is taken again; never for a bad file.
    func take(_ file: ClaimedFile) async throws -> InboxOutcome {
        guard let manifest = configuration.manifest(file.place.adapter) else {
            return InboxOutcome(
                file.receipt(
                    .refused(
                        reason: "This folder's feed is no longer in use.",
                        advice: "Ask the council where to send the file.")))
        }
        if file.place.isShared { return try await takeShared(file, manifest) }
        let feed = FeedName(adapter: file.place.adapter, partner: file.place.urn)
        await gates.enter(feed)
        let begun = ContinuousClock.now
        let thread = WorkThread(named: "inbox \(feed)")
        defer { thread.stop() }
        do {
            let outcome = try await thread.run { () -> InboxOutcome in
                let report = try self.apply(file, manifest, feed)
                self.tell(report, feed: feed, begun: begun)
                return InboxOutcome(try self.receipt(for: file, manifest, report))
            }
            await gates.leave(feed)
            deriveBell.ring()
            return outcome
        } catch {
            await gates.leave(feed)
            events.runFailed(feed: feed.description, error)
            throw error
        }
    }

    private func apply(_ file: ClaimedFile, _ manifest: Manifest, _ feed: FeedName) throws -> PassReport {
        let id = try store.feed(named: feed.description, adapter: feed.adapter)
        // A claim whose run was committed before a crash has its outcome already.
        if let done = try store.run(claim: file.claim) {
            return PassReport(done, companion: try store.withdrawals(of: done.id))
        }
        let copy = "\(store.workFolder)/inbox-\(file.claim)"
        try FileCopy.copy(file.path, to: copy)
        let payload = try store.keep(fileAt: copy, name: file.name, feed: id, at: file.arrived)
        return try runner.run(
            FeedPass(
                feed: feed, manifest: manifest, digest: configuration.digest(of: manifest.id),
                partner: FeedPartner(urn: file.place.urn, name: file.place.school), kind: .inbox,
                files: [ReceivedFile(file: manifest.files[0].name, name: file.name, hash: payload.hash)],
                asOf: manifest.asOf(fileName: file.name, arrival: file.arrived), claim: file.claim))
    }

    // MARK: - Receipts

    /// Writes a school's receipt anew after a person has decided on its file, or on the withdrawals that came of it.
    func tellSchool(ofDecided id: RunID) async throws {
        let thread = WorkThread(named: "inbox receipt")
        defer { thread.stop() }
        let found = try await thread.run { () -> (InboxPlace, String, InboxOutcome)? in
            let decided = try self.store.run(id)
            let run = try decided.parent.map { try self.store.run($0) } ?? decided
            if let shared = try self.sharedReceipt(ofDecided: decided, run) { return shared }
            let parts = run.feedName.split(separator: "@").map(String.init)
            guard parts.count == 2, let id = try self.store.claim(of: run.id), let claim = Claim(id: id),
                let manifest = self.configuration.manifest(parts[0]),
                let place = self.inboxPlaces.first(where: { $0.adapter == parts[0] && $0.urn == parts[1] }),
                let name = self.droppedName(of: claim, at: place)
            else { return nil }
            let file = ClaimedFile(
                place: place, name: name, path: "", claim: id, arrived: claim.arrived, size: 0, isRepeated: true)
            let report = PassReport(run, companion: try self.store.withdrawals(of: run.id))
            var receipt = try self.receipt(for: file, manifest, report)
            if decided.state == .refused, decided.parent == nil {
                receipt.outcome = .refused(
                    reason: "The council has looked at this file and does not use it. \(decided.reason)",
                    advice: "Save the right file in this folder; it is taken as usual.")
            } else if decided.parent != nil {
                receipt.remarks.append(
                    decided.state == .applied
                        ? "The council has looked at what was missing from this file: those pupils were taken off."
                        : "The council has looked at what was missing from this file: nobody was taken off.")
            }
            return (place, name, InboxOutcome(receipt))
        }
        guard let (place, name, outcome) = found, let claim = outcome.receipt.claim else { return }
        try await inboxes().settleAgain(place, claim: claim, name: name, outcome)
    }

    /// The name under which the file was dropped, as the receipt on the school's shelf has it.
    func droppedName(of claim: Claim, at place: InboxPlace) -> String? {
        let shelf = "\(configuration.settings.inboxFolder)/\(place.urn)/\(place.adapter)/\(InboxPlace.done)"
        let stamp = LocalTime(claim.arrived, in: clock.timeZone).stamp
        let names = (try? FileManager.default.contentsOfDirectory(atPath: shelf)) ?? []
        for name in names where name.hasPrefix(stamp) && name.hasSuffix(DroppedName.receiptJSON) {
            guard let bytes = FileManager.default.contents(atPath: "\(shelf)/\(name)"),
                let receipt = try? JSONValue(parsing: [UInt8](bytes)), receipt["claim"]?.text == claim.id
            else { continue }
            return receipt["file"]?.text
        }
        return nil
    }

    func receipt(for file: ClaimedFile, _ manifest: Manifest, _ report: PassReport) throws -> Receipt {
        var receipt = file.receipt(.accepted)
        receipt.run = Int(report.run.rawValue)
        let run = try store.run(report.run)
        receipt.asOf = clock.day(of: run.asOf)
        switch report.state {
        case .unchanged:
            receipt.outcome = .alreadyReceived
            return receipt
        case .refused, .failed:
            receipt.outcome = .refused(
                reason: report.reason,
                advice: "Put it right, save the file again in this folder, and look for the new receipt.")
            return receipt
        default: break
        }
        var counts = ReceiptCounts(read: run.rows)
        let leftOut = try store.leftOut(of: report.run)
        counts.leftOut = leftOut.sorted { $0.key < $1.key }.map {
            ReceiptCounts.LeftOut(rule: $0.key, meaning: manifest.meaning(ofRule: $0.key), count: $0.value)
        }
        counts.notAccepted = report.counts.quarantined
        if report.state == .held {
            counts.waiting = report.counts.applied + report.counts.unchanged
            receipt.outcome = .waiting(reason: report.reason)
        } else {
            counts.accepted = report.counts.applied
            counts.unchanged = report.counts.unchanged
            receipt.outcome = counts.outcome
        }
        receipt.counts = counts
        receipt.faults = try faults(of: report.run)
        if let companion = report.heldWithdrawals {
            let held = try store.run(companion)
            receipt.remarks.append(
                "Many pupils of the last file are missing from this one: \(held.reason) Nobody was taken off: the council"
                    + " looks at it first. If the file is not your whole roll, save the whole roll again.")
        }
        return receipt
    }

    private func faults(of run: RunID) throws -> ReceiptFaults {
        var faults = ReceiptFaults()
        for stored in try store.faults(of: run, limit: ReceiptFaults.limit * 2) {
            faults.add(
                ReceiptFault(
                    kind: stored.kind == .quarantined ? .notAccepted : .note, line: stored.line,
                    columnNumber: stored.fault.column ?? 0, columnName: stored.fault.columnName ?? "",
                    rule: stored.fault.rule, what: stored.fault.what, advice: stored.fault.advice))
        }
        let totals = try store.faultTotals(of: run)
        faults.addUnlisted(
            notAccepted: max(0, totals.quarantined - faults.notAcceptedTotal),
            notes: max(0, totals.notes - faults.noteTotal))
        return faults
    }
}

extension PassReport {
    /// The report of a run that was committed earlier.
    init(_ run: RunSummary, companion: RunSummary?) {
        self.init(
            run: run.id, state: run.state, reason: run.reason, counts: run.counts,
            heldWithdrawals: companion.flatMap { $0.state == .held ? $0.id : nil })
    }
}
