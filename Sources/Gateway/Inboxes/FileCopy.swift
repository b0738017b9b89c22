// Copying a dropped file before anything reads it: the school may change the original at any time.

import Foundation
import Glibc

enum FileCopy {
    /// Copies the bytes of a plain file; never follows a link. Gives how the file looked before and after, or nil where
    /// somebody changed it meanwhile.
    static func copy(_ source: String, to target: String) throws -> FileLook? {
        let from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard from >= 0 else { throw FolderError("can't open a taken file", errno) }
        defer { close(from) }
        let to = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard to >= 0 else { throw FolderError("can't make a copy of a taken file", errno) }
        defer { close(to) }
        let before = try look(of: from)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(from, &buffer, buffer.count)
            if count == 0 { return try look(of: from) == before ? before : nil }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FolderError("can't read a taken file", errno) }
            var written = 0
            while written < count {
                let part = buffer.withUnsafeBytes { write(to, $0.baseAddress?.advanced(by: written), count - written) }
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { throw FolderError("can't copy a taken file", errno) }
                written += part
            }
        }
    }

    private static func look(of file: Int32) throws -> FileLook {
        var found = stat()
        guard fstat(file, &found) == 0 else { throw FolderError("can't look at a taken file", errno) }
        return OpenFolder.Entry(found).look
    }
}
