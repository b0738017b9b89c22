// What is known once a CSV payload has been read to its end.

/// Counts and findings over a whole payload: `rows + rejected` is every data record in it.
public struct CSVSummary: Sendable, Equatable {
    /// Accepted data rows.
    public internal(set) var rows = 0
    /// Rejected data rows.
    public internal(set) var rejected = 0
    /// Lines that are no rows: before the header, below the table, the header again.
    public internal(set) var asides = 0
    public internal(set) var header: [String] = []
    /// The dialect with everything found out: reading with it again skips the detection.
    public internal(set) var dialect: CSVDialect
    /// Set when the last record stops short of its columns with no line end after it. The row is
    /// rejected as well; what the caller must not do is take the file for complete.
    public internal(set) var cut: CutFile?
    /// True when the last line has no line end, which alone is fine.
    public internal(set) var endsWithoutLineEnd = false
    /// Bytes in the payload.
    public internal(set) var bytes = 0
    public internal(set) var notes: [FeedNote] = []
}

/// Where a payload stops too soon.
public struct CutFile: Sendable, Equatable, CustomStringConvertible {
    public let line: Int
    public let byteOffset: Int
    public let expectedColumns: Int
    public let foundColumns: Int

    public var description: String {
        "The file stops in the middle of line \(line), after \(foundColumns) of \(expectedColumns) columns."
    }
}
