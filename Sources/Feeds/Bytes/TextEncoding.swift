// The two encodings that partners' files come in.

/// How a CSV payload's bytes stand for characters.
public enum TextEncoding: String, Sendable, Equatable, CaseIterable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "utf-8"
    /// Windows code page 1252, as Excel in Britain saves "CSV".
    case windows1252 = "windows-1252"
}

/// What a feed declares about its encoding.
public enum TextEncodingChoice: Sendable, Equatable {
    /// The partner has said which. A byte order mark still means UTF-8.
    case declared(TextEncoding)
    /// Found out from the whole payload: a byte order mark or nothing but valid UTF-8 is UTF-8,
    /// anything else is Windows-1252, with a note.
    case detect
}
