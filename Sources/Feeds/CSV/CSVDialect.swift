// What a feed's manifest says about its CSV, or leaves the reader to find out.

/// The delimiters that partners' exports use.
public enum CSVDelimiter: UInt8, Sendable, Equatable, CaseIterable {
    // In the order in which a tie in the header line is settled.
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09
    case pipe = 0x7C
}

/// How a CSV payload is to be read. The default finds out delimiter and encoding by itself.
public struct CSVDialect: Sendable, Equatable {
    /// nil: the one that stands most often in the header line, outside quotes.
    public var delimiter: CSVDelimiter?
    public var encoding: TextEncodingChoice

    public init(delimiter: CSVDelimiter? = nil, encoding: TextEncodingChoice = .detect) {
        self.delimiter = delimiter
        self.encoding = encoding
    }
}

/// Bounds that keep one bad file from taking the memory: what goes over them is refused by row.
public struct CSVLimits: Sendable, Equatable {
    /// Bytes in one field.
    public var field = 1 << 20
    /// Bytes in one record.
    public var record = 16 << 20
    /// Fields in one record.
    public var columns = 10_000

    public init() {}
}
