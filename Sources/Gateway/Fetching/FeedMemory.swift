// What a fetched feed remembers between its runs: what each address said of its version, and since when a set waits.

import Foundation
import SENDRecords
import Storage
import Transfers

/// Kept as the feed's state in the store.
struct FeedMemory: Codable, Sendable {
    struct Fetched: Codable, Sendable {
        let validators: Validators
        /// The payload that was received then, in hexadecimal digits.
        let payload: String
    }

    /// By address; only those of the last complete run.
    var addresses: [String: Fetched] = [:]
    /// Since when an incomplete set waits, in milliseconds since 1970.
    var waitingSince: Int64?
    /// The held run that names the missing files: it tells the person once, and ends when the set is complete.
    var heldRun: Int64?
    /// Runs in a row that a module's or a tap's own doing has ended.
    var failures: Int?
    /// Until when one that has failed again and again is put aside, in milliseconds since 1970.
    var asideUntil: Int64?
    /// For files in a partner's folder.
    var folder: FolderMemory?

    init(_ text: String) {
        if let stored = try? JSONDecoder().decode(FeedMemory.self, from: Data(text.utf8)) { self = stored }
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
