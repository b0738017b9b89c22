// Taking up a column that a partner has renamed: one command, and the files that waited for it are read again.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// Writes the new name into `accepted.yaml` and works by it from now on.
    ///
    /// - Throws: `CommandError` where the adapter reads no such column or the configuration would no longer be sound; it
    ///   then stays as it was.
    func accept(_ rename: HeaderDrift.Rename, of adapter: String, by who: String) async throws -> String {
        let manifest = try configuration.adapter(named: adapter)
        let names = manifest.files.flatMap(\.namedColumns)
        guard let column = names.first(where: { manifest.isSame($0, rename.gone) }) else {
            throw CommandError(
                "No rule of \(adapter) reads a column `\(rename.gone)`. "
                    + (NearestName.of(rename.gone, among: names).map { "Did you mean `\($0)`? " } ?? "")
                    + "`sendgate adapters describe \(adapter)` shows its columns.")
        }
        try changeAccepted { folder in
            try AcceptedChanges.add(
                HeaderDrift.Rename(gone: column, new: rename.new), of: adapter, folder: folder)
        }
        let (store, entry) = (
            store,
            AuditEntry(at: clock.now, by: who, what: "adapters.accept", detail: "\(adapter): \(column)=\(rename.new)")
        )
        try await deriveThread.run { try store.audit(entry) }
        let again = try await readWaiting(for: adapter, by: who)
        return "`\(rename.new)` is read as `\(column)` of \(adapter) from now on; it stands in "
            + "\(configuration.settings.folder)/\(AcceptedChanges.fileName)." + again
    }

    /// Each feed's last file is read again where its columns had new names, whether it was held or taken without them.
    private func readWaiting(for adapter: String, by who: String) async throws -> String {
        let store = store
        let waiting = try await storeThread.run {
            try store.feeds().filter { $0.adapter == adapter }.compactMap { feed -> RunSummary? in
                let runs = try store.runs(RunFilter(feed: feed.id, states: [.held, .applied], limit: 10))
                guard let last = runs.first(where: { $0.kind != .withdrawals }) else { return nil }
                return try store.remarks(of: last.id).contains { $0.kind == RunRemark.accept } ? last : nil
            }
        }
        var told = ""
        for run in waiting { told += " " + (try await readAgain(run, by: who)) }
        return told
    }

    private func readAgain(_ old: RunSummary, by who: String) async throws -> String {
        let feed = FeedName(old.feedName)
        guard let manifest = configuration.manifest(feed.adapter) else { return "" }
        let (store, runner, digest, now) = (store, runner, configuration.digest(of: manifest.id), clock.now)
        let claim = try await storeThread.run { try store.claim(of: old.id) }
        let partner = partner(of: feed, manifest, claim: claim)
        let (read, begun) = try await gates.through(feed) {
            let thread = WorkThread(named: "again \(feed)")
            defer { thread.stop() }
            let begun = ContinuousClock.now
            let report = try await thread.run { () -> PassReport? in
                let payloads = try store.payloads(of: old.id)
                guard payloads.allSatisfy({ store.hasBytes(of: $0.hash) }) else { return nil }
                var pass = FeedPass(
                    feed: feed, manifest: manifest, digest: digest, partner: partner, kind: old.kind,
                    files: payloads.map(ReceivedFile.init),
                    asOf: old.asOf, claim: nil)
                pass.began = try store.beginning(of: old.id)
                let report = try runner.run(pass)
                // A run that was held is superseded by the new one, unless that waits as well.
                if report.state != .held, try store.run(old.id).state == .held {
                    try store.refuse(old.id, by: who, at: now)
                }
                return report
            }
            return (report, begun)
        }
        guard let report = read else {
            return "The file of run \(old.id) is no longer kept: ask for it once more."
        }
        tell(report, feed: feed, begun: begun)
        try await tellSchool(ofDecided: old.id, readAgainAs: report)
        deriveBell.ring()
        return "Run \(report.run) has read the file of run \(old.id): \(report.counts)."
    }
}
