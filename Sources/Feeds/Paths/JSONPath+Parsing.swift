// The text form of a path.

/// A path that can't be understood.
public struct JSONPathError: Error, Sendable, Equatable, CustomStringConvertible {
    public let path: String
    /// Where in the path, in bytes from 1.
    public let position: Int
    public let expected: String

    public var description: String {
        "The path \(path) isn't understood at position \(position): \(expected) was expected. Paths look like "
            + "$.entry[*].resource, $['a name'], $.items[0] or $.link[?(@.relation == 'next')].url."
    }
}

extension JSONPath {
    public init(parsing text: String) throws(JSONPathError) {
        var parser = JSONPathParser(text)
        self.init(segments: try parser.path(), description: text)
    }
}

private struct JSONPathParser {
    private let text: String
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    mutating func path() throws(JSONPathError) -> [JSONPath.Segment] {
        try require("$")
        let segments = try self.segments(inFilter: false)
        if index < bytes.count { throw failure("a dot, a bracket or the end of the path") }
        return segments
    }

    private mutating func segments(inFilter: Bool) throws(JSONPathError) -> [JSONPath.Segment] {
        var found: [JSONPath.Segment] = []
        while true {
            if take(".") {
                if !inFilter, take("*") { found.append(.wildcard) } else { found.append(.name(try shorthandName())) }
            } else if take("[") {
                skipBlanks()
                found.append(try bracketed(inFilter: inFilter))
                skipBlanks()
                try require("]")
            } else {
                return found
            }
        }
    }

    private mutating func bracketed(inFilter: Bool) throws(JSONPathError) -> JSONPath.Segment {
        if peek == UInt8(ascii: "'") || peek == UInt8(ascii: "\"") { return .name(try quoted()) }
        if !inFilter, take("*") { return .wildcard }
        if !inFilter, take("?") { return .filter(try filter()) }
        if let index = integer() { return .index(index) }
        throw failure(
            inFilter ? "a quoted name or an index" : "a quoted name, an index, * or a filter that begins with ?")
    }

    private mutating func filter() throws(JSONPathError) -> JSONPath.Filter {
        skipBlanks()
        let inParentheses = take("(")
        skipBlanks()
        try require("@")
        let path = try segments(inFilter: true)
        skipBlanks()
        var literal: JSONValue?
        if take("=") {
            try require("=")
            skipBlanks()
            literal = try self.literal()
            skipBlanks()
        }
        if inParentheses { try require(")") }
        return JSONPath.Filter(path: path, equals: literal)
    }

    private mutating func literal() throws(JSONPathError) -> JSONValue {
        if peek == UInt8(ascii: "'") || peek == UInt8(ascii: "\"") { return .string(try quoted()) }
        let start = index
        while let byte = peek, isNameByte(byte) || "+-.".utf8.contains(byte) { index += 1 }
        let word = Array(bytes[start..<index])
        if let value = try? JSONValue(parsing: word), value.scalarText != nil || value.isNull { return value }
        index = start
        throw failure("a quoted text, a number, true, false or null")
    }

    /// RFC 9535, section 2.5.1.1: letters, digits, _ and anything beyond ASCII.
    private mutating func shorthandName() throws(JSONPathError) -> String {
        let start = index
        if let first = peek, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            while let byte = peek, isNameByte(byte) { index += 1 }
        }
        if index == start { throw failure("a name") }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Section 2.3.1.1: either quote, with JSON's escapes, so JSON's own reader does the work.
    private mutating func quoted() throws(JSONPathError) -> String {
        let start = index
        let mark = bytes[index]
        index += 1
        var json: [UInt8] = [UInt8(ascii: "\"")]
        while let byte = peek, byte != mark {
            index += 1
            if byte == UInt8(ascii: "\\"), let next = peek {
                index += 1
                json += next == UInt8(ascii: "'") && mark == next ? [next] : [byte, next]
            } else if byte == UInt8(ascii: "\"") {
                json += [UInt8(ascii: "\\"), byte]
            } else {
                json.append(byte)
            }
        }
        if peek == nil { throw failure("the closing quote") }
        index += 1
        if case .string(let text)? = try? JSONValue(parsing: json + [UInt8(ascii: "\"")]) { return text }
        index = start
        throw failure("a quoted text with JSON's escapes")
    }

    /// Section 2.3.3.1: no leading zeros, no minus zero.
    private mutating func integer() -> Int? {
        let start = index
        _ = take("-")
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        if let value = Int(digits), String(value) == digits { return value }
        index = start
        return nil
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if peek != UInt8(ascii: scalar) { return false }
        index += 1
        return true
    }

    private mutating func require(_ scalar: Unicode.Scalar) throws(JSONPathError) {
        if !take(scalar) { throw failure("\"\(scalar)\"") }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private func failure(_ expected: String) -> JSONPathError {
        JSONPathError(path: text, position: index + 1, expected: expected)
    }
}
