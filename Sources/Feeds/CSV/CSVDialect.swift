// What a feed's manifest says about its CSV, or leaves the reader to find out.

/// The byte that stands between columns: any ASCII character but a quote or a line end.
public struct CSVDelimiter: Sendable, Hashable {
    public let byte: UInt8

    /// nil for a byte that can't be a delimiter.
    public init?(_ byte: UInt8) {
        guard byte < 0x80, byte != 0, ![0x0A, 0x0D, UInt8(ascii: "\""), 0x7F].contains(byte) else { return nil }
        self.byte = byte
    }

    private init(_ scalar: Unicode.Scalar) {
        byte = UInt8(ascii: scalar)
    }

    public static let comma = CSVDelimiter("," as Unicode.Scalar)
    public static let semicolon = CSVDelimiter(";" as Unicode.Scalar)
    public static let tab = CSVDelimiter("\t" as Unicode.Scalar)
    public static let pipe = CSVDelimiter("|" as Unicode.Scalar)

    static let space = CSVDelimiter(" " as Unicode.Scalar)

    /// The delimiters that partners' exports use, in the order in which a tie is settled.
    static let usual: [CSVDelimiter] = [.comma, .semicolon, .tab, .pipe]

    /// The words by which manifests and commands name a delimiter.
    public static let words: [String: CSVDelimiter] = [
        "comma": .comma, "semicolon": .semicolon, "tab": .tab, "pipe": .pipe,
    ]

    /// Reads a word (`tab`), an escape (`\t`) or the character itself; nil for anything else.
    public init?(named text: String) {
        if let known = Self.words[text] {
            self = known
        } else if text == "\\t" {
            self = .tab
        } else {
            guard text.utf8.count == 1, let byte = text.utf8.first else { return nil }
            self.init(byte)
        }
    }
}

/// How a quote is written inside a quoted field.
public enum CSVEscape: String, Sendable, Equatable, CaseIterable {
    /// Twice, as RFC 4180 has it. A backslash is text.
    case doubledQuotes = "none"
    /// After a backslash, and a backslash after another. Doubled quotes are understood as well.
    case backslash
}

/// How a CSV payload is to be read. The default finds out delimiter and encoding by itself.
public struct CSVDialect: Sendable, Equatable {
    /// nil: the one by which the payload's first records agree best.
    public var delimiter: CSVDelimiter?
    public var encoding: TextEncodingChoice
    /// Never found out: a backslash is text unless the feed declares otherwise.
    public var escape: CSVEscape

    public init(
        delimiter: CSVDelimiter? = nil, encoding: TextEncodingChoice = .detect, escape: CSVEscape = .doubledQuotes
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.escape = escape
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
