// JSON text, one value a line, gathered into pieces before it is handed on.

/// Writes lines of JSON. What is appended is kept until `capacity` bytes are there; `flush` hands
/// over the rest.
public struct PrintedLines {
    public typealias Sink = (_ bytes: [UInt8]) throws -> Void

    static let capacity = 64 * 1024

    private var buffer: [UInt8] = []
    private let sink: Sink

    public init(to sink: @escaping Sink) {
        self.sink = sink
        buffer.reserveCapacity(Self.capacity * 2)
    }

    /// Ends the line, and hands on what has gathered.
    public mutating func endLine() throws {
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.capacity { try flush() }
    }

    public mutating func flush() throws {
        if buffer.isEmpty { return }
        try sink(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// A record that was refused, in its place.
    public mutating func reject(line: Int, reason: String) throws {
        append(json: "{\"$reject\":{\"line\":\(line),\"reason\":")
        append(text: reason)
        append(json: "}}")
        try endLine()
    }

    /// Appends JSON text as it is.
    public mutating func append(json: StaticString) {
        json.withUTF8Buffer { buffer.append(contentsOf: $0) }
    }

    /// Appends JSON text as it is.
    public mutating func append(json: some Collection<UInt8>) {
        buffer.append(contentsOf: json)
    }

    public mutating func append(json: String) {
        buffer.append(contentsOf: json.utf8)
    }

    /// Appends a value as it was written, without its spaces.
    public mutating func append(value: JSONValue) {
        value.append(to: &buffer)
    }

    /// Appends a string in its quotes.
    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(utf8: $0) }
    }

    /// Appends well-formed UTF-8 as a string in its quotes.
    public mutating func append(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        buffer.append(UInt8(ascii: "\""))
        append(escaped: bytes)
        buffer.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var start = 0
        while true {
            let plain = Self.plainLength(at: base + start, count: bytes.count - start)
            buffer.append(contentsOf: UnsafeBufferPointer(start: base + start, count: plain))
            start += plain
            if start == bytes.count { return }
            append(escape: base[start])
            start += 1
        }
    }

    private mutating func append(escape byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            buffer.append(UInt8(ascii: "\\"))
            buffer.append(byte)
        case 0x08: append(json: "\\b" as StaticString)
        case 0x09: append(json: "\\t" as StaticString)
        case 0x0A: append(json: "\\n" as StaticString)
        case 0x0C: append(json: "\\f" as StaticString)
        case 0x0D: append(json: "\\r" as StaticString)
        default:
            append(json: "\\u00" as StaticString)
            for digit in [byte >> 4, byte & 15] {
                buffer.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
            }
        }
    }

    /// How many bytes at the front stand for themselves in a JSON string, eight at a time.
    private static func plainLength(at bytes: UnsafePointer<UInt8>, count: Int) -> Int {
        let raw = UnsafeRawPointer(bytes)
        var index = 0
        while index + 8 <= count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A high bit in `found` marks a control character, a quote or a backslash. Only the
            // lowest is sure, which is all that is asked here.
            let quote = word ^ 0x2222_2222_2222_2222
            let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let found =
                ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote
                    | (backslash &- ones) & ~backslash) & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""), bytes[index] != 0x5C {
            index += 1
        }
        return index
    }
}
