// Keeping what partners sent, byte for byte, before anything reads it.

import Crypto
import SENDRecords

extension Store {
    /// Moves a file among the payloads and remembers it; durable when it returns. The file must lie on the file system of
    /// the state folder (`workFolder` does). The same bytes are kept once: the file is then removed, and what the store
    /// knew already is returned.
    ///
    /// The hash is computed where it is not known. Throws `StoreError.file` where the file cannot be read or moved.
    @discardableResult
    public func keep(
        fileAt path: String, sha256 known: PayloadHash? = nil, name: String, feed: FeedID, at received: Instant
    ) throws -> StoredPayload {
        guard role == .owner else { throw StoreError.readingOnly }
        let hash = try known ?? Self.hash(ofFileAt: path)
        guard let size = Files.size(of: path) else { throw Files.problem(path) }
        let target = payloadPath(hash)
        // First the row, then the file: a crash between them leaves a row, which is forgotten in its time, and never a file
        // that nothing knows of.
        try write("keep a payload") { database in
            try database.run(
                "INSERT INTO payloads(hash, size, name, feed, received) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                hash.bytes, size, name, feed, received)
        }
        if Files.size(of: target) == size {
            try Files.remove(path)
        } else {
            try Files.sync(path)
            try Files.restrict(path, to: 0o600)
            let folder = String(target.dropLast(65))
            if !Files.exists(folder) {
                try Files.makeFolder(folder)
                try Files.syncFolder(of: folder)
            }
            try Files.move(path, to: target)
        }
        return try payload(hash) ?? StoredPayload(hash: hash, size: size, name: name, feed: feed, received: received)
    }

    /// What the store knows of a payload, or nil.
    public func payload(_ hash: PayloadHash) throws -> StoredPayload? {
        try read { database in
            try database.first("SELECT size, name, feed, received FROM payloads WHERE hash = ?", hash.bytes) { row in
                StoredPayload(
                    hash: hash, size: row.count(0), name: row.text(1), feed: FeedID(row.integer(2)),
                    received: Instant(milliseconds: row.integer(3)))
            }
        }
    }

    /// Where the payload's bytes are. The file may be gone when its time is over.
    public func payloadPath(_ hash: PayloadHash) -> String {
        let hex = hash.hex
        return "\(payloadFolder)/\(hex.prefix(2))/\(hex)"
    }

    /// The SHA-256 of a file, read in parts.
    public static func hash(ofFileAt path: String) throws -> PayloadHash {
        var digest = SHA256()
        try Files.forEachPart(of: path, size: 1 << 18) { digest.update(bufferPointer: $0) }
        return PayloadHash(digest.finalize())
    }

    /// Removes payloads that came before this moment and that no run still needs: source records are the base from then
    /// on (rule 8 of the design). Removes at most `limit`; returns how many.
    public func forgetPayloads(receivedBefore moment: Instant, limit: Int = 1000) throws -> Int {
        let forgotten = try read { database in
            try database.list(
                """
                SELECT hash FROM payloads p WHERE received < ? AND NOT EXISTS (
                    SELECT 1 FROM runs r JOIN run_payloads u ON u.run = r.id
                    WHERE r.state IN (1, 3, 8) AND u.hash = p.hash) LIMIT ?
                """, moment, limit
            ) { $0.bytes(0) }
        }
        // First the files, then the rows: a crash between them leaves nothing that nothing knows of.
        for hash in forgotten.compactMap(PayloadHash.init(bytes:)) { try Files.remove(payloadPath(hash)) }
        try write("forget payloads") { database in
            for hash in forgotten { try database.run("DELETE FROM payloads WHERE hash = ?", hash) }
        }
        return forgotten.count
    }
}
