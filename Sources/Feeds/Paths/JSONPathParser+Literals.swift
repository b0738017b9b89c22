// Strings, numbers and words in a path: RFC 9535, sections 2.3.1.1 and 2.3.5.1.

extension JSONPathParser {
    /// `string-literal`: either quote, and the escapes of JSON; inside single quotes only they are escaped, inside double
    /// quotes only those.
    mutating func quoted() throws(JSONPathError) -> [UInt8] {
        let mark = bytes[index]
        index += 1
        var name: [UInt8] = []
        while let byte = peek {
            if byte == mark {
                index += 1
                return name
            }
            if byte < 0x20 { throw failure("an escape in place of a control character") }
            if byte != UInt8(ascii: "\\") {
                name.append(byte)
                index += 1
                continue
            }
            try escape(mark, &name)
        }
        throw failure("the closing quote")
    }

    private mutating func escape(_ mark: UInt8, _ name: inout [UInt8]) throws(JSONPathError) {
        let start = index
        index += 1
        let kind = peek
        index += 1
        switch kind {
        case mark, UInt8(ascii: "\\"), UInt8(ascii: "/"): name.append(kind ?? mark)
        case UInt8(ascii: "b"): name.append(0x08)
        case UInt8(ascii: "f"): name.append(0x0C)
        case UInt8(ascii: "n"): name.append(0x0A)
        case UInt8(ascii: "r"): name.append(0x0D)
        case UInt8(ascii: "t"): name.append(0x09)
        case UInt8(ascii: "u"):
            guard var code = unit() else {
                index = start
                throw failure("four hexadecimal digits after \\u")
            }
            if 0xD800..<0xDC00 ~= code {
                guard take("\\u"), let low = unit(), 0xDC00..<0xE000 ~= low else {
                    index = start
                    throw failure("both halves of a surrogate pair")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
                index = start
                throw failure("both halves of a surrogate pair")
            }
            name += encoded
        default:
            index = start
            throw failure("one of JSON's escapes")
        }
    }

    private mutating func unit() -> UInt32? {
        var unit: UInt32 = 0
        for offset in 0..<4 {
            guard index + offset < bytes.count, let digit = JSONScan.hexadecimalDigit(bytes[index + offset]) else {
                return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        index += 4
        return unit
    }

    /// `literal`; nil where none begins.
    mutating func literal() throws(JSONPathError) -> JSONValue? {
        switch peek {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(String(decoding: try quoted(), as: UTF8.self))
        case let byte? where byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10:
            let start = index
            let end = bytes.withUnsafeBufferPointer { bytes -> Int? in
                guard let first = bytes.baseAddress else { return nil }
                return try? JSONScan.number(first, from: start, to: bytes.count, atEnd: true)
            }
            guard let end else { throw failure("a number as JSON writes it") }
            index = end
            return .number(String(decoding: bytes[start..<end], as: UTF8.self))
        default:
            for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)] {
                let end = index + word.utf8.count
                guard end <= bytes.count, bytes[index..<end].elementsEqual(word.utf8) else { continue }
                if end < bytes.count, isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: "(") { continue }
                index = end
                return value
            }
            return nil
        }
    }
}
