// Files over SFTP: look into a folder, fetch one.

/// A file that was fetched over SFTP.
public struct SFTPFile: Sendable {
    public let body: TransferAnswer.Body
    public let byteCount: Int
    /// SHA-256 of the bytes, computed while they came.
    public let sha256: [UInt8]
    /// When the server says that it was changed last: seconds since 1970.
    public let modified: Int?

    /// The bytes, where they were asked for in memory; else empty.
    public var bytes: [UInt8] {
        if case .memory(let bytes) = body { bytes } else { [] }
    }
}

extension TransferEngine {
    /// A listing is at most so many bytes: a good hundred thousand files.
    public static let listingLimit = 16_777_216

    /// What lies in a folder. Each call signs in anew: connections of SFTP are never shared.
    ///
    /// `folder` is whole (`/out`), or begins with `~/` for one below the user's own.
    public func list(_ folder: String, on server: SFTPServer) async throws(TransferError) -> SFTPListing {
        let errand = try SFTPErrand(
            server, folder: folder, file: nil, destination: .memory(limit: Self.listingLimit))
        return SFTPListing(try await performSFTP(try Transfer(errand)).bytes)
    }

    /// One file of a folder. Throws `.remoteNameNotUsable` for a name that a listing would pass over.
    public func fetch(
        _ name: String, in folder: String, on server: SFTPServer, to destination: TransferRequest.Destination
    ) async throws(TransferError) -> SFTPFile {
        let errand = try SFTPErrand(server, folder: folder, file: name, destination: destination)
        let answer = try await performSFTP(try Transfer(errand))
        return SFTPFile(
            body: answer.body, byteCount: answer.decodedByteCount, sha256: answer.sha256, modified: answer.modified)
    }

    /// The same, tried again where it is worth it.
    public func list(
        _ folder: String, on server: SFTPServer, retrying policy: RetryPolicy
    ) async throws(TransferError) -> SFTPListing {
        try await attempt(policy) { () throws(TransferError) in try await list(folder, on: server) }
    }

    /// The same, tried again where it is worth it.
    public func fetch(
        _ name: String, in folder: String, on server: SFTPServer, to destination: TransferRequest.Destination,
        retrying policy: RetryPolicy
    ) async throws(TransferError) -> SFTPFile {
        try await attempt(policy) { () throws(TransferError) in
            try await fetch(name, in: folder, on: server, to: destination)
        }
    }

    private func attempt<Answer: Sendable>(
        _ policy: RetryPolicy, _ work: () async throws(TransferError) -> Answer
    ) async throws(TransferError) -> Answer {
        try await attempt(
            policy, { try await Task.sleep(for: .seconds($0)) }, { TransferEngine.steadySeconds() },
            { Double.random(in: 0..<1) }, work)
    }
}
