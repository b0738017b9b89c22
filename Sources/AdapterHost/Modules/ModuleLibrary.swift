// A module's library: opened once, and from then on the same bytes are checked and loaded.

import CSandbox
import Glibc

/// The bytes of a library in a file in memory that nobody can change any more. Whoever makes it computes the hash from
/// `withBytes`, and gives `descriptor` to the child.
public final class ModuleLibrary: Sendable {
    /// Sealed; open as long as this lives.
    public let descriptor: Int32
    public let size: Int

    /// The largest library that is taken, in bytes.
    private static let most = 512 << 20

    /// Copies the file while it is open once. Blocks.
    public init(path: String) throws(ChildError) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { throw .system(path) }
        defer { close(file) }
        let copy = csandbox_memory_file("adapter-module")
        guard copy >= 0 else { throw .system("memfd_create") }
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count == 0 { break }
            total += count
            guard count > 0, total <= Self.most, write(copy, buffer, count) == count else {
                let error = count < 0 ? errno : EFBIG
                close(copy)
                throw .system(path, error)
            }
        }
        guard csandbox_seal(copy) == 0 else {
            close(copy)
            throw .system("F_ADD_SEALS")
        }
        descriptor = copy
        size = total
    }

    deinit { close(descriptor) }

    /// The sealed bytes, for their hash.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        guard size > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else { throw ChildError.system("mmap") }
        defer { munmap(start, size) }
        return try body(UnsafeRawBufferPointer(start: start, count: size))
    }
}
