// The headings of a dropped file that no adapter was asked to read.

import Adapters
import Feeds

enum FileHeader {
    /// The column names of the file as the first inbox adapter that can read it sees them; empty where none can.
    static func read(_ path: String, among manifests: [Manifest]) -> [String] {
        for manifest in manifests where manifest.source.isInbox {
            guard case .csv(let dialect) = manifest.format else { continue }
            var header: [String] = []
            var source = FileByteSource(path: path)
            do {
                _ = try CSVReader(dialect: dialect).read(&source) { event in
                    if case .header(let names) = event { header = names }
                    throw HeaderSeen()
                }
            } catch {
                // Either the header was seen, or this is no such file; both are known by what was found.
            }
            if !header.isEmpty { return header }
        }
        return []
    }

    private struct HeaderSeen: Error {}
}
