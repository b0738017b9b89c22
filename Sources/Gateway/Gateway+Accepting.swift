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
        let folder = configuration.settings.folder
        let file = "\(folder)/\(AcceptedChanges.fileName)"
        let before = FileManager.default.contents(atPath: file)
        try AcceptedChanges.add(HeaderDrift.Rename(gone: column, new: rename.new), of: adapter, folder: folder)
        do throws(ConfigurationProblems) {
            take(try GatewayConfiguration.load(folder: folder, today: clock.today))
        } catch {
            if let before {
                try before.write(to: URL(fileURLWithPath: file), options: .atomic)
            } else {
                try FileManager.default.removeItem(atPath: file)
            }
            throw CommandError("The configuration would not be sound with it, so nothing was changed:\n\(error)")
        }
        let (store, entry) = (
            store,
            AuditEntry(at: clock.now, by: who, what: "adapters.accept", detail: "\(adapter): \(column)=\(rename.new)")
        )
        try await deriveThread.run { try store.audit(entry) }
        return "`\(rename.new)` is read as `\(column)` of \(adapter) from now on; it stands in \(file)."
    }
}
