// JSON with the place of each value: a record cites the bytes that it comes from.

/// A value of a JSON document, and which bytes of it it is.
struct JSONNode {
    enum Content {
        case object([(name: String, value: JSONNode)])
        case array([JSONNode])
        case string(String)
        /// As it is written.
        case number(String)
        case flag(Bool)
        case null
    }

    let content: Content
    let range: Range<Int>

    /// The member of that name; nil where there is none or this is no object.
    subscript(name: String) -> JSONNode? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// What stands at the first of these places that the document has; names of members with points between them.
    func first(_ places: [String]) -> JSONNode? {
        for place in places {
            var node: JSONNode? = self
            for name in place.split(separator: ".") { node = node?[String(name)] }
            if let node { return node }
        }
        return nil
    }

    var elements: [JSONNode] {
        if case .array(let elements) = content { elements } else { [] }
    }

    /// Text or a number's digits; nil for null, empty text and everything else.
    var text: String? {
        switch content {
        case .string(let text), .number(let text): text.isEmpty ? nil : text
        default: nil
        }
    }

    /// What a record says of it: text, or that the service has none where it says null or nothing at all; nil where it
    /// isn't there.
    var stated: String? {
        if case .null = content { return "" }
        if case .string("") = content { return "" }
        return text
    }

    var flag: Bool? {
        if case .flag(let flag) = content { flag } else { nil }
    }
}

/// What isn't JSON, with the place.
struct JSONFault: Error, CustomStringConvertible {
    let offset: Int

    var description: String { "The answer isn't JSON at its byte \(offset)." }
}

/// Reads one document (RFC 8259) from borrowed bytes.
struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private static let deepest = 64

    static func read(_ bytes: UnsafeRawBufferPointer) throws -> JSONNode {
        var scanner = JSONScanner(bytes: bytes)
        let node = try scanner.value(depth: 0)
        scanner.skipBlanks()
        guard scanner.position == bytes.count else { throw scanner.fault }
        return node
    }

    private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var fault: JSONFault { JSONFault(offset: position) }
    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        skipBlanks()
        guard byte == wanted else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws -> JSONNode {
        skipBlanks()
        guard depth < Self.deepest, let first = byte else { throw fault }
        let start = position
        let content: JSONNode.Content
        switch first {
        case UInt8(ascii: "{"): content = .object(try members(depth: depth))
        case UInt8(ascii: "["): content = .array(try elements(depth: depth))
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "t"): content = try word("true", .flag(true))
        case UInt8(ascii: "f"): content = try word("false", .flag(false))
        case UInt8(ascii: "n"): content = try word("null", .null)
        default: content = .number(try number())
        }
        return JSONNode(content: content, range: start..<position)
    }

    private mutating func members(depth: Int) throws -> [(name: String, value: JSONNode)] {
        position += 1
        var members: [(name: String, value: JSONNode)] = []
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipBlanks()
            guard byte == UInt8(ascii: "\"") else { throw fault }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw fault }
            members.append((name, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault }
        return members
    }

    private mutating func elements(depth: Int) throws -> [JSONNode] {
        position += 1
        var elements: [JSONNode] = []
        if take(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault }
        return elements
    }

    private mutating func word(_ word: StaticString, _ content: JSONNode.Content) throws -> JSONNode.Content {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) }) else { throw fault }
        position = end
        return content
    }

    private mutating func number() throws -> String {
        let start = position
        while let byte, (0x30...0x39).contains(byte) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains(byte) { position += 1 }
        guard position > start else { throw fault }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string() throws -> String {
        position += 1
        let start = position
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        guard byte != nil else { throw fault }
        if byte == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var text = [UInt8](bytes[start..<position])
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped()
            default: text.append(byte)
            }
        }
        throw fault
    }

    private mutating func escaped() throws -> [UInt8] {
        guard let byte else { throw fault }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if (0xd800...0xdbff).contains(unit), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try hexadecimal()
                if (0xdc00...0xdfff).contains(low) { unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00) }
            }
            return Array(String(Unicode.Scalar(unit) ?? "\u{fffd}").utf8)
        default: throw fault
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault }
        position += 4
        return unit
    }
}
