// Modules and taps that fail again and again: they are put aside, for longer each time, until somebody has looked.

import Adapters
import Foundation
import SENDRecords
import Storage

extension Manifest {
    /// Whether it runs somebody else's program, which can be put aside: a native module or a tap.
    var isForeign: Bool {
        if case .singer = source { return true }
        return isModule
    }

    /// What it is, for a person.
    var foreignWord: String { isModule ? "module" : "tap" }
}

extension FeedMemory {
    /// From this many failures in a row on it is put aside.
    private static let patience = 3

    /// One more; from the third on it is put aside, for a minute at first and for twice as long each time, up to a day.
    private mutating func addFailure(at now: Instant) {
        let count = (failures ?? 0) + 1
        failures = count
        guard count >= Self.patience else { return }
        let minutes = min(1 << min(count - Self.patience, 12), 24 * 60)
        asideUntil = now.adding(seconds: Double(minutes * 60)).milliseconds
    }

    /// Counts a failure of its own.
    ///
    /// - Returns: what goes to the end of the run's reason; empty while it isn't put aside.
    mutating func notingFailure(of adapter: String, _ clock: GatewayClock) -> String {
        addFailure(at: clock.now)
        guard let until = asideUntil else { return "" }
        return
            " It has failed \(failures ?? 0) times in a row and is put aside until "
            + "\(clock.shown(Instant(milliseconds: until))): `sendgate adapters resume \(adapter)` takes it up at once."
    }

    mutating func forgetFailures() {
        failures = nil
        asideUntil = nil
    }
}

extension Gateway {
    /// Whether a module or a tap has failed so often that it waits.
    func isAside(_ feed: FeedName) async throws -> Bool {
        let (store, now) = (store, clock.now)
        return try await storeThread.run {
            guard let state = try store.feed(named: feed.description) else { return false }
            return FeedMemory(state.state).asideUntil.map { now.milliseconds < $0 } ?? false
        }
    }

    /// Takes up a module or a tap that was put aside: its next run is at its usual time, or by `sendgate pull`.
    func resume(_ adapter: String, by who: String) async throws -> String {
        let manifest = try configuration.adapter(named: adapter)
        guard manifest.isForeign else {
            throw CommandError("\(adapter) is neither a native module nor a tap: it is never put aside.")
        }
        let wasAside = try await takeUp(
            adapter, AuditEntry(at: clock.now, by: who, what: "adapters.resume", detail: adapter))
        return wasAside
            ? "\(adapter) is taken up again; `sendgate pull \(adapter)` runs it now." : "\(adapter) was not put aside."
    }

    @discardableResult
    func takeUp(_ adapter: String, _ entry: AuditEntry) async throws -> Bool {
        let store = store
        return try await deriveThread.run {
            try store.audit(entry)
            guard let feed = try store.feed(named: adapter) else { return false }
            var memory = FeedMemory(feed.state)
            let wasAside = memory.asideUntil != nil
            memory.forgetFailures()
            try store.remember(feed.id, state: memory.text)
            return wasAside
        }
    }
}

extension GatewayReader {
    /// Modules and taps that fail again and again.
    func asideMatters() throws -> [PersonalMatter] {
        try configuration.manifests.filter(\.isForeign).compactMap { manifest in
            guard let feed = try store.feed(named: manifest.id) else { return nil }
            let memory = FeedMemory(feed.state)
            guard let until = memory.asideUntil else { return nil }
            let last = try store.runs(RunFilter(feed: feed.id, states: [.failed], limit: 1)).first
            return PersonalMatter(
                what:
                    "The \(manifest.foreignWord) \(manifest.id) has failed \(memory.failures ?? 0) times in a row and is put "
                    + "aside until \(clock.shown(Instant(milliseconds: until)))",
                since: last?.started ?? clock.now, owner: "operator",
                next: "when it is mended: `sendgate adapters resume \(manifest.id) --by NAME`")
        }
    }
}
