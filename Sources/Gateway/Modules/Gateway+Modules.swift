// What people decide about native modules: trusting a library, and taking up one that was put aside.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage

extension FeedMemory {
    /// From this many failures in a row on a module is put aside.
    private static let patience = 3

    /// One more; from the third on it is put aside, for a minute at first and for twice as long each time, up to a day.
    mutating func addFailure(at now: Instant) {
        let count = (failures ?? 0) + 1
        failures = count
        guard count >= Self.patience else { return }
        let minutes = min(1 << min(count - Self.patience, 12), 24 * 60)
        asideUntil = now.adding(seconds: Double(minutes * 60)).milliseconds
    }
}

extension Gateway {
    /// Whether a module has failed so often that it waits.
    func isAside(_ feed: FeedName) async throws -> Bool {
        let (store, now) = (store, clock.now)
        return try await storeThread.run {
            guard let state = try store.feed(named: feed.description) else { return false }
            return FeedMemory(state.state).asideUntil.map { now.milliseconds < $0 } ?? false
        }
    }

    /// Pins the bytes of an adapter's library as they are now.
    func trust(_ adapter: String, by who: String) async throws -> String {
        let manifest = try configuration.adapter(named: adapter)
        guard case .module(let source) = manifest.source else {
            throw CommandError("\(adapter) has no library: only native modules are trusted.")
        }
        let (house, folder, today) = (modules, configuration.settings.folder, clock.today)
        let sha256 = try await storeThread.run { try house.open(source, adapter: adapter).sha256 }
        let file = "\(folder)/\(TrustedLibraries.fileName)"
        let before = FileManager.default.contents(atPath: file)
        try TrustedLibraries.add(
            TrustedLibrary(library: source.library, sha256: sha256, who: who, on: today.description), of: adapter,
            folder: folder)
        do throws(ConfigurationProblems) {
            take(try GatewayConfiguration.load(folder: folder, today: today))
        } catch {
            if let before {
                try before.write(to: URL(fileURLWithPath: file), options: .atomic)
            } else {
                try FileManager.default.removeItem(atPath: file)
            }
            throw CommandError("The configuration would not be sound with it, so nothing was changed:\n\(error)")
        }
        try await takeUp(
            adapter, AuditEntry(at: clock.now, by: who, what: "adapters.trust", detail: "\(adapter): \(sha256)"))
        return "\(source.library) of \(adapter) is trusted with SHA-256 \(sha256); it stands in \(file)."
    }

    /// Takes up a module that was put aside: its next run is at its usual time, or by `sendgate pull`.
    func resume(_ adapter: String, by who: String) async throws -> String {
        let manifest = try configuration.adapter(named: adapter)
        guard manifest.isModule else { throw CommandError("\(adapter) is no native module: it is never put aside.") }
        let wasAside = try await takeUp(
            adapter, AuditEntry(at: clock.now, by: who, what: "adapters.resume", detail: adapter))
        return wasAside
            ? "\(adapter) is taken up again; `sendgate pull \(adapter)` runs it now." : "\(adapter) was not put aside."
    }

    @discardableResult
    private func takeUp(_ adapter: String, _ entry: AuditEntry) async throws -> Bool {
        let store = store
        return try await deriveThread.run {
            try store.audit(entry)
            guard let feed = try store.feed(named: adapter) else { return false }
            var memory = FeedMemory(feed.state)
            let wasAside = memory.asideUntil != nil
            memory.failures = nil
            memory.asideUntil = nil
            try store.remember(feed.id, state: memory.text)
            return wasAside
        }
    }
}
