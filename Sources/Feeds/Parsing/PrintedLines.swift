// JSON text, one value a line, gathered into pieces before it is handed on.

/// Writes lines of JSON. What is appended is kept until `capacity` bytes are there; `flush` hands
/// over the rest.
public struct PrintedLines {
    public typealias Sink = (_ bytes: [UInt8]) throws -> Void

    static let capacity = 64 * 1024

    /// Only the first `used` bytes count.
    private var buffer: [UInt8]
    private var used = 0
    private var scratch: [UInt8] = []
    private let sink: Sink

    public init(to sink: @escaping Sink) {
        self.sink = sink
        buffer = [UInt8](repeating: 0, count: Self.capacity * 2)
    }

    /// Ends the line, and hands on what has gathered.
    public mutating func endLine() throws {
        append(byte: UInt8(ascii: "\n"))
        if used >= Self.capacity { try flush() }
    }

    public mutating func flush() throws {
        if used == 0 { return }
        try sink(Array(buffer[..<used]))
        used = 0
        // Room made for a huge value isn't kept.
        if buffer.count > Self.capacity * 16 { buffer = [UInt8](repeating: 0, count: Self.capacity * 2) }
    }

    private mutating func makeRoom(_ count: Int) {
        if used + count <= buffer.count { return }
        buffer += [UInt8](repeating: 0, count: max(buffer.count, count))
    }

    /// Appends one byte of JSON text.
    public mutating func append(byte: UInt8) {
        makeRoom(1)
        buffer[used] = byte
        used += 1
    }

    /// A record that was refused, in its place.
    public mutating func reject(line: Int, reason: String) throws {
        append(json: "{\"$reject\":{\"line\":\(line),\"reason\":")
        append(text: reason)
        append(json: "}}")
        try endLine()
    }

    /// Appends JSON text as it is.
    public mutating func append(json: [UInt8]) {
        json.withUnsafeBufferPointer { append(verbatim: $0) }
    }

    /// Appends JSON text as it is.
    public mutating func append(json: String) {
        var json = json
        json.withUTF8 { append(verbatim: $0) }
    }

    /// Appends a value as it was written, without its spaces.
    public mutating func append(value: JSONValue) {
        scratch.removeAll(keepingCapacity: true)
        value.append(to: &scratch)
        scratch.withUnsafeBufferPointer { append(verbatim: $0) }
    }

    /// Appends a string in its quotes.
    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(utf8: $0) }
    }

    /// Appends well-formed UTF-8 as a string in its quotes.
    public mutating func append(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        makeRoom(JSONEscape.room(for: bytes.count))
        let start = used
        used += buffer.withUnsafeMutableBufferPointer { output in
            output.baseAddress.map { JSONEscape.write(bytes, to: $0 + start) } ?? 0
        }
    }

    /// Appends a row: an object of its values by name, or an array of them where there are no names.
    mutating func append(_ row: CSVRow, names: PrintedNames?) {
        makeRoom(JSONEscape.room(for: row.byteCount) + 12 * row.count + (names?.bytes.count ?? 0))
        let start = used
        used += buffer.withUnsafeMutableBufferPointer { all in
            guard let output = all.baseAddress.map({ $0 + start }) else { return 0 }
            var written = 0
            row.forEachField { index, bytes in
                if let names {
                    written += names.write(index, to: output + written)
                } else {
                    output[written] = index == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")
                    written += 1
                }
                written += JSONEscape.write(bytes, to: output + written)
            }
            output[written] = names == nil ? UInt8(ascii: "]") : UInt8(ascii: "}")
            return written + 1
        }
    }

    private mutating func append(verbatim bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        makeRoom(bytes.count)
        let start = used
        buffer.withUnsafeMutableBufferPointer { output in
            output.baseAddress.map { ($0 + start).update(from: base, count: bytes.count) }
        }
        used += bytes.count
    }
}

/// What stands before each value of an object: `{"name":` for the first, `,"name":` for the others.
struct PrintedNames {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    init(_ names: [String]) {
        for (index, name) in names.enumerated() {
            bytes += (index == 0 ? "{" : ",").utf8
            bytes += JSONValue.string(name).serialisedBytes()
            bytes.append(UInt8(ascii: ":"))
            ends.append(bytes.count)
        }
    }

    func write(_ index: Int, to output: UnsafeMutablePointer<UInt8>) -> Int {
        let (start, count) = (ends[index], ends[index + 1] - ends[index])
        bytes.withUnsafeBufferPointer { all in
            if let base = all.baseAddress { output.update(from: base + start, count: count) }
        }
        return count
    }
}
