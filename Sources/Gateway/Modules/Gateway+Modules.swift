// What people decide about native modules: trusting a library.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage

extension Gateway {
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
}
