// A JSON document that is refused.

/// Why a document can't be read, where, and what the sender can do. It never quotes the document.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        case mistaken(MistakenFormat)
        /// Something stands where `expected` should ("a value", "a comma or the end of the array").
        case unexpected(found: String, expected: String)
        /// The document ends where `expected` should follow.
        case cut(expected: String)
        case badNumber
        case badEscape
        case controlCharacter(UInt8)
        case notUTF8(UInt8)
        case tooDeep(limit: Int)
        /// One element, captured value, string or line is larger than its bound in bytes.
        case tooLarge(limit: Int)
        /// A name on the way to the elements is stated twice in one object.
        case repeatedName
        /// A captured path lies on or inside the path of the elements: found before reading.
        case captureOverlapsElements(String)
    }

    public let problem: Problem
    /// Line of the payload, from 1.
    public let line: Int
    /// Bytes from the start of the line, from 1.
    public let column: Int
    /// Offset in the payload as received.
    public let byteOffset: Int

    public var hint: String {
        switch problem {
        case .mistaken(.utf16), .notUTF8: "JSON must be in UTF-8: change the export's encoding."
        case .mistaken(let format): format.hint
        case .cut: "The document was cut short: fetch or send it again."
        case .controlCharacter: "Inside a string, tabs and line breaks have to be escaped."
        case .badEscape: "After a backslash only \" \\ / b f n r t or u with four hexadecimal digits may follow."
        case .badNumber: "A number has no leading zeros and no plus sign, and digits on both sides of its point."
        case .repeatedName: "Only one of them can be meant: ask the sender which."
        case .tooDeep, .tooLarge: "Check that the right document was sent."
        case .captureOverlapsElements: "Take that value from each element instead."
        case .unexpected: "This has to be put right by the system that made the document."
        }
    }

    public var description: String {
        let what =
            switch problem {
            case .mistaken(.utf16): "this file is in UTF-16 or UTF-32"
            case .mistaken(let format): "\(format.finding), not a JSON document"
            case .unexpected(let found, let expected): "found \(found) where \(expected) was expected"
            case .cut(let expected): "the document ends where \(expected) was expected"
            case .badNumber: "this number isn't written as JSON writes numbers"
            case .badEscape: "this backslash escape doesn't exist in JSON"
            case .controlCharacter(let byte): "an unescaped control character (\(hexadecimal(byte))) inside a string"
            case .notUTF8(let byte): "a byte (\(hexadecimal(byte))) that isn't UTF-8"
            case .tooDeep(let limit): "more than \(limit) arrays or objects inside each other"
            case .tooLarge(let limit): "one value is larger than \(limit) bytes"
            case .repeatedName: "a name that leads to the records is stated a second time in the same object"
            case .captureOverlapsElements(let path): "the path \(path) leads to or into the elements themselves"
            }
        return "line \(line), column \(column): \(what). \(hint)"
    }
}
