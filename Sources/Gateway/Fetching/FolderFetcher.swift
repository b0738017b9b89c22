// Fetches what is new in a partner's folder, and keeps each file before anything reads it.

import Adapters
import Configuring
import Foundation
import SENDRecords
import Storage
import Transfers

/// What a feed remembers of its partner's folder.
struct FolderMemory: Codable, Sendable {
    struct Seen: Codable, Sendable {
        var size: Int
        var changed: String
        /// It was changed just before it was fetched: a listing tells minutes, so it may have been changed again unseen.
        var isFresh: Bool?
    }

    /// Files that are still there as they were when they were dealt with, by name.
    var seen: [String: Seen] = [:]
    /// Hashes of files that were taken, the oldest first.
    var taken: [String] = []

    private static let most = 2000
    /// Seconds.
    private static let fresh = 120.0

    var known: [String: ListedFile] {
        Dictionary(
            uniqueKeysWithValues: seen.filter { $0.value.isFresh != true }.map { name, seen in
                (name, ListedFile(name: name, size: seen.size, changed: seen.changed))
            })
    }

    /// Remembers files that need not be looked at again, but for those that are fresh.
    mutating func note(_ files: [FetchedFile], at now: Instant) {
        for file in files {
            let age = file.modified.map { now.seconds - Double($0) }
            seen[file.listed.name] = Seen(
                size: file.listed.size, changed: file.listed.changed, isFresh: age.map { $0 < Self.fresh } ?? false)
            taken.removeAll { $0 == file.hash }
            taken.append(file.hash)
        }
        taken.removeFirst(max(0, taken.count - Self.most))
    }

    /// Forgets names that the folder no longer has.
    mutating func keepOnly(_ names: Set<String>) { seen = seen.filter { names.contains($0.key) } }
}

/// Looks through one folder.
struct FolderFetcher: Sendable {
    let manifest: Manifest
    let source: SFTPSource
    let store: Store
    let engine: TransferEngine
    let secrets: SecretStore
    let clock: GatewayClock
    let thread: WorkThread

    /// What came of looking.
    struct Found: Sendable {
        /// All names in the folder.
        var names: Set<String> = []
        /// New and changed files of the feed, each kept in the store.
        var files: [FetchedFile] = []
    }

    /// - Throws: `TransferError`, `SecretError`, what the disk throws.
    func fetch(feed: FeedID, _ memory: FolderMemory) async throws -> Found {
        let server = try server()
        let listing = try await list(server)
        var found = Found(names: Set(listing.map(\.name)))
        for file in manifest.wanted(of: listing, known: memory.known) {
            try Task.checkCancellation()
            let path = "\(store.workFolder)/fetch-\(UUID().uuidString)"
            let fetched = try await engine.fetch(
                file.name, in: source.folder, on: server,
                to: .file(path: path, limit: manifest.limits.file), retrying: .pull)
            if fetched.byteCount == 0 { try DurableFile.write([], to: path) }
            let (store, now, hash) = (store, clock.now, PayloadHash(bytes: fetched.sha256))
            let kept = try await thread.run {
                try store.keep(fileAt: path, sha256: hash, name: file.name, feed: feed, at: now)
            }
            found.files.append(FetchedFile(listed: file, hash: kept.hash.hex, modified: fetched.modified))
        }
        if found.files.isEmpty { return found }
        // A file that has changed meanwhile is still being written: it is looked at again the next time.
        let after = Set(try await list(server))
        found.files.removeAll { !after.contains($0.listed) }
        return found
    }

    private func list(_ server: SFTPServer) async throws -> [ListedFile] {
        try await engine.list(source.folder, on: server, retrying: .pull).files.map { file in
            ListedFile(name: file.name, size: file.size, changed: file.changed)
        }
    }

    private func server() throws -> SFTPServer {
        func secret(_ name: SecretName?) throws -> Secret? { try name.map { try secrets.secret(named: $0.text) } }
        return try SFTPServer(
            host: source.host, port: source.port, user: source.user,
            credentials: .init(
                key: try secret(source.key), keyPassword: try secret(source.keyPassword),
                password: try secret(source.password)),
            knownHosts: source.knownHosts.compactMap { KnownHost($0) }, network: Network(source.network))
    }
}
