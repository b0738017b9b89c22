// How a payload writes its records, with everything found out.

struct CSVSyntax: Equatable {
    var delimiter: CSVDelimiter
    var quote = UInt8(ascii: "\"")
    var escape = CSVEscape.doubledQuotes
    /// Each delimiter is followed by one space that isn't the value's.
    var isSpaced = false
    /// And each has one before it.
    var isPadded = false
    /// Each delimiter stands twice.
    var isDoubled = false
    /// Nothing usual divides the records, and this may or may not.
    var doubtful: CSVDelimiter?
}
