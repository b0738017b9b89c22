// A file without a name, where rows wait to be folded. It goes with its descriptor, also after a crash.

import Adapters
import Foundation
import Glibc

/// Owns a descriptor. Used by the one thread of its run.
final class SpillFile: SpillSpace {
    private let folder: String
    /// Negative before anything has been appended.
    private var descriptor: Int32 = -1
    private var end = 0

    init(in folder: String) { self.folder = folder }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private func open() throws {
        let path = "\(folder)/fold-\(UUID().uuidString)"
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FolderError("can't make a file for rows that wait", errno) }
        unlink(path)
    }

    func append(_ bytes: [UInt8]) throws {
        if descriptor < 0 { try open() }
        var written = 0
        while written < bytes.count {
            let part = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written, off_t(end + written))
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw FolderError("can't write rows that wait", errno) }
            written += part
        }
        end += bytes.count
    }

    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var taken = 0
        while taken < count {
            let part = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: taken), count - taken, off_t(offset + taken))
            }
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw FolderError("can't read rows that wait", errno) }
            taken += part
        }
        return bytes
    }
}
