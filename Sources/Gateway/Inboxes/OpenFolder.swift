// A folder held open, and the file steps of the inboxes on it, by name: nobody can swap the folder for a link meanwhile.

import Glibc

/// One open directory. It closes itself at the end of its life.
struct OpenFolder: ~Copyable {
    /// What lies under a name. Links are not followed.
    struct Entry {
        enum Kind: Sendable, Equatable {
            case file
            case folder
            case link
            case other
        }

        let kind: Kind
        let look: FileLook
        /// How many names the file has. A second one may lie anywhere, and whoever has it can change the file.
        let names: Int
    }

    let descriptor: Int32

    /// Opens a folder by its path, links in it followed: it comes from the configuration.
    init(path: String) throws(FolderError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderError("can't open the folder \(path)") }
    }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// A folder inside this one, which must not be a link.
    borrowing func folder(_ name: String) throws(FolderError) -> OpenFolder {
        let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard inner >= 0 else { throw FolderError("can't open the folder \(name)") }
        return OpenFolder(descriptor: inner)
    }

    /// Makes a folder inside this one if nothing of that name is there.
    borrowing func make(_ name: String) throws(FolderError) {
        guard mkdirat(descriptor, name, 0o770) != 0, errno != EEXIST else { return }
        throw FolderError("can't make the folder \(name)")
    }

    /// Calls the body with every name but `.` and `..`, in no order, until it gives false.
    borrowing func forEachName(_ body: (FileName) -> Bool) throws(FolderError) {
        // A description of its own, because reading moves its position.
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw FolderError("can't read the folder") }
        guard let stream = fdopendir(copy) else {
            let failure = FolderError("can't read the folder")
            close(copy)
            throw failure
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FolderError("can't read the folder to its end") }
                return
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
                    FileName(bytes: Array(UnsafeBufferPointer(start: bytes, count: strnlen(bytes, 256))))
                }
            }
            if name.bytes == [46] || name.bytes == [46, 46] { continue }
            if !body(name) { return }
        }
    }

    /// What lies under the name; nil where nothing does.
    borrowing func entry(_ name: FileName) -> Entry? {
        var found = stat()
        guard name.withPath({ fstatat(descriptor, $0, &found, AT_SYMLINK_NOFOLLOW) }) == 0 else { return nil }
        return Entry(found)
    }

    /// Whether the gateway may read what has the name; true where nothing has it.
    borrowing func mayRead(_ name: FileName) -> Bool {
        name.withPath { faccessat(descriptor, $0, R_OK, AT_EACCESS) } == 0 || errno == ENOENT
    }

    borrowing func has(_ name: FileName) -> Bool { entry(name) != nil }

    /// Moves a file; what has the new name already is replaced.
    borrowing func move(_ name: FileName, to other: borrowing OpenFolder, as newName: FileName) throws(FolderError) {
        let target = other.descriptor
        let result = name.withPath { old in newName.withPath { renameat(descriptor, old, target, $0) } }
        if result != 0 { throw FolderError("can't move a file") }
    }

    /// Moves a file if nothing has the new name; gives whether it did.
    borrowing func moveWithoutReplacing(
        _ name: FileName, to other: borrowing OpenFolder, as newName: FileName
    ) throws(FolderError) -> Bool {
        // A second name and then the first one gone: link(2) replaces nothing, on any file system that has it.
        let target = other.descriptor
        let result = name.withPath { old in newName.withPath { linkat(descriptor, old, target, $0, 0) } }
        if result == 0 {
            try remove(name)
            return true
        }
        switch errno {
        case EEXIST: return false
        case EPERM, ENOTSUP, EMLINK, ENOSYS:
            if other.has(newName) { return false }
            try move(name, to: other, as: newName)
            return true
        default: throw FolderError("can't move a file")
        }
    }

    borrowing func remove(_ name: FileName) throws(FolderError) {
        guard name.withPath({ unlinkat(descriptor, $0, 0) }) != 0, errno != ENOENT else { return }
        throw FolderError("can't remove a file")
    }

    /// Writes a file that is there whole or not at all, under a hidden name first; what has the name is replaced.
    borrowing func write(_ bytes: [UInt8], as name: FileName, hidden: FileName) throws(FolderError) {
        try remove(hidden)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = hidden.withPath { openat(descriptor, $0, flags, 0o660) }
        guard file >= 0 else { throw FolderError("can't write a file") }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, bytes.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = FolderError("can't write a file", errno)
                close(file)
                try? remove(hidden)
                throw failure
            }
            written += count
        }
        let isSafe = fsync(file) == 0
        let failure = FolderError("can't write a file to the disk")
        close(file)
        guard isSafe else { throw failure }
        try move(hidden, to: self, as: name)
    }

    /// The bytes of a small file; nil where it can't be read or is larger than the limit.
    borrowing func bytes(of name: FileName, atMost limit: Int) -> [UInt8]? {
        let file = name.withPath { openat(descriptor, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > limit { return nil }
        }
    }

    /// Makes what was renamed in the folder outlive a loss of power.
    borrowing func sync() throws(FolderError) {
        // Some network file systems can't, and say so with EINVAL.
        guard fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP else { return }
        throw FolderError("can't write a folder to the disk")
    }
}

extension OpenFolder.Entry {
    init(_ found: stat) {
        switch found.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        names = Int(found.st_nlink)
        look = FileLook(
            size: Int64(found.st_size),
            modifiedNanoseconds: Int64(found.st_mtim.tv_sec) * 1_000_000_000 + Int64(found.st_mtim.tv_nsec),
            inode: UInt64(found.st_ino))
    }
}

extension FileName {
    /// Calls the body with the name as the system takes it.
    func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            for index in bytes.indices { buffer[index] = CChar(bitPattern: bytes[index]) }
            buffer[bytes.count] = 0
            return body(UnsafePointer(buffer.baseAddress!))
        }
    }
}
