// The first records of a payload, by which its layout is found out before anything is handed over.

struct CSVSample {
    struct Record {
        let line: Int
        /// Index in the window.
        let start: Int
        let cells: [Range<Int>]
        let hasQuotes: Bool
        let hasStrayQuote: Bool
        let lacksSpace: Bool
        /// A blank line or lines stand before it.
        let followsBlank: Bool

        var width: Int { cells.count }
    }

    private(set) var records: [Record] = []
    let quote: UInt8
    /// Lines that can't be read as records.
    private(set) var damaged = 0
    /// The first of them.
    private(set) var firstDamagedLine: Int?
    /// Records read without quoted line breaks that may be parts of one.
    private(set) var split = 0

    /// Reads up to `limit` records from the window's first `length` bytes.
    init(_ window: ByteWindow, length: Int, line: Int, syntax: CSVSyntax, limits: CSVLimits, limit: Int) {
        quote = syntax.quote
        let end = min(window.end, window.start + length)
        var rest = window.piece(to: end)
        let isWhole = window.atEnd && end == window.end
        var scanner = CSVScanner(syntax, limits: limits)
        defer { scanner.deallocate() }
        var line = line
        var followsBlank = false
        var widths: [Int: Int] = [:]
        func skipLine() {
            rest.start = LineEnds.next(rest.base, from: rest.start, to: rest.end, isEnd: true) ?? rest.end
            line += 1
        }
        while records.count < limit, damaged < limit {
            switch scanner.scan(rest) {
            case .needsMore, .endOfPayload: return
            case .blankLine(let next):
                followsBlank = true
                line += 1
                rest.start = next
            case .fault, .openQuote:
                // What the sample's end cuts through is no damage.
                if !isWhole, LineEnds.next(rest.base, from: rest.start, to: rest.end, isEnd: true) == nil { return }
                damaged += 1
                firstDamagedLine = firstDamagedLine ?? line
                skipLine()
            case .record(let recordEnd, let next):
                if next == rest.end, !isWhole { return }
                if isBlank(rest.base, from: rest.start, to: recordEnd) {
                    followsBlank = true
                    line += 1
                    rest.start = next
                    continue
                }
                let usual = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
                if scanner.innerLineEnds > 0, let usual, usual != scanner.columns,
                    records.last?.width != scanner.columns
                {
                    split += 1
                    skipLine()
                    continue
                }
                widths[scanner.columns, default: 0] += 1
                let marks = scanner.marks
                records.append(
                    Record(
                        line: line, start: rest.start, cells: (0..<scanner.columns).map { marks[$0].inner },
                        hasQuotes: scanner.hasQuotes, hasStrayQuote: scanner.hasStrayQuote,
                        lacksSpace: scanner.lacksSpace, followsBlank: followsBlank))
                followsBlank = false
                line += 1 + scanner.innerLineEnds
                rest.start = next
            }
        }
    }

    private func isBlank(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int) -> Bool {
        (from..<end).allSatisfy { bytes[$0] == UInt8(ascii: " ") }
    }

    /// The commonest width among the records from `first` on, and how many have it. A tie goes to
    /// `preferred`, then to the wider.
    func commonestWidth(from first: Int = 0, preferring preferred: Int? = nil) -> (width: Int, count: Int)? {
        var widths: [Int: Int] = [:]
        for record in records.dropFirst(first) { widths[record.width, default: 0] += 1 }
        return widths.max { a, b in
            if a.value != b.value { return a.value < b.value }
            if a.key == preferred || b.key == preferred { return b.key == preferred }
            return a.key < b.key
        }.map { ($0.key, $0.value) }
    }

    /// How wide the table's records are: the commonest width, but lines of one field at the top are
    /// a title where all others are as wide as each other, however few they are.
    var tableWidth: (width: Int, count: Int, start: Int)? {
        guard let common = commonestWidth(preferring: records.first?.width) else { return nil }
        if common.width == 1, let start = records.firstIndex(where: { $0.width > 1 }), start > 0,
            let below = commonestWidth(from: start), below.width > 1, below.width > 2 || below.count > 1,
            below.count * 10 >= (records.count - start) * 9
        {
            return (below.width, below.count, start)
        }
        return (common.width, common.count, 0)
    }
}
