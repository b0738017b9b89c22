// Which of the kinds of file that the readers read a payload is, by its content alone.

/// What a payload's beginning says it is.
public enum PayloadKind: Sendable, Equatable {
    case workbook
    /// A JSON document; one object on one line can be JSON Lines as well.
    case json(canBeLines: Bool)
    case jsonLines
    case xml
    /// A table as text, as far as can be told.
    case text
    /// Something that no reader reads.
    case other(MistakenFormat)

    public init(of source: inout some ByteSource) throws {
        self = try MistakenFormat.firstBytes(&source).withUnsafeBufferPointer { Self.of($0) }
    }

    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> PayloadKind {
        guard let format = MistakenFormat.recognised(in: bytes) else {
            // An array of plain values, say.
            let first = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
            return first == UInt8(ascii: "[") ? .json(canBeLines: false) : .text
        }
        switch format {
        case .workbook, .zip: return .workbook
        case .xml, .spreadsheetXML: return .xml
        case .utf16: return .text
        case .json: return lines(bytes)
        default: return .other(format)
        }
    }

    /// Whether the first line is a value of its own and another one follows.
    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>) -> PayloadKind {
        let text = bytes.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard let end = text.firstIndex(of: 0x0A) else { return .json(canBeLines: text.first == UInt8(ascii: "{")) }
        guard (try? JSONValue(parsing: Array(text[..<end]))) != nil else { return .json(canBeLines: false) }
        let rest = text[end...].first { $0 > 0x20 }
        return rest == nil ? .json(canBeLines: true) : .jsonLines
    }
}
