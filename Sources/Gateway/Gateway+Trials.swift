// Ending a feed's trial: what it last sent is read for real. And since when feeds have been on trial.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// Ends the trial of a feed, or of every feed of an adapter, and reads what each last sent.
    ///
    /// - Throws: `CommandError` where the feed is not on trial, or the configuration would no longer be sound; it then stays
    ///   as it was.
    func acceptFeed(
        _ name: String, by who: String, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        let feed = FeedName(name)
        let manifest = try configuration.adapter(named: feed.adapter)
        let isWholeAdapter = feed.partner == nil
        let isOnTrial =
            isWholeAdapter
            ? manifest.trial.isWhole || manifest.trial.single.contains(where: \.value) : configuration.isOnTrial(feed)
        guard isOnTrial else {
            throw CommandError("\(name) is not on trial. `sendgate feeds list` shows which feeds are.")
        }
        try changeAccepted { folder in
            try AcceptedChanges.endTrial(of: feed.partner, manifest, folder: folder)
        }
        let (store, entry) = (store, AuditEntry(at: clock.now, by: who, what: "feeds.accept", detail: name))
        try await deriveThread.run { try store.audit(entry) }
        try await storeThread.run { try self.noteTrials() }
        var told = [
            "\(name) counts from now on; it stands in \(configuration.settings.folder)/\(AcceptedChanges.fileName)."
        ]
        for waiting in try await feedsThatWereOnTrial()
        where waiting.adapter == feed.adapter && (isWholeAdapter || waiting.partner == feed.partner) {
            progress("Reading what \(waiting) sent last …")
            do {
                told.append(try await readForReal(waiting))
            } catch let error as CommandError {
                told.append(error.message)
            }
        }
        if told.count == 1 { told.append("Nothing has come from it so far.") }
        try await settle()
        return told.joined(separator: "\n")
    }

    /// Changes `accepted.yaml` and works by it from now on; leaves it as it was where the configuration would not be sound.
    func changeAccepted(_ change: (_ folder: String) throws -> Void) throws {
        let folder = configuration.settings.folder
        let file = "\(folder)/\(AcceptedChanges.fileName)"
        let before = FileManager.default.contents(atPath: file)
        try change(folder)
        do throws(ConfigurationProblems) {
            take(try GatewayConfiguration.load(folder: folder, today: clock.today))
        } catch {
            if let before {
                try before.write(to: URL(fileURLWithPath: file), options: .atomic)
            } else {
                try FileManager.default.removeItem(atPath: file)
            }
            throw CommandError("The configuration would not be sound with it, so nothing was changed:\n\(error)")
        }
    }

    // MARK: - What was on trial

    /// Reads what feeds sent last that were on trial and are not any more: after an acceptance that was cut off, or where
    /// somebody has changed the configuration.
    func readWhatWasOnTrial() async {
        do {
            for feed in try await feedsThatWereOnTrial() {
                do {
                    _ = try await readForReal(feed)
                } catch {
                    events.acceptingFailed(feed: feed.description, error)
                }
            }
        } catch {
            events.acceptingFailed(feed: "any", error)
        }
    }

    /// Feeds whose latest file was only tried out, though they are not on trial.
    private func feedsThatWereOnTrial() async throws -> [FeedName] {
        let (store, configuration) = (store, configuration)
        return try await storeThread.run {
            try store.feeds().compactMap { state in
                let feed = FeedName(state.name)
                guard configuration.manifest(feed.adapter) != nil, !configuration.isOnTrial(feed) else { return nil }
                return try store.lastReading(of: state.id)?.state == .trial ? feed : nil
            }
        }
    }

    private func readForReal(_ feed: FeedName) async throws -> String {
        guard let manifest = configuration.manifest(feed.adapter) else { return "" }
        let (store, runner, digest) = (store, runner, configuration.digest(of: manifest.id))
        let (read, begun) = try await gates.through(feed) {
            let thread = WorkThread(named: "accept \(feed)")
            defer { thread.stop() }
            let begun = ContinuousClock.now
            let read = try await thread.run { () -> (old: RunSummary, report: PassReport)? in
                let id = try store.feed(named: feed.description, adapter: feed.adapter)
                // Somebody else may have done it while the feed was busy.
                guard let old = try store.lastReading(of: id), old.state == .trial else { return nil }
                let payloads = try store.payloads(of: old.id)
                guard payloads.allSatisfy({ manifest.file($0.file) != nil && store.hasBytes(of: $0.hash) }) else {
                    throw CommandError(
                        "The file of run \(old.id) of \(feed) is no longer kept or has no place in the adapter any more: ask for "
                            + "it once more.")
                }
                // With the claim of the trial, so that the receipt tells of this run from now on.
                let claim = try store.claim(of: old.id)
                var pass = FeedPass(
                    feed: feed, manifest: manifest, digest: digest,
                    partner: self.partnerOfTrial(feed, manifest, claim: claim), kind: old.kind,
                    files: payloads.map(ReceivedFile.init), asOf: old.asOf,
                    claim: claim)
                // What a tap printed last goes on where the last run that counts ended: so does the next.
                if case .singer(let tap) = manifest.source { pass.movesCursor = tap.keepsState }
                // So is it with a module, which is asked again about what it was given.
                if manifest.isModule { pass.movesCursor = true }
                pass.began = try store.beginning(of: old.id)
                if pass.partner.share == .part { pass.unplaced = try self.unplaced(in: pass, runner) }
                return (old, try runner.run(pass))
            }
            return (read, begun)
        }
        guard let read else { return "" }
        tell(read.report, feed: feed, begun: begun)
        try await tellSchool(ofDecided: read.old.id, readAgainAs: read.report)
        await writeReport(of: read.report)
        deriveBell.ring()
        let reason = read.report.reason.isEmpty ? "" : ": \(read.report.reason)"
        return
            "\(feed): run \(read.report.run) has read the file of run \(read.old.id) and is \(read.report.state.name)"
            + "\(reason); \(read.report.counts)."
    }

    /// As `partner(of:_:claim:)`; and of a trust's own feed the rows that are left when its schools have taken theirs.
    private func partnerOfTrial(_ feed: FeedName, _ manifest: Manifest, claim: String?) -> FeedPartner {
        guard let trust = configuration.settings.trusts.first(where: { $0.folder == feed.partner }) else {
            return partner(of: feed, manifest, claim: claim)
        }
        return FeedPartner(name: trust.name, share: .rest(of: Set(trust.schools)))
    }

    /// Rows of a trust's file that are no school's: the trust is the one whose file this school's run has read.
    private func unplaced(in pass: FeedPass, _ runner: FeedRunner) throws -> Int {
        let trusts = configuration.settings.trusts.filter { $0.schools.contains(pass.feed.partner ?? "") }
        return try trusts.map { trust in
            let rest = FeedPass(
                feed: pass.feed, manifest: pass.manifest, digest: pass.digest,
                partner: FeedPartner(name: trust.name, share: .rest(of: Set(trust.schools))), kind: pass.kind,
                files: pass.files, asOf: pass.asOf, claim: nil)
            return try runner.survey(rest).unplaced
        }.min() ?? 0
    }

    // MARK: - Since when

    static let trialsNote = "trials since"

    /// Keeps since when each adapter or feed is on trial, for the list of what needs a person.
    func noteTrials() throws {
        let before = Self.trialStarts(try store.note(Self.trialsNote))
        let names = configuration.manifests.flatMap(\.trialNames)
        let now = Dictionary(uniqueKeysWithValues: names.map { ($0, before[$0] ?? clock.now.milliseconds) })
        if now == before { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try store.setNote(Self.trialsNote, String(decoding: try encoder.encode(now), as: UTF8.self))
    }

    static func trialStarts(_ note: String?) -> [String: Int64] {
        note.flatMap { try? JSONDecoder().decode([String: Int64].self, from: Data($0.utf8)) } ?? [:]
    }
}

extension Manifest {
    /// What of the adapter is on trial: its name for all feeds, or the names of single ones.
    var trialNames: [String] {
        trial.isWhole ? [id] : trial.single.filter(\.value).map { "\(id)@\($0.name)" }
    }
}
