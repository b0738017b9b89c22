// What a reader accepted but wants told: the reader goes on, and the run's receipt says it.

/// Something odd in a payload that isn't wrong enough to refuse anything. One note stands for all
/// its cases in the payload.
public struct FeedNote: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        case windows1252Assumed
        case mixedEncodings
        case byteOrderMarkOverrides
        case duplicateName
        case loneSurrogate
        case hiddenRow
        case hiddenColumns
        case otherSheets
    }

    public let kind: Kind
    /// Line of the first case, where one is known.
    public let line: Int?
    public internal(set) var count: Int

    public var description: String {
        let place = line.map { " (first on line \($0))" } ?? ""
        switch kind {
        case .windows1252Assumed:
            return "The file isn't UTF-8, so it was read as Windows-1252. Saving it as \"CSV UTF-8\" removes the doubt."
        case .mixedEncodings:
            return "The file mixes UTF-8 and Windows-1252, so some accented letters may be wrong. "
                + "Export it again in one go as \"CSV UTF-8\"."
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
}
