// One owner of a state folder: a lock that the operating system gives back when the process ends, however it ends.

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The lock on `owner.lock`. The file holds the owner's process number, for the message that another process shows.
final class OwnerLock: Sendable {
    private let descriptor: Locked<Int32>

    /// Takes the lock or throws `StoreError.inUse`.
    init(folder: String) throws {
        let path = "\(folder)/owner.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Files.problem(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let process = Self.readProcess(descriptor)
            Glibc.close(descriptor)
            throw StoreError.inUse(folder: folder, process: process)
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        self.descriptor = Locked(descriptor)
    }

    deinit { release() }

    func release() {
        descriptor.with { descriptor in
            if descriptor >= 0 {
                // A child that another thread is just starting has the descriptor too, for a moment: closing ours alone
                // would leave it the lock.
                flock(descriptor, LOCK_UN)
                Glibc.close(descriptor)
            }
            descriptor = -1
        }
    }

    private static func readProcess(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 >= 48 && $0 <= 57 }, as: UTF8.self))
    }
}
