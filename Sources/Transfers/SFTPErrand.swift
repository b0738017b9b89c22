// One request over SFTP: a folder's listing or a file.

import CCurl
import Glibc

/// Made by the engine from names that were checked.
struct SFTPErrand {
    let server: SFTPServer
    /// The whole address; each part of the path is encoded.
    let address: String
    let destination: TransferRequest.Destination
    let timeouts: Timeouts

    /// `folder` is `/out`, or `~/out` for one below the user's own. Throws `.remoteNameNotUsable`.
    init(
        _ server: SFTPServer, folder: String, file: String?, destination: TransferRequest.Destination
    ) throws(TransferError) {
        let refusal = TransferError(.remoteNameNotUsable, host: server.origin.hostAndPort)
        var parts = folder.split(separator: "/").map(String.init)
        guard folder.hasPrefix("/") || parts.first == "~" else { throw refusal }
        if parts.first == "~", folder.hasPrefix("/") { throw refusal }
        if let file { parts.append(file) }
        let names = parts.first == "~" ? parts.dropFirst() : parts[...]
        guard names.allSatisfy({ SFTPListing.isUsable($0) }) else { throw refusal }
        let path = parts.map { $0 == "~" ? $0 : AddressQuery.encoded([UInt8]($0.utf8)) }.joined(separator: "/")
        address =
            "\(server.origin.scheme)://\(server.origin.host):\(server.origin.port)/\(path)"
            + (file == nil && !path.isEmpty ? "/" : "")
        self.server = server
        var timeouts = server.timeouts
        // A listing is small, however large the files are.
        if file == nil { timeouts.total = min(timeouts.total, .seconds(300)) }
        self.timeouts = timeouts
        self.destination = destination
    }
}

/// Bytes that libcurl reads from a file, without any on a disk. Lives as long as its transfer.
final class MemoryFile {
    private let descriptor: Int32

    /// Under this name the process can open it.
    var path: String { "/proc/self/fd/\(descriptor)" }

    init?(_ bytes: [UInt8]) {
        descriptor = ccurl_memory_file("sendgate")
        guard descriptor >= 0 else { return nil }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return nil }
            rest = rest.dropFirst(count)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
