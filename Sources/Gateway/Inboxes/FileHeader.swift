// The headings of a dropped file that no adapter was asked to read.

import Adapters
import Feeds

enum FileHeader {
    /// The column names of the file as the first inbox adapter that can read it sees them; empty where none can.
    static func read(_ path: String, among manifests: [Manifest]) -> [String] {
        for manifest in manifests where manifest.source.isInbox {
            var source = FileByteSource(path: path)
            // A file that vanishes or can't be opened has no headings.
            if let header = try? PayloadLook(at: &source, for: manifest.files).header, !header.isEmpty { return header }
        }
        return []
    }
}
