// A folder of one test's own for the real executable: its configuration, its adapters, its state.

import Foundation

/// Begins with the definitions, the matching model and the authority that are shipped; tests write the rest.
struct GatewayFolder: Keyboard {
    let path: String
    var config: String { "\(path)/config" }

    /// - Parameter path: where it is made; somewhere of its own where left out.
    init(at path: String? = nil) throws {
        let files = FileManager.default
        self.path = path ?? files.temporaryDirectory.appendingPathComponent("sendgate-\(UUID().uuidString)").path
        try files.createDirectory(atPath: "\(config)/consumers", withIntermediateDirectories: true)
        for part in ["definitions", "matching", "authority.yaml"] {
            try files.copyItem(atPath: "\(Executable.root)/config/\(part)", toPath: "\(config)/\(part)")
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file below the folder and gives its whole path.
    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func configure(_ settings: String) throws { try write(settings, "config/sendgate.yaml") }

    func add(_ adapter: String, _ manifest: String) throws { try write(manifest, "Plugins/\(adapter)/adapter.yaml") }
}
