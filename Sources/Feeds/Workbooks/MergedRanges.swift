// Merged cells stand after a sheet's rows, and are needed before them: the sheet's end is looked at first.

/// Looks through the bytes of a sheet for what follows its rows. Rows are passed over without being taken apart.
struct MergedRanges {
    /// Ranges that reach into the first rows, where a header can be.
    private(set) var ranges: [CellRange] = []
    private var end: [UInt8] = []
    private var isBehindRows = false
    /// The last bytes of the piece before, for a tag that two pieces share.
    private var carried: [UInt8] = []

    private static let lastHeaderRow = 200
    private static let mostBytes = 8 << 20
    private static let mostRanges = 10_000
    private static let mark = Array("sheetData>".utf8)

    mutating func look(at piece: UnsafeBufferPointer<UInt8>) {
        if isBehindRows {
            if end.count < Self.mostBytes { end += piece }
            return
        }
        // `</sheetData>` stands nowhere but at the end of the rows: in texts `<` is escaped.
        let whole = carried + piece
        var from = 0
        while let found = whole.withUnsafeBufferPointer({ bytes in
            bytes.baseAddress.flatMap { base in
                ByteSearch.first(Self.mark[0], in: base + from, count: bytes.count - from).map { $0 + from }
            }
        }) {
            if whole[found...].starts(with: Self.mark), Self.closes(whole, before: found) {
                isBehindRows = true
                end += whole[(found + Self.mark.count)...]
                carried = []
                return
            }
            from = found + 1
        }
        carried = Array(whole.suffix(64))
    }

    mutating func finish() {
        let word = Array("mergeCell ".utf8)
        var index = 0
        while index + word.count < end.count, ranges.count < Self.mostRanges {
            guard end[index] == word[0], end[index...].starts(with: word) else {
                index += 1
                continue
            }
            index += word.count
            let close = end[index...].firstIndex(of: UInt8(ascii: ">")) ?? end.endIndex
            let quoted = end[index..<close].split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            if quoted.count > 1, let range = CellRange(quoted[1]), range.rows.lowerBound <= Self.lastHeaderRow {
                ranges.append(range)
            }
            index = close
        }
        end = []
    }

    /// The name belongs to an end tag, with or without a prefix: `</sheetData>`, `</x:sheetData>`.
    private static func closes(_ bytes: [UInt8], before index: Int) -> Bool {
        var index = index - 1
        if index >= 0, bytes[index] == UInt8(ascii: ":") {
            while index >= 0, bytes[index] != UInt8(ascii: "/"), bytes[index] != UInt8(ascii: "<") { index -= 1 }
        }
        return index >= 1 && bytes[index] == UInt8(ascii: "/") && bytes[index - 1] == UInt8(ascii: "<")
    }
}
