// Order of arrival must not matter: when a child becomes known, the files that were read before are read again for its rows.

import Adapters
import Foundation
import SENDRecords
import Storage

extension Gateway {
    /// Works the list off, takes up the rows of children who have become known by it, and derives these too.
    ///
    /// - Returns: how many subjects were worked off.
    @discardableResult
    func settle() async throws -> Int {
        let service = deriving
        let count = try await service.workOff()
        // Feeds that ask make nobody known, so once is enough.
        guard try await takeUpKnown() > 0 else { return count }
        return try await count + service.workOff()
    }

    /// Reads the kept files of feeds that ask who is known, as far as they were read before somebody became known. Only rows
    /// about these children are taken; a file that has none leaves no run.
    ///
    /// Of a snapshot only the latest says what is true; of other feeds every kept file does.
    ///
    /// - Returns: how many runs it came to.
    func takeUpKnown() async throws -> Int {
        let store = store
        let waiting = try await storeThread.run { try store.runsBeforeKnown() }
        guard !waiting.isEmpty else { return 0 }
        let thread = WorkThread(named: "take up")
        defer { thread.stop() }
        var count = 0
        for old in waiting {
            try Task.checkCancellation()
            let feed = FeedName(old.feedName)
            guard let manifest = configuration.manifest(feed.adapter), manifest.asksForKnownChildren else { continue }
            let isTakenUp = try await gates.through(feed) { try await takeUp(old, of: feed, manifest, on: thread) }
            if isTakenUp { count += 1 }
        }
        if count > 0 { deriveBell.ring() }
        return count
    }

    private func takeUp(
        _ old: RunBeforeKnown, of feed: FeedName, _ manifest: Manifest, on thread: WorkThread
    ) async throws -> Bool {
        let (store, runner, digest) = (store, runner, configuration.digest(of: manifest.id))
        let partner = partner(of: feed, manifest, claim: old.claim)
        let begun = ContinuousClock.now
        let report = try await thread.run { () -> PassReport? in
            // Somebody else may have done it while the feed was busy.
            guard try store.growth(readBy: old.run) == old.growth else { return nil }
            let growth = try store.knownGrowth()
            var report: PassReport?
            let payloads = try store.payloads(of: old.run)
            let isReadable = payloads.allSatisfy { manifest.file($0.file) != nil && store.hasBytes(of: $0.hash) }
            if isReadable, old.isLatest || !manifest.contract.isSnapshot {
                var pass = FeedPass(
                    feed: feed, manifest: manifest, digest: digest, partner: partner, kind: .retry,
                    files: payloads.map(ReceivedFile.init),
                    asOf: old.asOf, claim: nil, retries: old.run, readAt: old.growth)
                pass.began = try store.beginning(of: old.run)
                report = try runner.takeUp(pass)
            }
            try store.note(growth, readBy: old.run)
            return report
        }
        guard let report else { return false }
        tell(report, feed: feed, begun: begun)
        return true
    }
}

/// Takes up the rows of children who have become known, while the daemon runs.
struct KnownLane: Sendable {
    let gateway: Gateway

    /// Reading again takes at most one part in so many of the time, however many lists bring new children.
    private static let share = 20

    /// Until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            do {
                _ = try await gateway.takeUpKnown()
            } catch is CancellationError {
                return
            } catch {
                gateway.events.takingUpFailed(error)
            }
            let pause = (ContinuousClock.now - begun) * Self.share
            try? await Task.sleep(for: min(max(pause, .milliseconds(200)), .seconds(6 * 3600)))
            await gateway.knownBell.wait(atMost: .seconds(600))
        }
    }
}
