// A file's records as JSON, one a line, by the same readers that the gateway takes feeds in with.

/// Prints what a reader makes of a file: a value for every record, and in the place of a refused
/// record `{"$reject":{"line":N,"reason":"…"}}`. It serves `sendgate parse`.
public struct RecordPrinter: Sendable {
    public let options: ParseOptions

    public init(_ options: ParseOptions) {
        self.options = options
    }

    /// Reads the source to its end and hands JSON lines to `sink` in pieces of some 64 KiB. Throws
    /// `ParseRefusal` where the file is refused whole (what was handed over before counts for
    /// nothing then), what the source throws, and what `sink` throws.
    ///
    /// - Returns: what was odd and taken all the same.
    @discardableResult
    public func print(_ source: inout some ByteSource, to sink: @escaping PrintedLines.Sink) throws -> [FeedNote] {
        var lines = PrintedLines(to: sink)
        let notes: [FeedNote]
        switch try options.format ?? recognised(&source) {
        case .csv: notes = try printCSV(&source, to: &lines)
        case .json: notes = try printJSON(&source, to: &lines)
        case .jsonl: notes = try printJSONLines(&source, to: &lines)
        case .xlsx: notes = try printWorkbook(&source, to: &lines)
        case .xml:
            try printXML(&source, to: &lines)
            notes = []
        }
        try lines.flush()
        return notes
    }

    /// What the file's first bytes say it is, or else its name.
    private func recognised(_ source: inout some ByteSource) throws -> ParseOptions.Format {
        let name = options.name.lowercased()
        if let format = ParseOptions.Format.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) {
            return format
        }
        switch try PayloadKind(of: &source) {
        case .workbook: return .xlsx
        case .json: return .json
        case .jsonLines: return .jsonl
        case .xml: return .xml
        case .text, .other: return .csv
        }
    }
}
