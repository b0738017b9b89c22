// A trust's file: one file for several schools, told apart by a column with the URN. Each school's rows go through that
// school's own feed, as if it had dropped them; the trust gets one receipt that names each school.

import Adapters
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// Takes a file of several schools: looks whose rows it holds, runs each school's feed over its own, then tells of the
    /// rows that are nobody's.
    ///
    /// Every run has a claim of its own, so that a file that was interrupted goes on with the schools that are left.
    func takeShared(_ file: ClaimedFile, _ manifest: Manifest) async throws -> InboxOutcome {
        guard let trust = configuration.settings.trusts.first(where: { $0.folder == file.place.urn }) else {
            return InboxOutcome(
                file.receipt(
                    .refused(
                        reason: "This folder is no longer in use.", advice: "Ask the council where to send the file.")))
        }
        let shared = SharedFile(file, manifest, trust, configuration.settings.schools)
        let thread = WorkThread(named: "inbox \(shared.feed)")
        defer { thread.stop() }
        do {
            let outcome = try await gates.through(shared.feed) { try await work(shared, on: thread) }
            deriveBell.ring()
            return outcome
        } catch {
            if !(error is ChangedFile) { events.runFailed(feed: shared.feed.description, error) }
            throw error
        }
    }

    /// Who states what a run of a feed read, when its files are read again: of a trust's file a school's feed takes the rows
    /// that name the school, and no other.
    ///
    /// - Parameter claim: of the run; a school's run over its trust's file has the trust's claim with its own URN.
    func partner(of feed: FeedName, _ manifest: Manifest, claim: String?) -> FeedPartner {
        let school = configuration.settings.schools.first { $0.urn == feed.partner }
        let isShared = claim.map { claim in feed.partner.map { claim.hasSuffix("+\($0)") } ?? false } ?? false
        return FeedPartner(
            urn: feed.partner, name: school?.name ?? manifest.partner, share: isShared ? .part : .whole)
    }

    private func work(_ shared: SharedFile, on thread: WorkThread) async throws -> InboxOutcome {
        let payload = try await thread.run { try self.keep(shared) }
        let survey = try await thread.run { try self.runner.survey(self.rest(of: shared, payload)) }
        if let refusal = survey.refusal {
            let (reason, advice) = RefusalAdvice.split(refusal)
            return InboxOutcome(shared.file.receipt(.refused(reason: reason, advice: advice)))
        }
        if survey.isBeyond(shared.manifest.contract) {
            return InboxOutcome(shared.file.receipt(shared.refusal(of: survey)))
        }
        for school in shared.schools where survey.rowsBySchool[school.urn] != nil {
            let feed = shared.feed(of: school)
            try await gates.through(feed) {
                let begun = ContinuousClock.now
                let report = try await thread.run { () -> PassReport? in
                    if try self.store.run(claim: shared.claim(of: school)) != nil { return nil }
                    return try self.runner.run(self.part(of: shared, school, payload, unplaced: survey.unplaced))
                }
                if let report { tell(report, feed: feed, begun: begun) }
            }
        }
        return try await thread.run {
            let begun = ContinuousClock.now
            if try self.store.run(claim: shared.file.claim) == nil {
                self.tell(try self.runner.run(self.rest(of: shared, payload)), feed: shared.feed, begun: begun)
            }
            return InboxOutcome(try self.receipt(for: shared))
        }
    }

    /// The trust's own feed keeps the file; the schools' runs read it there.
    private func keep(_ shared: SharedFile) throws -> PayloadHash {
        let id = try store.feed(named: shared.feed.description, adapter: shared.feed.adapter)
        let copy = "\(store.workFolder)/inbox-\(shared.file.claim)"
        guard try FileCopy.copy(shared.file.path, to: copy) == shared.file.look else {
            try FileManager.default.removeItem(atPath: copy)
            throw ChangedFile()
        }
        return try store.keep(fileAt: copy, name: shared.file.name, feed: id, at: shared.file.arrived).hash
    }

    private func part(
        of shared: SharedFile, _ school: ConfiguredSchool, _ payload: PayloadHash, unplaced: Int
    ) -> FeedPass {
        pass(
            of: shared, shared.feed(of: school), FeedPartner(urn: school.urn, name: school.name, share: .part), payload,
            claim: shared.claim(of: school), unplaced: unplaced)
    }

    private func rest(of shared: SharedFile, _ payload: PayloadHash) -> FeedPass {
        pass(
            of: shared, shared.feed,
            FeedPartner(name: shared.trust.name, share: .rest(of: Set(shared.schools.map(\.urn)))), payload,
            claim: shared.file.claim, unplaced: 0)
    }

    private func pass(
        of shared: SharedFile, _ feed: FeedName, _ partner: FeedPartner, _ payload: PayloadHash, claim: String,
        unplaced: Int
    ) -> FeedPass {
        let (file, manifest) = (shared.file, shared.manifest)
        return FeedPass(
            feed: feed, manifest: manifest, digest: configuration.digest(of: manifest.id), partner: partner,
            kind: .inbox, files: [ReceivedFile(file: manifest.files[0].name, name: file.name, hash: payload)],
            asOf: manifest.asOf(fileName: file.name, arrival: file.arrived), claim: claim,
            neighbours: configuration.manifests, unplaced: unplaced)
    }

    // MARK: - Receipts

    /// The one receipt of a trust's file, from the runs that it came to.
    private func receipt(for shared: SharedFile) throws -> Receipt {
        guard let rest = try store.run(claim: shared.file.claim) else { return shared.file.receipt(.accepted) }
        var whole = try receipts.receipt(for: shared.file, shared.manifest, PassReport(rest, companion: nil))
        if whole.outcome.ifItCounted == .alreadyReceived { whole.outcome = .accepted }
        var counts = whole.counts ?? ReceiptCounts(read: 0)
        for school in shared.schools {
            var share = ReceiptShare(urn: school.urn, school: school.name)
            if let run = try store.run(claim: shared.claim(of: school)) {
                let report = PassReport(run, companion: try store.withdrawals(of: run.id))
                let part = try receipts.receipt(for: shared.file, shared.manifest, report)
                share.outcome = part.outcome
                share.counts = part.counts
                share.run = part.run
                if let some = part.counts { counts.add(some) }
                whole.faults.add(part.faults)
                whole.remarks += part.remarks.map { "\(school.name): \($0)" }
            }
            whole.shares.append(share)
        }
        whole.counts = counts
        whole.outcome = shared.outcome(of: whole.shares, counts)
        return whole
    }

    /// The receipt of the trust's file that a decided run was a part of; nil where it was no part of one.
    func sharedReceipt(
        ofDecided decided: RunSummary, _ run: RunSummary
    ) throws -> (InboxPlace, String, InboxOutcome)? {
        let feed = FeedName(run.feedName)
        guard let text = try store.claim(of: run.id), let base = SharedFile.file(ofPart: text),
            let claim = Claim(id: base), let manifest = configuration.manifest(feed.adapter)
        else { return nil }
        for trust in configuration.settings.trusts where trust.schools.contains(feed.partner ?? "") {
            guard let place = inboxPlaces.first(where: { $0.adapter == feed.adapter && $0.urn == trust.folder }),
                let name = droppedName(of: claim, at: place)
            else { continue }
            let file = ClaimedFile(
                place: place, name: name, path: "", claim: base, arrived: claim.arrived,
                look: FileLook(size: 0, modifiedNanoseconds: 0, inode: 0), isRepeated: true)
            let shared = SharedFile(file, manifest, trust, configuration.settings.schools)
            var receipt = try receipt(for: shared)
            let school = shared.schools.first { $0.urn == feed.partner }?.name ?? ""
            let end = decided.state == .applied ? "used it." : "not used it."
            receipt.remarks.append(
                decided.state == .trial
                    ? "\(school): the trial is over, and these rows count now."
                    : "\(school): the council has looked at what waited and has \(end)")
            return (place, name, InboxOutcome(receipt))
        }
        return nil
    }
}

