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
                + [InboxPlace(urn: school.urn, school: school.name, adapter: "", title: "None: your main folder")]
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
        if file.place.isMain { return InboxOutcome(try await misplaced(file)) }
        guard let manifest = configuration.manifest(file.place.adapter) else {
            return InboxOutcome(
                file.receipt(
                    .refused(
                        reason: "This folder's feed is no longer in use.",
                        advice: "Ask the council where to send the file.")))
        }
        if file.place.isShared { return try await takeShared(file, manifest) }
        let feed = FeedName(adapter: file.place.adapter, partner: file.place.urn)
        do {
            let outcome = try await gates.through(feed) {
                let begun = ContinuousClock.now
                let thread = WorkThread(named: "inbox \(feed)")
                defer { thread.stop() }
                return try await thread.run { () -> InboxOutcome in
                    let report = try self.apply(file, manifest, feed)
                    self.tell(report, feed: feed, begun: begun)
                    return InboxOutcome(try self.receipts.receipt(for: file, manifest, report))
                }
            }
            deriveBell.ring()
            return outcome
        } catch {
            if !(error is ChangedFile) { events.runFailed(feed: feed.description, error) }
            throw error
        }
    }

    /// The receipt of a file that was saved in the school's main folder: it is refused, with the right folder's name.
    private func misplaced(_ file: ClaimedFile) async throws -> Receipt {
        let manifests = configuration.manifests
        let thread = WorkThread(named: "inbox main")
        defer { thread.stop() }
        let header = try await thread.run { FileHeader.read(file.path, among: manifests) }
        let folders = Manifest.recognise(header, among: manifests).map(\.manifest).filter(\.source.isInbox)
        let others = inboxPlaces.filter { $0.urn == file.place.urn && !$0.isMain }.map(\.adapter)
        guard !folders.isEmpty else {
            return file.receipt(
                .refused(
                    reason: "Nothing belongs in your main folder, and the file's headings don't say what it is.",
                    advice: "Save it in the folder that it is for: \(others.joined(separator: ", "))."))
        }
        let names = folders.prefix(3).map { "\($0.id) (\($0.title))" }.joined(separator: " or ")
        return file.receipt(
            .refused(
                reason: "Nothing belongs in your main folder. By its headings the file is for the folder \(names).",
                advice: "Save it in the folder \(folders.prefix(3).map(\.id).joined(separator: " or "))."))
    }

    private func apply(_ file: ClaimedFile, _ manifest: Manifest, _ feed: FeedName) throws -> PassReport {
        let id = try store.feed(named: feed.description, adapter: feed.adapter)
        // A claim whose run was committed before a crash has its outcome already.
        if let done = try store.run(claim: file.claim) {
            return PassReport(done, companion: try store.withdrawals(of: done.id))
        }
        let copy = "\(store.workFolder)/inbox-\(file.claim)"
        // What somebody still writes would be read half old and half new.
        guard try FileCopy.copy(file.path, to: copy) == file.look else {
            try FileManager.default.removeItem(atPath: copy)
            throw ChangedFile()
        }
        // Which layout it is; what is none is read as the first, whose reader says why it can't be.
        let assignment = try manifest.assign([file.name]) { _ in
            var source = FileByteSource(path: copy)
            return try PayloadLook(at: &source, for: manifest.files)
        }
        let payload = try store.keep(fileAt: copy, name: file.name, feed: id, at: file.arrived)
        return try runner.run(
            FeedPass(
                feed: feed, manifest: manifest, digest: configuration.digest(of: manifest.id),
                partner: FeedPartner(urn: file.place.urn, name: file.place.school), kind: .inbox,
                files: [
                    ReceivedFile(
                        file: assignment.assigned.first?.file ?? manifest.files[0].name, name: file.name,
                        hash: payload.hash)
                ],
                asOf: manifest.asOf(fileName: file.name, arrival: file.arrived), claim: file.claim,
                neighbours: configuration.manifests))
    }

    // MARK: - Receipts

    /// Writes a school's receipt anew after a person has decided on its file, or on the withdrawals that came of it.
    ///
    /// - Parameter again: what came of reading the file once more, where the first reading is of no use.
    func tellSchool(ofDecided id: RunID, readAgainAs again: PassReport? = nil) async throws {
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
                place: place, name: name, path: "", claim: id, arrived: claim.arrived,
                look: FileLook(size: 0, modifiedNanoseconds: 0, inode: 0), isRepeated: true)
            let report = try again ?? PassReport(run, companion: self.store.withdrawals(of: run.id))
            var receipt = try self.receipts.receipt(for: file, manifest, report)
            if decided.state == .trial {
                receipt.remarks.append(
                    "The trial of this folder is over: the file has been read again, and it counts now.")
            } else if again != nil {
                receipt.remarks.append(
                    "The council has looked at the new column names, and the file has been read again.")
            } else if decided.state == .refused, decided.parent == nil {
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
}

extension PassReport {
    /// The report of a run that was committed earlier.
    init(_ run: RunSummary, companion: RunSummary?) {
        self.init(
            run: run.id, state: run.state, reason: run.reason, counts: run.counts,
            heldWithdrawals: companion.flatMap { $0.state == .held ? $0.id : nil })
    }
}
