// What the file system refused, in words for whoever runs the gateway.

import Glibc

/// A step on a folder that failed. It names no file: a file's name may hold a child's.
struct FolderError: Error, Sendable, Equatable, CustomStringConvertible {
    let what: String
    let code: Int32

    init(_ what: String, _ code: Int32 = errno) {
        self.what = what
        self.code = code
    }

    /// What to do about it.
    var hint: String {
        switch code {
        case EACCES, EPERM: "Give the gateway's account the right to read and write the inbox folders."
        case ENOSPC, EDQUOT: "The disk is full: make room; the gateway goes on by itself."
        case EROFS: "The inbox is on a file system that can't be written."
        case EXDEV: "The folders inside an inbox must be on one file system: remove the mount inside it."
        case ELOOP, ENOTDIR: "done, refused and .taking must be folders, not links: remove what stands in their place."
        case ENOENT, ESTALE, EIO: "Look whether the share that holds the inbox is mounted."
        case EMFILE, ENFILE: "Raise the limit of open files for the gateway."
        default: "The gateway tries again by itself."
        }
    }

    var description: String { "\(what): \(String(cString: strerror(code)))" }
}
