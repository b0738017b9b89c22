// Whether somebody still has a file open for writing: a slow upload stands still between two packets.

import Glibc

/// What opening a file to be taken shows.
enum WriterCheck: Sendable, Equatable {
    case nobodyWrites
    case somebodyWrites
    /// Gone, or another file under the same name.
    case changed
    case unreadable(Int32)
}

extension OpenFolder {
    // fcntl(2): the kernel gives a read lease only on a file that nobody has open for writing.
    private static let setLease: Int32 = 1024
    private static let setSignal: Int32 = 10

    /// Looks whether the file is readable and nobody writes it. Only writers on this machine are seen, such as an SFTP
    /// or a Samba server; where the file system knows no leases nobody is seen, and standing still must do.
    borrowing func writers(of name: FileName, lookingLike look: FileLook) -> WriterCheck {
        let file = name.withPath { openat(descriptor, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else {
            switch errno {
            case ENOENT, ELOOP, ENXIO: return .changed
            default: return .unreadable(errno)
            }
        }
        defer { close(file) }
        var found = stat()
        guard fstat(file, &found) == 0 else { return .unreadable(errno) }
        let entry = Entry(found)
        guard entry.kind == .file, entry.look == look else { return .changed }
        // Whoever opens the file for writing while the lease lasts makes the kernel send a signal: one that is ignored.
        _ = fcntl(file, Self.setSignal, SIGURG)
        if fcntl(file, Self.setLease, F_RDLCK) == 0 {
            _ = fcntl(file, Self.setLease, F_UNLCK)
            return .nobodyWrites
        }
        return errno == EAGAIN ? .somebodyWrites : .nobodyWrites
    }
}
