// One delimited file of a partner: its header and a way to write each of its rows, so that it can be made whole or
// streamed piece by piece.

struct FeedTable: Sendable {
    /// Holds the header (after a byte order mark where the partner writes one).
    let start: DelimitedText
    let count: Int
    /// Writes the row with that number; a repeated row is written twice.
    let write: @Sendable (Int, inout DelimitedText) -> Void

    init(
        _ header: [String], separator: DelimitedText.Separator = .comma, encoding: DelimitedText.Encoding = .utf8,
        lineEnd: DelimitedText.LineEnd = .carriageReturnLineFeed, mark: Bool = false, count: Int,
        write: @escaping @Sendable (Int, inout DelimitedText) -> Void
    ) {
        var text = DelimitedText(separator: separator, encoding: encoding, lineEnd: lineEnd)
        if mark { text.bytes += [0xEF, 0xBB, 0xBF] }
        text.row(header)
        start = text
        self.count = count
        self.write = write
    }

    /// The whole file. With `share` below one only that share of the rows, evenly spread.
    func bytes(share: Double = 1) -> [UInt8] {
        var text = start
        for row in 0..<count where Self.isKept(row, share) { write(row, &text) }
        return text.bytes
    }

    /// Whether a partner who answers with that share of its rows sends this one.
    static func isKept(_ row: Int, _ share: Double) -> Bool {
        share >= 1 || Int(Double(row + 1) * share) > Int(Double(row) * share)
    }
}
