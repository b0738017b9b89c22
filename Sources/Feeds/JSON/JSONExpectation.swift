// What may come next in a document, and the words for it in an error.

enum JSONExpectation: UInt8 {
    case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothingMore

    func words(inObject: Bool) -> String {
        switch self {
        case .value: "a value"
        case .valueOrEnd: "a value or the end of the array"
        case .name: "a quoted name"
        case .nameOrEnd: "a quoted name or the end of the object"
        case .colon: "a colon"
        case .commaOrEnd: inObject ? "a comma or the end of the object" : "a comma or the end of the array"
        case .nothingMore: "the end of the document"
        }
    }
}

/// The line that a reader is on.
struct JSONLine {
    var number = 1
    /// Offset in the payload of its first byte.
    var start = 0

    func error(_ problem: JSONError.Problem, at offset: Int) -> JSONError {
        JSONError(problem: problem, line: number, column: max(offset - start, 0) + 1, byteOffset: offset)
    }

    /// `origin`: offset in the payload of `bytes`.
    func error(_ fault: JSONScan.Fault, in bytes: UnsafePointer<UInt8>, origin: Int) -> JSONError {
        switch fault {
        case .controlCharacter(let index): error(.controlCharacter(bytes[index]), at: origin + index)
        case .badEscape(let index): error(.badEscape, at: origin + index)
        case .badNumber(let index): error(.badNumber, at: origin + index)
        case .notUTF8(let index): error(.notUTF8(bytes[index]), at: origin + index)
        }
    }

    /// Something else stands where `expected` should.
    func error(found byte: UInt8, expected: String, at offset: Int) -> JSONError {
        let found =
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"),
                UInt8(ascii: ","):
                "\"\(Unicode.Scalar(byte))\""
            case UInt8(ascii: "\""): "a string"
            case UInt8(ascii: "'"): "a single quote"
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): "a number"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): "a word"
            case 0..<0x20, 0x7F: "a control character (\(hexadecimal(byte)))"
            case 0x80...: "a character outside ASCII"
            default: "a punctuation mark"
            }
        return error(.unexpected(found: found, expected: expected), at: offset)
    }
}
