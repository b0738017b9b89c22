// A JSON value where it lies: its bytes as they were written, and an index of where each part of it begins and ends.

/// One value, or one name of a member, in the bytes of a tape.
struct JSONEntry {
    /// Index of its first byte; a string's is its quote.
    var start: UInt32 = 0
    /// Index after its last byte.
    var end: UInt32 = 0
    /// How many entries it takes, this one and all inside it.
    var span: UInt32 = 1
    /// A container's number of children; what is known of a string.
    var extra: UInt32 = 0

    static let hasEscapes: UInt32 = 1 << 31
    static let isName: UInt32 = 1 << 30
    static let hashBits: UInt32 = isName - 1
}

/// The entries of a value in document order, a member's name before its value, and behind them the bytes, in one
/// piece of memory: a record costs one allocation, however many values it has. A member that a later one of the same
/// name replaces has no entry.
struct JSONTape: Sendable {
    private let cells: [JSONEntry]

    init(entries: UnsafeBufferPointer<JSONEntry>, bytes: UnsafeBufferPointer<UInt8>) {
        let stride = MemoryLayout<JSONEntry>.stride
        let count = entries.count + (bytes.count + stride - 1) / stride
        cells = [JSONEntry](unsafeUninitializedCapacity: count) { cells, initialised in
            let raw = UnsafeMutableRawBufferPointer(cells)
            raw.copyMemory(from: UnsafeRawBufferPointer(entries))
            UnsafeMutableRawBufferPointer(rebasing: raw[(entries.count * stride)...])
                .copyMemory(from: UnsafeRawBufferPointer(bytes))
            initialised = count
        }
    }

    /// The tape as pointers, for the length of the call.
    func withView<Result, Failure: Error>(
        _ body: (JSONView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try cells.withUnsafeBufferPointer { cells throws(Failure) in
            guard let entries = cells.baseAddress else { preconditionFailure("a tape holds a value") }
            let bytes = UnsafeRawPointer(entries + Int(entries[0].span)).assumingMemoryBound(to: UInt8.self)
            return try body(JSONView(entries: entries, bytes: bytes))
        }
    }
}

extension JSONTape: Equatable {
    static func == (first: JSONTape, second: JSONTape) -> Bool {
        first.withView { a in second.withView { b in a.isEqual(0, to: 0, in: b) } }
    }
}
