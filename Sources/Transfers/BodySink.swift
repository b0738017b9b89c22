// Where the decoded body goes: counted, hashed, bounded, and kept in memory or in a file.

import Crypto
import Glibc

/// Takes the decoded bytes of one answer. Owned by one transfer, on the engine's thread.
final class BodySink {
    private let destination: TransferRequest.Destination
    private var hasher = SHA256()
    private var memory: [UInt8] = []
    private var file: Int32 = -1
    private(set) var count = 0

    init(_ destination: TransferRequest.Destination) { self.destination = destination }

    deinit { if file >= 0 { close(file) } }

    /// Returns why the bytes can't be taken, or nil.
    func take(_ bytes: UnsafeRawBufferPointer) -> TransferError.Kind? {
        guard bytes.count <= destination.limit - count else { return .bodyTooLarge(limit: destination.limit) }
        count += bytes.count
        hasher.update(bufferPointer: bytes)
        switch destination {
        case .memory:
            memory.append(contentsOf: bytes)
            return nil
        case .file(let path, _):
            return openFile(path) ?? write(bytes)
        }
    }

    /// Closes the file (it is made even for an empty body) and gives the body and its hash.
    func finish() -> Result<(TransferAnswer.Body, sha256: [UInt8]), BodyFault> {
        let hash = [UInt8](hasher.finalize())
        guard case .file(let path, _) = destination else { return .success((.memory(memory), hash)) }
        if let fault = openFile(path) { return .failure(BodyFault(kind: fault)) }
        let code = close(file)
        file = -1
        // Some file systems report a full disk only here.
        if code == 0 { return .success((.file(path: path), hash)) }
        let fault = BodyFault(kind: .couldNotWrite(code: errno))
        unlink(path)
        return .failure(fault)
    }

    /// Takes away what was written, so that nobody takes a part for the whole.
    func discard() {
        guard case .file(let path, _) = destination, file >= 0 else { return }
        close(file)
        file = -1
        unlink(path)
    }

    private func openFile(_ path: String) -> TransferError.Kind? {
        guard file < 0 else { return nil }
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        return file < 0 ? .couldNotWrite(code: errno) : nil
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> TransferError.Kind? {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(file, rest.baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            if written < 0 { return .couldNotWrite(code: errno) }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
        return nil
    }
}

struct BodyFault: Error {
    let kind: TransferError.Kind
}
