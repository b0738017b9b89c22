// What partners state now, as reconciling reads it.

import Reconciling
import SENDRecords
import Storage

extension Deriver {
    /// The current statements about these subjects.
    func statements(of keys: [SubjectKey]) throws -> [SubjectKey: [Statement]] {
        let ids = try store.subjects(of: keys)
        let stored = try store.currentStatements(of: Array(ids.values))
        var result: [SubjectKey: [Statement]] = [:]
        for (key, id) in ids {
            result[key] = try (stored[id] ?? []).map { try Statement($0, subject: key) }
        }
        return result
    }
}

extension Statement {
    init(_ stored: StoredStatement, subject: SubjectKey) throws {
        self.init(
            version: stored.version, feed: stored.feed, key: stored.key, subject: subject, asOf: stored.asOf,
            record: try Record(encoded: stored.blob))
    }
}
