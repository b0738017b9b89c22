// `sendgate adapters discover`: asks a tap which streams it has, and saves them as the adapter's catalogue.

import Adapters
import Feeds
import Foundation
import Storage

extension Gateway {
    /// Runs the tap with `--discover` and writes the catalogue into the adapter's folder, with the adapter's streams
    /// chosen.
    func discover(_ adapter: String, by who: String) async throws -> String {
        let manifest = try configuration.adapter(named: adapter)
        guard case .singer(let tap) = manifest.source else {
            throw CommandError("\(adapter) is no tap, so it has nothing to discover.")
        }
        let run = tapRun(of: manifest, tap)
        let store = store
        let thread = WorkThread(named: "discover \(adapter)")
        defer { thread.stop() }
        let (found, remarks) = try await thread.run {
            let output = "\(store.workFolder)/tap-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: output) }
            let outcome = try run.run(.discover, output: output)
            if let trouble = outcome.trouble { throw CommandError(trouble) }
            guard let bytes = TapFolder.read(output, atMost: TapCatalog.longest) else {
                throw CommandError("The catalogue that the tap printed is too large to be one.")
            }
            return (bytes, outcome.remarks)
        }
        let catalog = try TapCatalog(found, choosing: manifest.files.compactMap(\.formats.singer?.stream))
        let name = tap.catalog ?? "catalog.json"
        let file = "\(run.pluginFolder)/\(name)"
        do {
            try Data(catalog.text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw CommandError("\(file) can't be written. See that the user who runs sendgate may write there.")
        }
        let entry = AuditEntry(at: clock.now, by: who, what: "adapters.discover", detail: adapter)
        try await deriveThread.run { try store.audit(entry) }
        var lines = ["The tap has \(catalog.streams.count) streams: \(catalog.streams.joined(separator: ", "))."]
        lines.append("Chosen in \(file): \(catalog.chosen.joined(separator: ", ")).")
        if !catalog.missing.isEmpty {
            lines.append(
                "The adapter reads streams that the tap doesn't have: \(catalog.missing.joined(separator: ", ")).")
        }
        if tap.catalog == nil {
            lines.append("State `catalog: \(name)` under `singer` in adapter.yaml, so that the tap is given it.")
        }
        return (lines + remarks).joined(separator: "\n")
    }
}