/// A dropped file with the schools that it may hold rows of.
private struct SharedFile: Sendable {
    let file: ClaimedFile
    let manifest: Manifest
    let trust: ConfiguredTrust
    /// In the order of their names.
    let schools: [ConfiguredSchool]

    init(_ file: ClaimedFile, _ manifest: Manifest, _ trust: ConfiguredTrust, _ all: [ConfiguredSchool]) {
        self.file = file
        self.manifest = manifest
        self.trust = trust
        schools = all.filter { trust.schools.contains($0.urn) }.sorted { ($0.name, $0.urn) < ($1.name, $1.urn) }
    }

    var feed: FeedName { FeedName(adapter: manifest.id, partner: trust.folder) }

    func feed(of school: ConfiguredSchool) -> FeedName { FeedName(adapter: manifest.id, partner: school.urn) }

    func claim(of school: ConfiguredSchool) -> String { "\(file.claim)+\(school.urn)" }

    /// The file's claim in the claim of one school's run; nil where it is none.
    static func file(ofPart claim: String) -> String? {
        let parts = claim.split(separator: "+")
        return parts.count == 2 ? String(parts[0]) : nil
    }

    func refusal(of survey: SharedFileSurvey) -> ReceiptOutcome {
        let column = manifest.partnerColumn.joined(separator: " or ")
        let reason =
            survey.rowsBySchool.isEmpty
            ? "No row of the file is of a school of \(trust.name)."
            : "\(survey.unplaced) rows of the file name no school of \(trust.name), too many to use the others: a school would"
                + " seem to have lost what is in them."
        return .refused(
            reason: reason,
            advice: "Fill in the URN of the school in every row, in the column \(column), and save the file again. If a"
                + " school has joined the trust, tell the council.")
    }

    /// What became of the whole file, from what became of each school's rows.
    func outcome(of shares: [ReceiptShare], _ counts: ReceiptCounts) -> ReceiptOutcome {
        if shares.contains(where: { $0.outcome?.isOnTrial ?? false }) {
            let all = shares.filter { $0.outcome != nil }.allSatisfy { $0.outcome?.isOnTrial ?? false }
            var live = shares
            for index in live.indices { live[index].outcome = live[index].outcome?.ifItCounted }
            let outcome = outcome(of: live, counts)
            return all ? .onTrial(outcome) : outcome
        }
        let outcomes = shares.compactMap(\.outcome)
        let waiting = shares.filter { if case .waiting = $0.outcome { true } else { false } }
        if !waiting.isEmpty {
            let names = waiting.map(\.school).joined(separator: ", ")
            return .waiting(
                reason:
                    "The rows of these schools wait until somebody at the council has looked at them: \(names). The rows"
                    + " of the others were used.")
        }
        let refused = shares.filter { if case .refused = $0.outcome { true } else { false } }
        if !refused.isEmpty, refused.count == outcomes.count, case .refused(let reason, let advice) = refused[0].outcome
        {
            return .refused(reason: reason, advice: advice)
        }
        if !outcomes.isEmpty, outcomes.allSatisfy({ $0 == .alreadyReceived }), counts.notAccepted == 0 {
            return .alreadyReceived
        }
        return counts.notAccepted == 0 && refused.isEmpty ? .accepted : .acceptedInPart
    }
}
