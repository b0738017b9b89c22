// Where rows wait to be folded, outside memory.

/// Bytes that are appended once and read again by their place. The gateway gives a file; tests and small examples use
/// memory. One thread uses it.
public protocol SpillSpace {
    mutating func append(_ bytes: [UInt8]) throws
    mutating func bytes(at offset: Int, count: Int) throws -> [UInt8]
}

/// For examples, which are small.
public struct MemorySpill: SpillSpace {
    private var bytes: [UInt8] = []

    public init() {}

    public mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }

    public mutating func bytes(at offset: Int, count: Int) -> [UInt8] { Array(bytes[offset..<offset + count]) }
}

/// Entries shared out over partitions by their hash: what has one key is in one partition. Entries of a partition come
/// back in the order in which they went in.
struct SpillPartitions {
    static let count = 64
    /// Bytes of a partition that are gathered before they are written.
    static let block = 16 << 10
    private static let header = 12

    /// Which bits of the hash it goes by.
    let depth: Int
    private var buffers = [[UInt8]](repeating: [], count: Self.count)
    private var blocks = [[(offset: Int, count: Int)]](repeating: [], count: Self.count)
    private(set) var sizes = [Int](repeating: 0, count: Self.count)

    init(depth: Int) { self.depth = depth }

    mutating func add(_ entry: [UInt8], hash: UInt64, to space: inout any SpillSpace, end: inout Int) throws {
        let partition = Int(truncatingIfNeeded: hash >> UInt64(58 - 6 * depth)) & (Self.count - 1)
        sizes[partition] += entry.count + Self.header
        for shift in stride(from: 0, to: 32, by: 8) {
            buffers[partition].append(UInt8(truncatingIfNeeded: entry.count >> shift))
        }
        for shift in stride(from: 0, to: 64, by: 8) {
            buffers[partition].append(UInt8(truncatingIfNeeded: hash >> UInt64(shift)))
        }
        buffers[partition] += entry
        if buffers[partition].count >= Self.block { try flush(partition, to: &space, end: &end) }
    }

    mutating func flush(to space: inout any SpillSpace, end: inout Int) throws {
        for partition in 0..<Self.count where !buffers[partition].isEmpty {
            try flush(partition, to: &space, end: &end)
        }
    }

    private mutating func flush(_ partition: Int, to space: inout any SpillSpace, end: inout Int) throws {
        try space.append(buffers[partition])
        blocks[partition].append((offset: end, count: buffers[partition].count))
        end += buffers[partition].count
        buffers[partition].removeAll(keepingCapacity: true)
    }

    /// The entries of a partition that has been flushed, one block in memory at a time.
    func forEach(
        in partition: Int, of space: inout any SpillSpace,
        _ body: ([UInt8], UInt64, inout any SpillSpace) throws -> Void
    ) throws {
        for block in blocks[partition] {
            let bytes = try space.bytes(at: block.offset, count: block.count)
            var position = 0
            while position < bytes.count {
                var count = 0
                for index in 0..<4 { count |= Int(bytes[position + index]) << (8 * index) }
                var hash: UInt64 = 0
                for index in 0..<8 { hash |= UInt64(bytes[position + 4 + index]) << UInt64(8 * index) }
                position += Self.header
                try body(Array(bytes[position..<position + count]), hash, &space)
                position += count
            }
        }
    }
}
