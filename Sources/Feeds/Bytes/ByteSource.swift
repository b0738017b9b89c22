// Where the readers get a payload's bytes from: a file, memory, or whatever another room brings
// (a compressed payload, say).

/// The bytes of one payload, read from front to back and, where the encoding has to be found out
/// first or a single row is read again, from a given place.
public protocol ByteSource {
    /// Fills the front of `buffer` and returns how many bytes it wrote; 0 means the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// Moves to a byte offset counted from the payload's first byte. A source that can only go
    /// forward opens its payload again and reads up to there. Past the end, `read` gives 0.
    mutating func seek(to offset: Int) throws
}

/// A payload that is already in memory.
public struct MemoryByteSource: ByteSource, Sendable {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        guard count > 0 else { return 0 }
        bytes.withUnsafeBytes { all in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
        }
        position += count
        return count
    }

    public mutating func seek(to offset: Int) {
        position = min(max(offset, 0), bytes.count)
    }
}
