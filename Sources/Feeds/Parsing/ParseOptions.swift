// What somebody who prints a file's records says about it beforehand.

/// How a file is to be parsed and printed. Everything left out is found out from the file.
public struct ParseOptions: Sendable, Equatable {
    public enum Format: String, Sendable, Equatable, CaseIterable {
        case csv, json, jsonl, xlsx, xml
    }

    /// nil: by the file's content, and where that can be several things by its name.
    public var format: Format?
    /// CSV only: every record as an array of strings, the header too, whatever its width.
    public var isRaw = false
    public var delimiter: CSVDelimiter?
    public var encoding = TextEncodingChoice.detect
    public var escape = CSVEscape.doubledQuotes
    /// Which values are the records: a JSONPath for JSON, `/Message/Persons/Person` for XML.
    public var path: String?
    /// Workbooks only: the sheet's name; nil: the first that can be seen.
    public var sheet: String?
    /// Bytes of a document that has to be held whole.
    public var limit = 64 << 20
    /// The file's name, which counts only where its content doesn't decide.
    public var name = ""

    public init(format: Format? = nil) {
        self.format = format
    }
}

/// A file that is refused whole: one line that says why and where, without a value of the file.
public struct ParseRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    public var description: String { message }
}
