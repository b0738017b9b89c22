// `config/accepted.yaml`: columns that partners have renamed and feeds on trial that somebody has accepted. Written by
// `sendgate adapters accept` and `sendgate feeds accept` alone, so that no file that people write is ever rewritten.

import Adapters
import Configuring
import Foundation

/// The accepted changes of feeds, by adapter.
enum AcceptedChanges {
    static let fileName = "accepted.yaml"

    private static let heading = """
        # What somebody has accepted of an adapter. `also-named`: renamed columns, by the name that the adapter's rules use.
        # `trial: false`: feeds that were on trial and count now, whatever the other files say.
        # Written by `sendgate adapters accept` and `sendgate feeds accept`, read like `overrides` of sendgate.yaml. Take a
        # line out to undo it.

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
        try change(adapter, folder: folder) { accepted in
            if let index = accepted.columns.firstIndex(where: { $0.column == rename.gone }) {
                if !accepted.columns[index].names.contains(rename.new) {
                    accepted.columns[index].names.append(rename.new)
                }
            } else {
                accepted.columns.append((rename.gone, [rename.new]))
            }
        }
    }

    /// Ends the trial of an adapter's feeds, or of one: nil is every feed, also those that were put on trial one by one.
    static func endTrial(of partner: String?, _ manifest: Manifest, folder: String) throws {
        try change(manifest.id, folder: folder) { accepted in
            guard let partner else {
                accepted.isLive = true
                accepted.liveFeeds = manifest.trial.single.filter(\.value).map(\.name)
                return
            }
            if !accepted.liveFeeds.contains(partner) { accepted.liveFeeds.append(partner) }
        }
    }

    // MARK: - The file

    /// What is accepted of one adapter.
    private struct Accepted {
        let adapter: String
        var columns: [(column: String, names: [String])] = []
        var isLive = false
        var liveFeeds: [String] = []

        init(_ adapter: String) { self.adapter = adapter }

        init(_ entry: Named<ConfigurationNode>) {
            adapter = entry.name
            columns = (entry.value["also-named"]?.entries ?? []).map { column in
                (
                    column.key,
                    column.value.elements?.compactMap(\.text) ?? column.value.text.map { [$0] } ?? []
                )
            }
            isLive = entry.value["trial"]?.text == "false"
            liveFeeds = (entry.value["feeds"]?.entries ?? []).map(\.key)
        }

        var text: String {
            var text = "\n\(adapter):\n"
            if !columns.isEmpty { text += "  also-named:\n" }
            for entry in columns {
                let names = entry.names.map(YAMLText.scalar).joined(separator: ", ")
                text += "    \(YAMLText.scalar(entry.column)): [\(names)]\n"
            }
            if isLive { text += "  trial: false\n" }
            if !liveFeeds.isEmpty { text += "  feeds:\n" }
            for feed in liveFeeds { text += "    \(YAMLText.scalar(feed)): {trial: false}\n" }
            return text
        }
    }

    private static func change(
        _ adapter: String, folder: String, _ work: (inout Accepted) -> Void
    ) throws {
        let problems = ProblemCollector()
        var known = read(folder: folder, problems).map(Accepted.init)
        try problems.throwIfAny()
        if !known.contains(where: { $0.adapter == adapter }) { known.append(Accepted(adapter)) }
        for index in known.indices where known[index].adapter == adapter { work(&known[index]) }
        let text = heading + known.map(\.text).joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(fileName)"), options: .atomic)
    }
}
