// Reading a kept payload: as the bytes that were received, from the front or from any place.

import CZlib
import Feeds

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The bytes of a payload that the store keeps. It is opened by the first read and closed when the last copy of this
/// value goes; give each thread its own.
public struct PayloadSource: ByteSource {
    let path: String
    private var file: PackedFile?
    private var position = 0

    init(path: String) {
        self.path = path
    }

    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let file = try opened()
        guard position < file.size, !buffer.isEmpty else { return 0 }
        let count = try file.read(at: position, into: buffer)
        position += count
        return count
    }

    public mutating func seek(to offset: Int) throws {
        position = max(0, offset)
    }

    /// Bytes of the payload as it was received.
    public mutating func size() throws -> Int { try opened().size }

    private mutating func opened() throws -> PackedFile {
        if let file { return file }
        let opened = try PackedFile(path: path)
        file = opened
        return opened
    }
}

/// An open packed file with the block that was read last. Used by whichever thread holds the source.
private final class PackedFile {
    let size: Int
    private let path: String
    private let descriptor: Int32
    /// Where each block ends in the file.
    private let ends: [Int]
    private var packed: [UInt8]
    private var block = [UInt8](repeating: 0, count: PackedLayout.blockSize)
    /// Which block `block` holds.
    private var held: Int?

    init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw StoreError.payloadGone }
            throw Files.problem(path)
        }
        do {
            let length = Int(lseek(descriptor, 0, SEEK_END))
            let start = length - PackedLayout.trailerSize
            guard start >= 0 else { throw Self.damaged(path) }
            let trailer = try Self.bytes(PackedLayout.trailerSize, at: start, of: descriptor, path)
            guard Array(trailer[16...]) == PackedLayout.mark,
                let size = PackedLayout.number(in: trailer[..<8]),
                let count = PackedLayout.number(in: trailer[8..<16]), count <= start / 8,
                count == (size + PackedLayout.blockSize - 1) / PackedLayout.blockSize
            else { throw Self.damaged(path) }
            let list = try Self.bytes(count * 8, at: start - count * 8, of: descriptor, path)
            var ends: [Int] = []
            ends.reserveCapacity(count)
            for index in 0..<count {
                guard let end = PackedLayout.number(in: list[index * 8..<index * 8 + 8]),
                    end > ends.last ?? 0, end <= start - count * 8
                else { throw Self.damaged(path) }
                ends.append(end)
            }
            self.size = size
            self.ends = ends
            var longest = 0
            for index in ends.indices { longest = max(longest, ends[index] - (index == 0 ? 0 : ends[index - 1])) }
            packed = [UInt8](repeating: 0, count: longest)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Gives bytes of one block: never more than the buffer takes, never nothing before the end.
    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let (number, offset) = (position / PackedLayout.blockSize, position % PackedLayout.blockSize)
        let length = min(PackedLayout.blockSize, size - number * PackedLayout.blockSize)
        if offset == 0, buffer.count >= length, held != number {
            // Straight to where it is wanted.
            try unpack(number, length, into: buffer)
            return length
        }
        if held != number {
            held = nil
            try block.withUnsafeMutableBytes { try unpack(number, length, into: $0) }
            held = number
        }
        let count = min(buffer.count, length - offset)
        block.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
        }
        return count
    }

    private func unpack(_ number: Int, _ length: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
        let start = number == 0 ? 0 : ends[number - 1]
        let count = ends[number] - start
        try packed.withUnsafeMutableBytes {
            try Self.fill(UnsafeMutableRawBufferPointer(rebasing: $0[..<count]), at: start, of: descriptor, path)
        }
        var made = UInt(length)
        // zlib's own checksum proves each block.
        let code = uncompress(
            buffer.bindMemory(to: UInt8.self).baseAddress, &made, packed, UInt(count))
        guard code == Z_OK, made == UInt(length) else { throw Self.damaged(path) }
    }

    private static func bytes(_ count: Int, at offset: Int, of descriptor: Int32, _ path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { try fill($0, at: offset, of: descriptor, path) }
        return bytes
    }

    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, at offset: Int, of descriptor: Int32, _ path: String
    ) throws {
        var filled = 0
        while filled < buffer.count {
            let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, free.baseAddress, free.count, off_t(offset + filled))
            if count < 0, errno == EINTR { continue }
            if count == 0 { throw damaged(path) }
            guard count > 0 else { throw Files.problem(path) }
            filled += count
        }
    }

    private static func damaged(_ path: String) -> StoreError {
        StoreError.file(path: path, problem: "the kept file is damaged")
    }
}
