// One pull of a feed whose files lie in a partner's folder: a run for each file, or for each set.

import Adapters
import Foundation
import SENDRecords
import Storage
import Transfers

extension PullRunner {
    /// - Returns: the last run; those before it have told of themselves. Where nothing is new, a run that says so.
    func runFolder(
        _ source: SFTPSource, kind: RunKind, feed id: FeedID, memory: FeedMemory, on thread: WorkThread
    ) async throws -> PassReport {
        let (store, clock) = (gateway.store, gateway.clock)
        let fetcher = FolderFetcher(
            manifest: manifest, source: source, store: store, engine: gateway.engine, secrets: gateway.secrets,
            clock: clock, thread: thread)
        var next = memory
        var folder = memory.folder ?? FolderMemory()
        let found: FolderFetcher.Found
        do {
            found = try await fetcher.fetch(feed: id, folder)
        } catch let error as TransferError {
            return try await failed("\(source.folder): \(error)", feed: id, kind: kind, on: thread)
        } catch let error as SecretError {
            return try await failed("\(error)", feed: id, kind: kind, on: thread)
        }
        folder.keepOnly(found.names)
        let runs = manifest.runs(of: found.files, taken: Set(folder.taken))
        // What is there under another name, or again, needs no further look.
        let waiting = Set(runs.flatMap(\.members).map(\.fetched))
        folder.note(found.files.filter { !waiting.contains($0) }, at: clock.now)
        var last: PassReport?
        for run in runs {
            if let last { await gateway.tellOfRun(last, feed: feed) }
            let files = run.members.compactMap { member in
                PayloadHash(hex: member.fetched.hash).map { hash in
                    ReceivedFile(file: member.file, name: member.fetched.listed.name, hash: hash)
                }
            }
            if !run.missing.isEmpty {
                let (missing, known) = (run.missing, next)
                last = try await thread.run { try wait(for: missing, files, feed: id, kind: kind, memory: known) }
                next = FeedMemory(try await thread.run { try store.feed(id).state })
                continue
            }
            let pass = FeedPass(
                feed: feed, manifest: manifest, digest: gateway.configuration.digest(of: manifest.id),
                partner: FeedPartner(name: manifest.partner), kind: kind, files: files,
                asOf: manifest.asOf(fileName: files.first?.name, arrival: clock.now), claim: nil)
            next.waitingSince = nil
            next.heldRun = nil
            folder.note(run.members.map(\.fetched), at: clock.now)
            next.folder = folder
            let (runner, text) = (gateway.runner, next.text)
            last = try await thread.run {
                let report = try runner.run(pass)
                // A file that was interrupted is fetched again.
                if report.state != .failed { try store.remember(id, state: text) }
                return report
            }
            gateway.deriveBell.ring()
        }
        if let last { return last }
        next.folder = folder
        let text = next.text
        return try await thread.run {
            try store.remember(id, state: text)
            return try record(
                .unchanged, reason: "Nothing is new in \(source.folder).", feed: id, kind: kind, files: [])
        }
    }

    private func failed(
        _ reason: String, feed: FeedID, kind: RunKind, on thread: WorkThread
    ) async throws -> PassReport {
        try await thread.run { try record(.failed, reason: reason, feed: feed, kind: kind, files: []) }
    }
}

extension Gateway {
    /// Reports a run that is followed by others of the same pull.
    fileprivate func tellOfRun(_ report: PassReport, feed: FeedName) async {
        await writeReport(of: report)
        tell(report, feed: feed, begun: ContinuousClock.now)
    }
}
