// Keeping what partners sent, byte for byte, before anything reads it.

import Crypto
import SENDRecords

extension Store {
    /// Puts a file among the payloads, compressed, and remembers it; durable when it returns, and the file is gone. The
    /// file must lie on the file system of the state folder (`workFolder` does). The same bytes are kept once: then what
    /// the store knew already is returned.
    ///
    /// The hash is computed where it is not known. Throws `StoreError.file` where the file cannot be read or there is no
    /// room; the file is then still there, and nothing of it among the payloads.
    @discardableResult
    public func keep(
        fileAt path: String, sha256 known: PayloadHash? = nil, name: String, feed: FeedID, at received: Instant
    ) throws -> StoredPayload {
        guard role == .owner else { throw StoreError.readingOnly }
        if let known, hasBytes(of: known), let payload = try payload(known) {
            try Files.remove(path)
            return payload
        }
        let packed = path + ".packed"
        do {
            let (found, size) = try Self.pack(path, to: packed, hashing: known == nil)
            guard let hash = known ?? found else { preconditionFailure("a hash is known or made") }
            // First the row, then the file: a crash between them leaves a row, which is forgotten in its time, and never
            // a file that nothing knows of.
            try write("keep a payload") { database in
                try database.run(
                    """
                    INSERT INTO payloads(hash, size, name, feed, received) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, hash.bytes, size, name, feed, received)
            }
            if hasBytes(of: hash) {
                try Files.remove(packed)
            } else {
                let target = payloadPath(hash)
                let folder = String(target.dropLast(65))
                if !Files.exists(folder) {
                    try Files.makeFolder(folder)
                    try Files.syncFolder(of: folder)
                }
                try Files.move(packed, to: target)
            }
            try Files.remove(path)
            return try payload(hash)
                ?? StoredPayload(hash: hash, size: size, name: name, feed: feed, received: received)
        } catch {
            try? Files.remove(packed)
            throw error
        }
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

    /// The bytes of a payload as they were received. Reading throws `StoreError.payloadGone` when its time is over.
    public func bytes(of hash: PayloadHash) -> PayloadSource {
        PayloadSource(path: payloadPath(hash))
    }

    /// Whether the payload's bytes are still kept.
    public func hasBytes(of hash: PayloadHash) -> Bool { Files.exists(payloadPath(hash)) }

    /// Writes a payload's bytes as they were received into a new file, for a reader that needs one: put it in
    /// `workFolder`, and remove it.
    public func unpack(_ hash: PayloadHash, to path: String) throws {
        var source = bytes(of: hash)
        do {
            try Files.write(to: path, mode: 0o600) { buffer in try source.read(into: buffer) }
        } catch {
            try? Files.remove(path)
            throw error
        }
    }

    func payloadPath(_ hash: PayloadHash) -> String {
        let hex = hash.hex
        return "\(payloadFolder)/\(hex.prefix(2))/\(hex)"
    }

    /// The SHA-256 of a file, read in parts.
    public static func hash(ofFileAt path: String) throws -> PayloadHash {
        var digest = SHA256()
        try Files.forEachPart(of: path, size: 1 << 18) { digest.update(bufferPointer: $0) }
        return PayloadHash(digest.finalize())
    }

    private static func pack(
        _ path: String, to packed: String, hashing: Bool
    ) throws -> (hash: PayloadHash?, size: Int) {
        var digest = SHA256()
        var size = 0
        var writer = try PackedWriter(path: packed)
        try Files.forEachPart(of: path, size: PackedLayout.blockSize) { part in
            if hashing { digest.update(bufferPointer: part) }
            size += part.count
            try writer.append(part)
        }
        try writer.finish()
        return (hashing ? PayloadHash(digest.finalize()) : nil, size)
    }
}
