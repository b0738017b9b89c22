// Writes a payload in its packed form, as it comes.

import CZlib

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Packs bytes into a new file. One thread owns it; it closes the file at the end of its life.
struct PackedWriter: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var block: [UInt8] = []
    private var packed: [UInt8]
    private var ends: [UInt8] = []
    private var end = 0
    private var size = 0

    /// The fastest level: pupil lists shrink to a fifth with it, and a slower one gains little.
    private static let level: Int32 = 1

    /// Makes the file, for its owner only; what has the name is replaced.
    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Files.problem(path) }
        packed = [UInt8](repeating: 0, count: Int(compressBound(UInt(PackedLayout.blockSize))))
        block.reserveCapacity(PackedLayout.blockSize)
    }

    deinit { close(descriptor) }

    mutating func append(_ part: UnsafeRawBufferPointer) throws {
        var rest = part[...]
        while !rest.isEmpty {
            let taken = rest.prefix(PackedLayout.blockSize - block.count)
            block.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            if block.count == PackedLayout.blockSize { try writeBlock() }
        }
    }

    /// Writes the list and the trailer; the file is whole and on the disk when it returns.
    mutating func finish() throws {
        if !block.isEmpty { try writeBlock() }
        let count = ends.count / 8
        let trailer = PackedLayout.bytes(of: size) + PackedLayout.bytes(of: count) + PackedLayout.mark
        try write((ends + trailer)[...])
        guard fsync(descriptor) == 0 else { throw Files.problem(path) }
    }

    private mutating func writeBlock() throws {
        var length = UInt(packed.count)
        let code = compress2(&packed, &length, block, UInt(block.count), Self.level)
        guard code == Z_OK else { throw StoreError.file(path: path, problem: "it can't be compressed (zlib \(code))") }
        try write(packed[..<Int(length)])
        end += Int(length)
        size += block.count
        ends += PackedLayout.bytes(of: end)
        block.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws {
        try bytes.withUnsafeBytes { all in
            var rest = all[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Files.problem(path) }
                rest = rest.dropFirst(count)
            }
        }
    }
}
