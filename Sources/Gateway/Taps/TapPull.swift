// A run of a feed that comes from a tap: the tap to its end, its output kept as it is, and then a pass like any other.

import Adapters
import Foundation
import SENDRecords
import Storage

/// Runs one tap's feed. The caller holds the feed's gate.
struct TapPull: Sendable {
    let gateway: Gateway
    let manifest: Manifest
    let tap: SingerSource
    let thread: WorkThread

    private var feed: FeedName { FeedName(adapter: manifest.id, partner: nil) }

    func run(kind: RunKind, fromStart: Bool = false) async throws -> PassReport {
        let (store, clock, runner, name) = (gateway.store, gateway.clock, gateway.runner, feed)
        let (manifest, tap, digest) = (manifest, tap, gateway.configuration.digest(of: manifest.id))
        let (run, events) = (gateway.tapRun(of: manifest, tap), gateway.events)
        let report = try await thread.run {
            let id = try store.feed(named: name.description, adapter: name.adapter)
            let feed = try store.feed(id)
            var memory = FeedMemory(feed.state)
            let known = tap.keepsState && !fromStart ? feed.cursor.flatMap(TapCursor.init) : nil
            let state = known?.manifest == digest ? known?.state : nil
            let begun = clock.now
            let output = "\(store.workFolder)/tap-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: output) }
            let outcome = try run.run(.sync(state: state), output: output)
            if !outcome.lacks.isEmpty { events.note("the sandbox of \(name) is not whole: \(outcome.lacks)") }
            if var trouble = outcome.trouble {
                if outcome.isOwnFailure {
                    trouble += memory.notingFailure(of: manifest.id, clock)
                    try store.remember(id, state: memory.text)
                }
                let failed = try store.recordRun(
                    RunStart(
                        feed: id, kind: kind, asOf: begun, started: begun, manifest: digest, payloads: [], claim: nil),
                    state: .failed, reason: trouble)
                return PassReport(
                    run: failed, state: .failed, reason: trouble, counts: Storage.RunCounts(), heldWithdrawals: nil)
            }
            let kept = try store.keep(fileAt: output, name: "\(manifest.id).jsonl", feed: id, at: clock.now)
            let files = manifest.files.map { file in
                ReceivedFile(file: file.name, name: "\(manifest.id).jsonl", hash: kept.hash)
            }
            let report = try runner.run(
                FeedPass(
                    feed: name, manifest: manifest, digest: digest, partner: FeedPartner(name: manifest.partner),
                    kind: kind, files: files, asOf: manifest.asOf(arrival: begun), claim: nil,
                    remarks: Self.remarks(outcome, tap, isGoingOn: state != nil), movesCursor: tap.keepsState))
            // What can't be read at all is its own doing too.
            if report.state == .failed {
                _ = memory.notingFailure(of: manifest.id, clock)
            } else {
                memory.forgetFailures()
            }
            try store.remember(id, state: memory.text)
            return report
        }
        gateway.deriveBell.ring()
        return report
    }

    private static func remarks(_ outcome: TapRun.Outcome, _ tap: SingerSource, isGoingOn: Bool) -> [RunRemark] {
        let asked =
            isGoingOn
            ? "The tap was given the state of the last run that was applied."
            : "The tap was given no state: it was asked for everything."
        return (tap.keepsState ? [RunRemark(kind: RunRemark.cursor, text: asked)] : [])
            + outcome.remarks.map { RunRemark(kind: RunRemark.setting, text: $0) }
    }
}

extension Gateway {
    func tapRun(of manifest: Manifest, _ tap: SingerSource) -> TapRun {
        let settings = configuration.settings
        return TapRun(
            adapter: manifest.id, tap: tap, leave: configuration.leave(of: manifest.id, tap),
            pluginFolder: "\(settings.pluginsFolder)/\(manifest.id)",
            folder: TapFolder(state: settings.stateFolder, adapter: manifest.id), secrets: secrets,
            proxy: settings.proxy,
            requiresSandbox: settings.requiresSandbox, host: host,
            outputLimit: manifest.limits.file, clock: clock, stop: stop)
    }
}
