// Text that is no table, or one that a program has wrapped up: asked only where a table's columns weren't found, because a
// table may hold anything.

/// What a text turned out to be in place of the table that was expected.
public enum NoTable: Sendable, Equatable, CaseIterable {
    /// An e-mail saved as it is shown: From, Sent, To, Subject.
    case email
    /// Sentences: a notice, a letter.
    case words
    /// A table of which every whole line stands in one pair of quotes.
    case quotedLines

    public var finding: String {
        switch self {
        case .email: "This is an e-mail saved as a file, not a table."
        case .words: "This is a text in words, not a table: it has no columns."
        case .quotedLines:
            "Every line of this file stands whole in one pair of quotes, so that it counts as a single value and not as a "
                + "row with columns."
        }
    }

    /// What the sender can do.
    public var hint: String {
        switch self {
        case .email: "Save the file that is attached to the e-mail, and send that."
        case .words:
            "It may be a notice that came in place of the export. Export the list again, see that it has rows and columns, "
                + "and send it."
        case .quotedLines:
            "A spreadsheet that takes a whole table for a single column saves it so. Export the file again and send it "
                + "without opening it in a spreadsheet."
        }
    }

    /// Looks at a payload's first kilobytes; nil where they may be a table.
    public init?(_ source: inout some ByteSource) throws {
        let bytes = try MistakenFormat.firstBytes(&source)
        guard let found = NoTable(bytes) else { return nil }
        self = found
    }

    init?(_ bytes: [UInt8]) {
        // The text of UTF-16 as well as it is needed here.
        let text = bytes.filter { $0 != 0 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF && $0 < 0xFE }
        let whole = text.split { $0 == 0x0A || $0 == 0x0D }.filter { line in line.contains { $0 > 0x20 } }
        // The last line may be cut by the end of what is looked at.
        let lines = (bytes.count >= 60 * 1024 && whole.count > 1 ? whole.dropLast() : whole[...]).prefix(200)
        guard !lines.isEmpty else { return nil }
        if Self.isEmail(lines) {
            self = .email
        } else if lines.allSatisfy(Self.isQuotedWhole), Self.hasDelimiter(lines[lines.startIndex].dropFirst()) {
            self = .quotedLines
        } else if Self.isProse(lines) {
            self = .words
        } else {
            return nil
        }
    }

    private typealias Line = ArraySlice<UInt8>

    private static func isEmail(_ lines: ArraySlice<Line>) -> Bool {
        let names = lines.prefix(10).compactMap { line -> String? in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex < 20 else { return nil }
            return String(decoding: line[..<colon], as: UTF8.self).lowercased()
        }
        let known = ["from", "sent", "to", "cc", "bcc", "subject", "date", "reply-to"]
        return ["from", "to", "subject"].contains(names.first ?? "") && Set(names).intersection(known).count >= 3
    }

    /// One quoted field from the line's first sign to its last; quotes inside are doubled.
    private static func isQuotedWhole(_ line: Line) -> Bool {
        let quote = UInt8(ascii: "\"")
        guard line.count > 2, line.first == quote, line.last == quote else { return false }
        let inner = line.dropFirst().dropLast()
        var index = inner.startIndex
        while index < inner.endIndex {
            if inner[index] == quote {
                guard index + 1 < inner.endIndex, inner[index + 1] == quote else { return false }
                index += 1
            }
            index += 1
        }
        return true
    }

    /// Whether something divides the line as in a table: a tab, or a comma and its like with no space after it.
    private static func hasDelimiter(_ line: Line) -> Bool {
        line.indices.contains { index in
            switch line[index] {
            case 0x09: return true
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
                return index + 1 < line.endIndex && line[index + 1] > 0x20
            default: return false
            }
        }
    }

    /// Sentences, and no line that is divided.
    private static func isProse(_ lines: ArraySlice<Line>) -> Bool {
        guard !lines.contains(where: hasDelimiter) else { return false }
        return lines.contains { line in
            let words = line.split(separator: 0x20)
            guard words.count >= 5, let last = words.last?.last else { return false }
            return words.count >= 9 || [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(last)
        }
    }
}

extension CSVError {
    /// Whether no header was found: then the file may be no table at all.
    public var isAboutHeader: Bool {
        switch problem {
        case .emptyHeaderName, .duplicateHeaderName, .badHeader, .headerIsData, .headerNotFound: true
        case .mistaken, .foreignEncoding, .delimiterNotFound, .noRowHere: false
        }
    }
}
