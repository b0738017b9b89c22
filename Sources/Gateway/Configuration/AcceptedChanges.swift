// `config/accepted.yaml`: columns that partners have renamed and somebody has accepted. Written by `sendgate adapters accept`
// alone, so that no file that people write is ever rewritten.

import Adapters
import Configuring
import Foundation

/// The accepted changes of feeds, by adapter.
enum AcceptedChanges {
    static let fileName = "accepted.yaml"

    private static let heading = """
        # Renamed columns that somebody has accepted: the name that an adapter's rules use, and what the partner calls it now.
        # Written by `sendgate adapters accept`, read like `overrides` of sendgate.yaml. Take a line out to undo it.

        """

    /// Every adapter's changes; nothing where there is no such file.
    static func read(folder: String, _ problems: ProblemCollector) -> [Named<ConfigurationNode>] {
        let file = "\(folder)/\(fileName)"
        guard FileManager.default.fileExists(atPath: file), let node = problems.node(loading: file) else { return [] }
        if node.isBlank { return [] }
        return ValueKind<[Named<ConfigurationNode>]>.names(to: .mapping).read(node, fileName, problems) ?? []
    }

    /// Adds a renamed column and writes the file anew, whole or not at all.
    static func add(_ rename: HeaderDrift.Rename, of adapter: String, folder: String) throws {
        let problems = ProblemCollector()
        var known: [(adapter: String, column: String, names: [String])] = []
        for entry in read(folder: folder, problems) {
            for column in entry.value["also-named"]?.entries ?? [] {
                known.append(
                    (
                        entry.name, column.key,
                        column.value.elements?.compactMap(\.text) ?? column.value.text.map { [$0] } ?? []
                    ))
            }
        }
        try problems.throwIfAny()
        if let index = known.firstIndex(where: { $0.adapter == adapter && $0.column == rename.gone }) {
            if !known[index].names.contains(rename.new) { known[index].names.append(rename.new) }
        } else {
            known.append((adapter, rename.gone, [rename.new]))
        }
        var text = heading
        var names: [String] = []
        for entry in known where !names.contains(entry.adapter) { names.append(entry.adapter) }
        for name in names {
            text += "\n\(name):\n  also-named:\n"
            for entry in known where entry.adapter == name {
                text +=
                    "    \(YAMLText.scalar(entry.column)): [\(entry.names.map(YAMLText.scalar).joined(separator: ", "))]\n"
            }
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(fileName)"), options: .atomic)
    }
}
