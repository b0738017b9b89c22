// The end of payloads: source records are the base from then on (rule 8 of the design).

import GRDB
import SENDRecords

extension Store {
    /// Removes payloads of an adapter's feeds (of every feed where it is left out) that came before this moment and that
    /// no run still needs. Removes at most `limit`; returns how many.
    public func forgetPayloads(
        receivedBefore moment: Instant, ofAdapter adapter: String? = nil, limit: Int = 1000
    ) throws -> Int {
        let forgotten = try read { database in
            try database.list(
                """
                SELECT hash FROM payloads p
                WHERE received < ?1 AND (?2 IS NULL OR feed IN (SELECT id FROM feeds WHERE adapter = ?2))
                    AND NOT EXISTS (
                        SELECT 1 FROM runs r JOIN run_payloads u ON u.run = r.id
                        WHERE r.state IN (1, 3, 8) AND u.hash = p.hash) LIMIT ?3
                """, moment, adapter, limit
            ) { $0.bytes(0) }
        }
        // First the files, then the rows: a crash between them leaves nothing that nothing knows of.
        for hash in forgotten.compactMap(PayloadHash.init(bytes:)) { try Files.remove(payloadPath(hash)) }
        try write("forget payloads") { database in
            for hash in forgotten { try database.run("DELETE FROM payloads WHERE hash = ?", hash) }
        }
        return forgotten.count
    }

    /// Removes a payload that no run ever had: what a trial read.
    public func forgetUnusedPayload(_ hash: PayloadHash) throws {
        let isUsed = try read { database in
            try database.number("SELECT EXISTS(SELECT 1 FROM run_payloads WHERE hash = ?)", hash.bytes) != 0
        }
        if isUsed { return }
        try Files.remove(payloadPath(hash))
        try write("forget a payload") { try $0.run("DELETE FROM payloads WHERE hash = ?", hash.bytes) }
    }
}
