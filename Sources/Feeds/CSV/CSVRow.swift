// One accepted CSV record.

/// A data row with as many fields as the header, unquoted and in UTF-8. It is a value: keeping one
/// past the callback is safe and costs the reader one allocation.
public struct CSVRow: Sendable, Equatable {
    /// Line of the payload, from 1, on which the record starts.
    public internal(set) var line: Int
    /// Offset of the record's first byte in the payload as received.
    public internal(set) var byteOffset: Int
    /// Number of the data row, from 1; rejected rows are counted too.
    public internal(set) var number: Int

    /// The fields one after the other, a byte between them; what is after the last counts for nothing.
    @usableFromInline var storage: [UInt8] = []
    /// Index in `storage` after each field.
    @usableFromInline var ends: [Int32] = []

    init(line: Int = 1, byteOffset: Int = 0, number: Int = 1) {
        self.line = line
        self.byteOffset = byteOffset
        self.number = number
    }

    /// A row for a test, or for rows that don't come from a file.
    public static func of(_ fields: [String], line: Int = 1, byteOffset: Int = 0, number: Int = 1) -> CSVRow {
        var row = CSVRow(line: line, byteOffset: byteOffset, number: number)
        for field in fields {
            row.storage += field.utf8
            row.ends.append(Int32(row.storage.count))
            row.storage.append(CSVDelimiter.comma.byte)
        }
        return row
    }

    /// How many fields the row has.
    @inlinable public var count: Int { ends.count }

    /// The field's place in `storage`.
    @inlinable
    func range(at index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]) + 1)..<Int(ends[index])
    }

    public func text(at index: Int) -> String {
        String(decoding: storage[range(at: index)], as: UTF8.self)
    }

    /// True where nothing stands between the delimiters, quoted or not. Spaces aren't nothing.
    public func isEmpty(at index: Int) -> Bool {
        range(at: index).isEmpty
    }

    public func bytes(at index: Int) -> ArraySlice<UInt8> {
        storage[range(at: index)]
    }

    /// The field's bytes in place, for parsing without a copy. They are valid inside `body` only.
    @inlinable
    public func withBytes<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
        -> Result
    {
        let range = range(at: index)
        return try storage.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Every field's bytes in place, in order: the quickest way to touch them all. They are valid
    /// inside `body` only.
    @inlinable
    public func forEachField(_ body: (_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
        try storage.withUnsafeBufferPointer { all in
            try ends.withUnsafeBufferPointer { ends in
                var start = 0
                for index in 0..<ends.count {
                    let end = Int(ends[index])
                    try body(index, UnsafeBufferPointer(rebasing: all[start..<end]))
                    start = end + 1
                }
            }
        }
    }

    /// Bytes of all fields.
    var byteCount: Int { ends.last.map(Int.init) ?? 0 }

    /// All fields, for showing a row to a person.
    public var texts: [String] {
        (0..<count).map(text(at:))
    }

    /// True where no field holds anything: spreadsheets leave such rows (",,,,") below a table.
    public var isBlank: Bool {
        (0..<count).allSatisfy(isEmpty(at:))
    }

    public static func == (a: CSVRow, b: CSVRow) -> Bool {
        a.line == b.line && a.byteOffset == b.byteOffset && a.number == b.number && a.texts == b.texts
    }
}
