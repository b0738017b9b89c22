// What a reader accepted but wants told: the reader goes on, and the run's receipt says it.

/// Something odd in a payload that isn't wrong enough to refuse anything. One note stands for all
/// its cases in the payload.
public struct FeedNote: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        case windows1252Assumed
        case mixedEncodings
        case otherCodePage
        case byteOrderMarkOverrides
        case duplicateName
        case loneSurrogate
        case hiddenRow
        case hiddenColumns
        case otherSheets
        case mojibake
        case separatorLine
        case singleQuotes
        case spacedDelimiter
        case preamble
        case repeatedHeader
        case footer
        case blankTail
        case namelessColumns
        case trailingDelimiters
    }

    public let kind: Kind
    /// Line of the first case, where one is known.
    public let line: Int?
    public internal(set) var count: Int

    public var description: String {
        let place = line.map { " (first on line \($0))" } ?? ""
        let rows = count == 1 ? "1 row has" : "\(count) rows have"
        let lines = count == 1 ? "1 line" : "\(count) lines"
        switch kind {
        case .windows1252Assumed:
            return "The file isn't UTF-8, so it was read as Windows-1252. Saving it as \"CSV UTF-8\" removes the doubt."
        case .mixedEncodings:
            return "The file mixes UTF-8 and Windows-1252, so some accented letters may be wrong. "
                + "Export it again in one go as \"CSV UTF-8\"."
        case .otherCodePage:
            return
                "Accented letters are written as \"CSV (MS-DOS)\" or \"CSV (Macintosh)\" write them, so the rows that "
                + "hold them were left out. Save the file as \"CSV UTF-8\", another line of the same list."
        case .byteOrderMarkOverrides:
            return "The file is declared as Windows-1252 but begins with a UTF-8 mark, so it was read as UTF-8."
        case .duplicateName:
            return "An object states the same name twice; the last one was taken\(place)."
        case .loneSurrogate:
            return "Half a character was written as a \\u escape; it was replaced by U+FFFD\(place)."
        case .hiddenRow:
            return "The sheet has hidden rows; they were read like the others\(place)."
        case .hiddenColumns:
            return "The sheet has hidden columns; they were read like the others."
        case .otherSheets:
            return "The workbook has other sheets; only the first was read."
        case .mojibake:
            return "\(rows) text like \"Ã©\" where an accented letter was meant\(place): some system read UTF-8 as "
                + "Windows-1252. It was taken as it stands. Export it again as \"CSV UTF-8\"."
        case .separatorLine:
            return "The file's own \"sep=\" line names another delimiter than was declared; it was obeyed."
        case .singleQuotes:
            return "The values are quoted with single quotes, and were read so."
        case .spacedDelimiter:
            return "A space follows every delimiter; it was not taken as part of the values."
        case .preamble:
            return "\(lines) before the header \(count == 1 ? "isn't" : "aren't") part of the table\(place)."
        case .repeatedHeader:
            return "The header stands again inside the table\(place), \(count == 1 ? "once" : "\(count) times"): "
                + "exports seem to have been put together."
        case .footer:
            return "\(lines) below the table \(count == 1 ? "isn't a row" : "aren't rows")\(place)."
        case .blankTail:
            return "\(lines) without any value at the end\(place) \(count == 1 ? "was" : "were") left out."
        case .namelessColumns:
            return "\(count == 1 ? "The last column has" : "The last \(count) columns have") neither name nor values, "
                + "and \(count == 1 ? "was" : "were") left out."
        case .trailingDelimiters:
            return "Every row ends with \(count == 1 ? "a delimiter" : "\(count) delimiters") more than the header; "
                + "nothing stands after it."
        }
    }
}

extension [FeedNote] {
    /// Adds a case to the note of its kind.
    mutating func note(_ kind: FeedNote.Kind, line: Int?) {
        if let known = firstIndex(where: { $0.kind == kind }) {
            self[known].count += 1
        } else {
            append(FeedNote(kind: kind, line: line, count: 1))
        }
    }

    /// Adds the cases of another note to the note of its kind.
    mutating func add(_ other: FeedNote) {
        if let known = firstIndex(where: { $0.kind == other.kind }) {
            self[known].count += other.count
        } else {
            append(other)
        }
    }
}
