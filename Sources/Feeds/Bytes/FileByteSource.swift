// A payload that is a plain file on disk.

import Glibc

/// The operating system would not give a payload's bytes.
public struct ByteSourceError: Error, Equatable, Sendable, CustomStringConvertible {
    public let path: String
    /// The system's error number (`errno`).
    public let code: Int32

    public var description: String {
        "\(path) can't be read: \(String(cString: strerror(code))). Check that the file is there and that "
            + "the account which runs sendgate may read it."
    }
}

/// Reads a file by path. It is opened by the first read and closed when the last copy of this value
/// goes. Copies share one position, so give each reader its own.
public struct FileByteSource: ByteSource {
    public let path: String
    private var file: OpenFile?

    public init(path: String) {
        self.path = path
    }

    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let descriptor = try opened().descriptor
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw ByteSourceError(path: path, code: errno) }
        }
    }

    public mutating func seek(to offset: Int) throws {
        if lseek(try opened().descriptor, off_t(offset), SEEK_SET) < 0 {
            throw ByteSourceError(path: path, code: errno)
        }
    }

    private mutating func opened() throws -> OpenFile {
        if let file { return file }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ByteSourceError(path: path, code: errno) }
        let opened = OpenFile(descriptor)
        file = opened
        return opened
    }
}

/// Owns the file descriptor; used by whichever thread holds the source.
private final class OpenFile {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
