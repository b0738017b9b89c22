// Quarantined rows: reading them again, and showing one to somebody who has to mend it.

import Adapters
import Feeds
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// `quarantine retry`: for each run that has such rows a new run that names it.
    func retryQuarantine(
        _ request: ControlRequest, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        let filter = try QuarantineFilter(request.arguments, store: store, limit: .max)
        let store = store
        let (rows, areForgotten) = try await storeThread.run {
            (try store.quarantine(filter), try store.hasForgottenQuarantine(filter))
        }
        guard !rows.isEmpty else {
            if areForgotten {
                throw CommandError(
                    "The file of these rows is no longer kept, so they can't be read again. Ask the partner to send it once "
                        + "more. `sendgate quarantine list` shows the rows that stand.")
            }
            throw CommandError("No quarantined row fits. `sendgate quarantine list` shows those that stand.")
        }
        var told: [String] = []
        var trouble: [String] = []
        for (run, rows) in Dictionary(grouping: rows, by: \.run).sorted(by: { $0.key < $1.key }) {
            progress("Reading \(rows.count) rows of run \(run) again …")
            do {
                told.append(try await retry(run, rows))
            } catch let error as CommandError {
                trouble.append(error.message)
            } catch let error as StoreError {
                trouble.append("Run \(run): \(GatewayError.words(for: error))")
            }
        }
        try await settle()
        let text = (told + trouble).joined(separator: "\n")
        if told.isEmpty { throw CommandError(text) }
        return text
    }

    private func retry(_ number: RunID, _ rows: [QuarantinedRow]) async throws -> String {
        let (store, runner) = (store, runner)
        let feed = FeedName(rows[0].feedName)
        guard let manifest = configuration.manifest(feed.adapter) else {
            throw CommandError("Run \(number): the adapter \(feed.adapter) is no longer in use.")
        }
        guard !configuration.settings.trusts.contains(where: { $0.folder == feed.partner }) else {
            throw CommandError(
                "Run \(number): these rows of a trust's file name no school: only the trust can mend them.")
        }
        let digest = configuration.digest(of: manifest.id)
        let claim = try await storeThread.run { try store.claim(of: number) }
        let partner = partner(of: feed, manifest, claim: claim)
        let (report, rows, begun) = try await gates.through(feed) {
            let thread = WorkThread(named: "retry \(feed)")
            defer { thread.stop() }
            let begun = ContinuousClock.now
            let (report, rows) = try await thread.run {
                let old = try store.run(number)
                // Rows that state one record together are tried together: one without the others would state half of it. So
                // are rows of one key: one alone would seem to be right.
                let rows =
                    manifest.folds || rows.contains { $0.rule == Store.sharedKeyRule }
                    ? try store.quarantine(QuarantineFilter(run: number, limit: .max)) : rows
                let payloads = try store.payloads(of: number)
                for payload in payloads {
                    guard manifest.file(payload.file) != nil else {
                        throw CommandError("Run \(number): the adapter has no file \(payload.file) any more.")
                    }
                    guard store.hasBytes(of: payload.hash) else {
                        throw manifest.folds ? CommandError.wholeFileGone(of: number) : StoreError.payloadGone
                    }
                }
                var pass = FeedPass(
                    feed: feed, manifest: manifest, digest: digest, partner: partner, kind: .retry,
                    files: payloads.map(ReceivedFile.init),
                    asOf: old.asOf, claim: nil, retries: number)
                pass.began = try store.beginning(of: number)
                let places = rows.map { PayloadPlace(payload: $0.place.payload, byteOffset: $0.place.byteOffset) }
                return (try runner.retry(pass, only: Set(places)), rows)
            }
            if feed.partner == nil { await writeReport(of: report) }
            return (report, rows, begun)
        }
        tell(report, feed: feed, begun: begun)
        deriveBell.ring()
        guard report.state == .applied else {
            throw CommandError("Run \(number) could not be read again: \(report.reason)")
        }
        let left = report.counts.quarantined + max(0, rows.count - report.counts.accountedFor)
        let whole =
            manifest.folds
            ? ", with the whole file, because several rows make one record of it: "
            : ": "
        return "Run \(report.run) has read \(rows.count) rows of run \(number) again\(whole)\(report.counts)."
            + (left > 0 ? " \(left) still can't be used." : " All of them are mended.")
    }

    /// `quarantine show --values`: who looks at a row's own values is kept in the audit, before they are shown.
    func showQuarantined(_ request: ControlRequest) async throws -> String {
        let filter = try QuarantineFilter(request.arguments, store: store, limit: 1)
        let who = try request.text("by")
        let reader = GatewayReader(self)
        let (store, now) = (store, clock.now)
        return try await storeThread.run {
            guard let row = try store.quarantine(filter).first else { throw CommandError.noSuchQuarantine }
            try store.audit(
                AuditEntry(
                    at: now, by: who, what: "looked at the values of quarantined row \(row.id)",
                    detail: "\(row.feedName), run \(row.run), \(row.file) line \(row.place.line)"))
            return try reader.quarantined(row, withValues: true).text
        }
    }
}

extension CommandError {
    fileprivate static func wholeFileGone(of run: RunID) -> CommandError {
        CommandError(
            "Run \(run): its file is no longer kept. Several rows of it make one record together, so the rows that wait can't "
                + "be read again without the others. Ask the partner to send the whole file once more.")
    }

    static let noSuchQuarantine = CommandError(
        "There is no such quarantined row, or it is mended. `sendgate quarantine list` shows those that stand.")
}

extension QuarantineFilter {
    /// As the commands name rows: by `id`, `run` and `line`, `feed`, `rule`.
    init(_ arguments: [String: String], store: Store, limit: Int) throws {
        self.init(limit: limit)
        if let name = arguments["feed"] {
            guard let feed = try store.feed(named: name) else {
                throw CommandError("There is no feed \(name). `sendgate status` names the feeds.")
            }
            self.feed = feed.id
        }
        run = arguments["run"].flatMap(Int64.init).map(RunID.init)
        id = arguments["id"].flatMap(Int64.init)
        line = arguments["line"].flatMap(Int.init)
        rule = arguments["rule"]
    }
}
