// The text form of a path: the grammar of RFC 9535, appendix A.

/// A path that can't be understood.
public struct JSONPathError: Error, Sendable, Equatable, CustomStringConvertible {
    public let path: String
    /// Where in the path, in bytes from 1.
    public let position: Int
    public let expected: String

    public var description: String {
        "The path \(path) isn't understood at position \(position): \(expected) was expected. Paths look like "
            + "$.entry[*].resource, $['a name'], $.items[0] or $.link[?@.relation == 'next'].url."
    }
}

extension JSONPath {
    public init(parsing text: String) throws(JSONPathError) {
        var parser = JSONPathParser(text)
        self.init(segments: try parser.path(), description: text)
    }
}

/// One pass over the bytes of a path. Filters are in `JSONPathParser+Filters.swift`, literals in `+Literals.swift`.
struct JSONPathParser {
    let text: String
    let bytes: [UInt8]
    var index = 0
    /// Filters, parentheses and functions inside each other: bounded, because each takes some of the stack.
    var depth = 0
    /// Blanks stood inside the brackets of the query that is being read: fine, but not in a comparison.
    var hasLooseBrackets = false

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    mutating func path() throws(JSONPathError) -> [JSONPath.Segment] {
        try require("$")
        let segments = try self.segments()
        if index < bytes.count { throw failure("a dot, a bracket or the end of the path") }
        return segments
    }

    /// `*(S segment)`
    mutating func segments() throws(JSONPathError) -> [JSONPath.Segment] {
        var found: [JSONPath.Segment] = []
        while true {
            let before = index
            skipBlanks()
            if take("[") {
                found.append(JSONPath.Segment(selectors: try bracketed()))
            } else if take(".") {
                let isDescendant = take(".")
                if take("*") {
                    found.append(JSONPath.Segment(selectors: [.wildcard], isDescendant: isDescendant))
                } else if isDescendant, take("[") {
                    found.append(JSONPath.Segment(selectors: try bracketed(), isDescendant: true))
                } else {
                    found.append(
                        JSONPath.Segment(selectors: [.name(try shorthandName())], isDescendant: isDescendant))
                }
            } else {
                index = before
                return found
            }
        }
    }

    /// `"[" S selector *(S "," S selector) S "]"`, after its bracket.
    private mutating func bracketed() throws(JSONPathError) -> [JSONPath.Selector] {
        let start = index
        skipBlanks()
        var isLoose = index > start
        var selectors = [try selector()]
        while true {
            let end = index
            skipBlanks()
            if take("]") {
                isLoose = isLoose || index - 1 > end
                break
            }
            guard take(",") else { throw failure("a comma or the closing bracket") }
            skipBlanks()
            selectors.append(try selector())
        }
        hasLooseBrackets = hasLooseBrackets || isLoose
        return selectors
    }

    private mutating func selector() throws(JSONPathError) -> JSONPath.Selector {
        switch peek {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .name(try quoted())
        case UInt8(ascii: "*"):
            index += 1
            return .wildcard
        case UInt8(ascii: "?"):
            index += 1
            skipBlanks()
            let wasLoose = hasLooseBrackets
            let condition = try logicalExpression()
            hasLooseBrackets = wasLoose
            return .filter(condition)
        default: return try indexOrSlice()
        }
    }

    /// `int`, or `[start S] ":" S [end S] [":" [S step]]`
    private mutating func indexOrSlice() throws(JSONPathError) -> JSONPath.Selector {
        let start = try integer()
        let afterStart = index
        skipBlanks()
        guard take(":") else {
            index = afterStart
            if let start { return .index(start) }
            throw failure("a quoted name, an index, a slice, * or a filter that begins with ?")
        }
        skipBlanks()
        let end = try integer()
        let afterEnd = index
        skipBlanks()
        guard take(":") else {
            index = afterEnd
            return .slice(start: start, end: end, step: 1)
        }
        let afterColon = index
        skipBlanks()
        let step = try integer()
        if step == nil { index = afterColon }
        return .slice(start: start, end: end, step: step ?? 1)
    }

    /// `int`: no leading zeros, no minus zero, and within what I-JSON gives (section 2.1).
    private mutating func integer() throws(JSONPathError) -> Int? {
        let start = index
        _ = take("-")
        while let byte = peek, byte &- UInt8(ascii: "0") < 10 { index += 1 }
        if index == start { return nil }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        guard let value = Int(digits), String(value) == digits, value.magnitude < 1 << 53 else {
            index = start
            throw failure("an index without leading zeros between -9007199254740991 and 9007199254740991")
        }
        return value
    }

    /// `member-name-shorthand`: letters, digits, _ and anything beyond ASCII.
    private mutating func shorthandName() throws(JSONPathError) -> [UInt8] {
        let start = index
        if let first = peek, first &- UInt8(ascii: "0") >= 10 {
            while let byte = peek, isNameByte(byte) { index += 1 }
        }
        if index == start { throw failure("a name") }
        return Array(bytes[start..<index])
    }

    // MARK: Bytes

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] { return false }
        index += count
        return true
    }

    mutating func require(_ word: StaticString) throws(JSONPathError) {
        if !take(word) { throw failure("\"\(word)\"") }
    }

    /// `S`
    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    func failure(_ expected: String) -> JSONPathError {
        JSONPathError(path: text, position: index + 1, expected: expected)
    }
}
