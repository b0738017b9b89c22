// CSV payloads, row by row, in memory that doesn't follow their size.

/// Reads CSV as RFC 4180 has it and as partners really write it, from UTF-8, UTF-16 or Windows-1252.
///
///     var source = FileByteSource(path: "pupils.csv")
///     let summary = try CSVReader().read(&source) { event in
///         if case .row(let row) = event { … row.text(at: 0) … }
///     }
///
/// A first look at some hundred records finds out what the feed doesn't declare: the delimiter, the
/// header below lines that aren't part of the table, how wide a row is. Every later record has
/// exactly that width or is rejected; blank lines are no records. A quote counts only at the start
/// of a field; elsewhere in an unquoted field a pair, an inch mark or one inside a word is text, and
/// any other says that the value isn't whole. A record of the right width that is a title, a total or
/// another table's names, as far as the first records tell, is rejected too. After a damaged quoted field, reading goes
/// on with the next line, and lines that may still be part of the damage are rejected until one
/// looks like the table again.
public struct CSVReader: Sendable {
    /// Ends a reading that looks for one row.
    private struct Found: Error {
        let event: CSVEvent
    }

    public let dialect: CSVDialect
    public let limits: CSVLimits
    /// Smaller in tests, so that every record meets the edge of the window.
    var windowCapacity = ByteWindow.usualCapacity

    public init(dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()) {
        self.dialect = dialect
        self.limits = limits
    }

    /// Reads the payload from its beginning to its end and hands over every event in order. Throws
    /// `CSVError` for a payload refused whole, what the source throws, and what `each` throws. What
    /// `each` was given before an error counts for nothing.
    public func read(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws -> CSVSummary {
        try read(&source, isRaw: false, each)
    }

    /// Reads every record as it is, whatever its width: the first is no header, and only what can't
    /// be read at all is rejected.
    public func readRaw(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws -> CSVSummary {
        try read(&source, isRaw: true, each)
    }

    /// Reads the payload again up to one row, to show a person where a value came from: what is made
    /// of a row can depend on what stands above it. Give the reader the dialect of the payload's
    /// `CSVSummary`, or it has to find it out again. The result is never `.header`.
    public func row(at byteOffset: Int, in source: inout some ByteSource) throws -> CSVEvent {
        do {
            _ = try read(&source) { event in
                switch event {
                case .row(let row) where row.byteOffset == byteOffset: throw Found(event: event)
                case .rejected(let rejection) where rejection.byteOffset == byteOffset: throw Found(event: event)
                case .aside(let aside) where aside.byteOffset == byteOffset: throw Found(event: event)
                default: break
                }
            }
        } catch let found as Found {
            return found.event
        }
        throw CSVError(problem: .noRowHere, line: 1, column: nil, byteOffset: byteOffset)
    }

    private func read<Source: ByteSource>(
        _ source: inout Source, isRaw: Bool, _ each: (CSVEvent) throws -> Void
    ) throws -> CSVSummary {
        var text = UTF16Source(source)
        defer { source = text.base }
        let opening = try CSVOpening(&text, dialect: dialect, limits: limits, windowCapacity: windowCapacity)
        var table = try CSVTable(opening, limits: limits, isRaw: isRaw)
        defer { table.deallocate() }
        if !isRaw { try table.begin(&text, each) }
        try table.read(&text, each)
        return table.summary
    }
}
