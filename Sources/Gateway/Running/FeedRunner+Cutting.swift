// Files that may have been cut off inside their last value, which nothing in the file itself can tell.

import Adapters
import Storage

extension FeedRunner {
    /// Holds a file whose last line has no line end where that of the last file had one, and which has fewer rows: a
    /// transfer that broke off leaves such a file. Programs that never write the last line end are known by their last file.
    func perhapsCut(_ pass: FeedPass, _ staging: Staging) throws -> ContractDecision? {
        guard !staging.openEnds.isEmpty, let last = try lastWhole(of: pass), staging.rows < last.rows else {
            return nil
        }
        let hadEnd = try store.payloads(of: last.id).contains {
            try staging.openEnds.contains($0.file) && endsWithLineEnd($0.hash)
        }
        guard hadEnd else { return nil }
        let fewer = last.rows - staging.rows
        return .holdRun(
            why:
                "The file ends without a line end, unlike the one before, and has \(fewer) row\(fewer == 1 ? "" : "s") "
                + "fewer: it may have been cut off in its last row.",
            advice: "Export the whole file again and send it. If this is the whole list, tell the council.")
    }

    /// False where the payload is kept no longer.
    private func endsWithLineEnd(_ hash: PayloadHash) throws -> Bool {
        guard store.hasBytes(of: hash) else { return false }
        var source = store.bytes(of: hash)
        let size = try source.size()
        // Two bytes are a character of UTF-16.
        try source.seek(to: max(0, size - 2))
        var last = [UInt8](repeating: 0, count: 2)
        let count = try last.withUnsafeMutableBytes { try source.read(into: $0) }
        return last.prefix(count).contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }
}
