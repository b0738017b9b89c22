// Lines below a table that are no rows: totals, trailers with a count, when the report was made.

enum CSVFooter {
    /// What a cell says that is one of these words and nothing else, or goes on with a count.
    private static let words = [
        "total", "totals", "grand total", "subtotal", "sub-total", "count", "total count", "record count", "row count",
        "total records", "total rows", "records", "rows", "number of records", "number of rows", "no of records",
        "trailer", "trl", "tlr", "ftr", "footer", "eof", "end", "end of file", "end of report", "end of data",
    ]
    /// How a line begins that goes on as it likes.
    private static let beginnings = [
        "report generated", "report produced", "report printed", "report run", "report created", "report date",
        "generated ", "printed ", "exported ", "produced ", "extracted ", "run date", "date printed", "created on",
        "end of ", "total number", "total:", "totals:", "total ", "count:", "records:", "rows:", "source:", "note:",
        "notes:", "page 1", "page 2", "page 3", "page 4", "page 5", "page 6", "page 7", "page 8", "page 9",
        "confidential", "***", "---", "===",
    ]
    /// What the first cell of a table's last line may say as well: a value now and then, so the line isn't taken for a footer,
    /// nor for a row where half of it is empty.
    private static let doubtful: Set<String> = [
        "sum", "sums", "average", "averages", "mean", "median", "overall", "footnote", "footnotes", "note", "notes",
    ]

    /// Whether a cell may stand for a summary of the rows above it, or for a note.
    static func isDoubtful(_ cell: ArraySlice<UInt8>) -> Bool {
        if cell.count > longest { return false }
        let text = String(decoding: cell, as: UTF8.self).lowercased().prefix { $0.isLetter }
        return doubtful.contains(String(text))
    }

    /// Every first letter of these, in small letters, and the characters lines of dashes begin with.
    static let firstBytes: [Bool] = {
        var known = [Bool](repeating: false, count: 256)
        for word in words + beginnings {
            guard let byte = word.utf8.first else { continue }
            known[Int(byte)] = true
            if byte >= UInt8(ascii: "a") { known[Int(byte) - 0x20] = true }
        }
        known[Int(UInt8(ascii: "("))] = true
        known[Int(UInt8(ascii: " "))] = true
        return known
    }()

    /// Bytes in the first cell of a footer, at most.
    static let longest = 200

    /// Whether a cell, the first of its line that isn't empty, speaks like a footer.
    static func isWord(_ cell: ArraySlice<UInt8>) -> Bool {
        if cell.count > longest { return false }
        let text = String(decoding: cell, as: UTF8.self).lowercased().drop { $0 == " " }
        if beginnings.contains(where: { text.hasPrefix($0) }) { return true }
        if text.hasPrefix("("), text.contains(" row"), text.hasSuffix(")") { return true }
        let bare = text.prefix { $0.isLetter || $0 == " " || $0 == "-" }
        let word = bare.trimmingSuffix(" ")
        guard words.contains(String(word)) else { return false }
        let rest = text.dropFirst(bare.count)
        return rest.allSatisfy { $0.isNumber || " :=#.,".contains($0) }
    }

    /// The only whole number in a line's cells, or nil where there is none or more than one. Dates,
    /// times and amounts are none.
    static func count(in cells: [String]) -> Int? {
        var counts: [Int] = []
        for cell in cells {
            for word in cell.split(whereSeparator: { " :=#()\t".contains($0) }) {
                let digits = word.filter { $0 != "," }
                if let number = Int(digits), word.first?.isNumber == true {
                    counts.append(number)
                } else if word.contains(where: \.isNumber) {
                    return nil
                }
            }
        }
        return counts.count == 1 ? counts[0] : nil
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ character: Character) -> Substring {
        var rest = self
        while rest.last == character { rest.removeLast() }
        return rest
    }
}
