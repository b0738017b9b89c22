// The encodings that partners' files come in.

/// How a CSV payload's bytes stand for characters.
public enum TextEncoding: String, Sendable, Equatable, CaseIterable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "utf-8"
    /// Windows code page 1252, as Excel in Britain saves "CSV".
    case windows1252 = "windows-1252"
    /// UTF-16, low byte first, as Excel saves "Unicode text".
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Two files put one after the other: a record that is UTF-8 is read as UTF-8, one that can't
    /// be as Windows-1252, and one with both is refused. Found out, never declared.
    case mixed

    /// The encodings that can be declared, by the names people use for them.
    public init?(named name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "utf-8-sig": self = .utf8
        case "windows-1252", "cp1252", "ansi": self = .windows1252
        case "utf-16le", "utf16le", "utf-16", "utf16": self = .utf16LittleEndian
        case "utf-16be", "utf16be": self = .utf16BigEndian
        default: return nil
        }
    }

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}

/// What a feed declares about its encoding.
public enum TextEncodingChoice: Sendable, Equatable {
    /// The partner has said which. A byte order mark still decides.
    case declared(TextEncoding)
    /// Found out from the whole payload: a byte order mark or nothing but valid UTF-8 is UTF-8,
    /// zero bytes at every other place are UTF-16, anything else is Windows-1252, with a note.
    case detect
}
