// Fetched feeds: each on its schedule, one run at a time.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage
import Transfers

/// Runs one feed that is fetched: fetch, then a pass through the store.
struct PullRunner: Sendable {
    let gateway: Gateway
    let manifest: Manifest

    var feed: FeedName { FeedName(adapter: manifest.id, partner: nil) }

    /// One run. Never overlaps with another of the same feed: the caller holds its gate.
    ///
    /// - Parameter fromStart: asks an incremental feed for everything, whatever its cursor.
    func run(kind: RunKind, fromStart: Bool = false) async throws -> PassReport {
        let thread = WorkThread(named: "pull \(manifest.id)")
        defer { thread.stop() }
        if case .singer(let tap) = manifest.source {
            let pull = TapPull(gateway: gateway, manifest: manifest, tap: tap, thread: thread)
            return try await pull.run(kind: kind, fromStart: fromStart)
        }
        let (store, clock, name) = (gateway.store, gateway.clock, feed)
        let id = try await thread.run { try store.feed(named: name.description, adapter: name.adapter) }
        let state = try await thread.run { try store.feed(id) }
        let memory = FeedMemory(state.state)
        if case .module(let source) = manifest.source {
            return try await runModule(
                source, kind: kind, feed: state, memory: memory, on: thread, fromStart: fromStart)
        }
        if case .sftp(let source) = manifest.source {
            return try await runFolder(source, kind: kind, feed: id, memory: memory, on: thread)
        }
        let configuration = gateway.configuration
        let digest = configuration.digest(of: manifest.id)
        let known = fromStart ? nil : manifest.cursor(in: state, digest: digest)
        let circumstances = SourceCircumstances(
            date: clock.today, schools: configuration.settings.schools.map(\.urn), cursor: known)
        let start = clock.now
        let fetcher = FeedFetcher(
            manifest: manifest, store: store, engine: gateway.engine, secrets: gateway.secrets, clock: clock,
            proxy: configuration.settings.proxy, thread: thread)
        switch try await fetcher.fetch(feed: id, memory: memory, circumstances) {
        case .complete(let set, let next):
            var pass = FeedPass(
                feed: feed, manifest: manifest, digest: digest, partner: FeedPartner(name: manifest.partner),
                kind: kind, files: set.files, asOf: set.asOf, claim: nil)
            pass.absent = set.absent
            pass.increment = manifest.incremental.map { Increment(rule: $0, before: known, start: start) }
            let (runner, whole) = (gateway.runner, pass)
            let report = try await thread.run {
                let report = try runner.run(whole)
                // What was fetched is remembered with the run that took it: a run that was interrupted fetches again.
                if report.state != .failed {
                    try close(memory.heldRun)
                    try store.remember(id, state: next.text)
                }
                return report
            }
            gateway.deriveBell.ring()
            return report
        case .incomplete(let missing, let files):
            return try await thread.run { try wait(for: missing, files, feed: id, kind: kind, memory: memory) }
        case .failed(let reason):
            return try await thread.run {
                try record(.failed, reason: reason, feed: id, kind: kind, files: [])
            }
        }
    }

    /// How long an incomplete set waits.
    private var waitForSet: Duration {
        if case .https(let source) = manifest.source { source.waitForSet } else { .seconds(7200) }
    }

    /// An incomplete set waits; when it has waited too long, one held run tells a person which file is missing.
    func wait(
        for missing: [String], _ files: [ReceivedFile], feed: FeedID, kind: RunKind, memory: FeedMemory
    ) throws -> PassReport {
        let now = gateway.clock.now
        var next = memory
        next.waitingSince = memory.waitingSince ?? now.milliseconds
        let since = Instant(milliseconds: next.waitingSince ?? now.milliseconds)
        let isOver = now >= since.adding(seconds: waitForSet.seconds)
        let list = missing.joined(separator: ", ")
        let reason =
            isOver
            ? "The set is incomplete: \(list) did not come, and nothing of the others was used.\(RefusalAdvice.mark)Send the whole set; it is taken as usual."
            : "The set is incomplete: waiting for \(list)."
        if isOver, let held = memory.heldRun {
            return PassReport(
                run: RunID(held), state: .held, reason: reason, counts: Storage.RunCounts(), heldWithdrawals: nil)
        }
        let report = try record(isOver ? .held : .waiting, reason: reason, feed: feed, kind: kind, files: files)
        next.heldRun = isOver ? report.run.rawValue : nil
        try gateway.store.remember(feed, state: next.text)
        return report
    }

    /// Ends the run that told of missing files: they have come, and nothing of it was ever read.
    func close(_ held: Int64?) throws {
        guard let held, try gateway.store.run(RunID(held)).state == .held else { return }
        try gateway.store.refuse(RunID(held), by: "sendgate, because the set came", at: gateway.clock.now)
    }

    func record(
        _ state: RunState, reason: String, feed: FeedID, kind: RunKind, files: [ReceivedFile]
    ) throws -> PassReport {
        let now = gateway.clock.now
        let run = try gateway.store.recordRun(
            RunStart(
                feed: feed, kind: kind, asOf: now, started: now,
                manifest: gateway.configuration.digest(of: manifest.id),
                payloads: files.map(\.payload), claim: nil),
            state: state, reason: reason)
        return PassReport(
            run: run, state: state, reason: reason, counts: Storage.RunCounts(), heldWithdrawals: nil)
    }
}

/// Waits for the schedule of one feed and runs it, until it is cancelled.
struct ScheduleLane: Sendable {
    let gateway: Gateway
    let manifest: Manifest
    let schedule: Schedule

    /// An incomplete set is looked for again after this long.
    private static let waitingPause = 60.0

    func run() async {
        var next = await firstTime()
        while !Task.isCancelled {
            let pause = next.timeIntervalSince1970 - gateway.clock.now.seconds
            if pause > 0 {
                // In short sleeps: the wall clock may be set meanwhile.
                try? await Task.sleep(for: .seconds(min(pause, 30)))
                continue
            }
            let state = await gateway.pull(manifest, kind: .pull, orSkip: true)
            let now = Date(timeIntervalSince1970: gateway.clock.now.seconds)
            let regular = schedule.next(after: now) ?? .distantFuture
            next = state == .waiting ? min(regular, now.addingTimeInterval(Self.waitingPause)) : regular
        }
    }

    /// A feed that has never run is pulled at once, as is one whose time passed while the gateway was down.
    private func firstTime() async -> Date {
        let now = Date(timeIntervalSince1970: gateway.clock.now.seconds)
        guard let last = await gateway.lastStart(of: manifest.id) else { return now }
        switch MissedRunPolicy.once.decision(
            for: schedule, lastRun: Date(timeIntervalSince1970: last.seconds), now: now)
        {
        case .runNow: return now
        case .wait(let until): return until ?? .distantFuture
        }
    }
}
