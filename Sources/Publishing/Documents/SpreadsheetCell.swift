// Text in files that people open in a spreadsheet.

/// A cell of a file for people. Everything that writes such a file (CSV for a council's or a school's staff) passes every
/// text through it; documents for programs (JSON, FHIR) hold text as it was stated.
public enum SpreadsheetCell {
    /// A text that a spreadsheet would run as a formula gets an apostrophe in front: leading = + - @, tab, line ends,
    /// and the full-width forms of the signs, also behind blanks that a spreadsheet passes over.
    public static func harmless(_ text: String) -> String {
        let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" && $0 != "\u{FEFF}" }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return "'" + text
        default: return text
        }
    }
}
