// A whole small document at once.

extension JSONValue {
    /// Parses a document that is in memory: an answer, a stored value, a signed body. Feeds go
    /// through `JSONReader`. The size isn't bounded here: whoever took the bytes in has done that.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            guard let first = buffer.baseAddress else {
                throw JSONError.mistaken(.nothing)
            }
            var builder = JSONBuilder(depth: JSONLimits().depth)
            return try builder.document(ByteWindow(viewing: first, count: buffer.count), JSONLine(), limit: .max)
        }
    }

    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

extension JSONBuilder {
    /// Reads all of a window that holds a whole document.
    mutating func document(_ whole: ByteWindow, _ line: JSONLine, limit: Int) throws(JSONError) -> JSONValue {
        var window = whole
        window.skipMark()
        begin(line, limit: limit)
        do throws(JSONError) {
            guard let length = try advance(window) else {
                throw line.error(.cut(expected: "a value"), at: window.offset)
            }
            var rest = window
            rest.start += length
            try nothingMore(rest)
            return value(window, length: length)
        } catch {
            throw line.number == 1 ? JSONError.mistaken(whole) ?? error : error
        }
    }

    private func nothingMore(_ rest: ByteWindow) throws(JSONError) {
        var line = line
        for index in rest.start..<rest.end {
            switch rest.base[index] {
            case 0x20, 0x09, 0x0D: continue
            case 0x0A:
                line.number += 1
                line.start = rest.origin + index + 1
            case let byte:
                throw line.error(found: byte, expected: "the end of the document", at: rest.origin + index)
            }
        }
    }
}
