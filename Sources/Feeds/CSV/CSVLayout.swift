// Where a payload's table is: which record is its header, how wide its rows are, what its columns
// look like. Found out from the first records; where they leave a doubt, the file is refused.

struct CSVLayout {
    /// Index of the header among the sampled records, and in the window.
    private(set) var header = 0
    private(set) var headerStart: Int?
    /// Fields of a row, with those of nameless columns.
    private(set) var width = 0
    private(set) var profile = CSVProfile(width: 0)
    let sample: CSVSample
    /// Quotes inside values are an exception, and there are rows enough to say so.
    private(set) var hasFewStrayQuotes = false
    /// Some rows end with a delimiter more than the others, with nothing behind it.
    private(set) var mayTrail = false
    /// A line with nothing but its first value is a title and no row: every row has more.
    private(set) var soleIsOdd = false

    /// The layout of a table with a header. Throws where it isn't clear which line that is.
    init(_ sample: CSVSample, in bytes: UnsafePointer<UInt8>) throws(CSVError) {
        self.sample = sample
        guard let first = sample.records.first, sample.firstDamagedLine ?? .max > first.line else { return }
        if let (width, count, start) = sample.tableWidth, count >= 2 || start > 0 {
            header = try headerIndex(width, bytes)
        }
        if isTitleOfColumn {
            throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0)
        }
        if let damaged = sample.firstDamagedLine, damaged < sample.records[header].line {
            throw CSVError(problem: .headerNotFound, line: damaged, column: nil, byteOffset: 0)
        }
        headerStart = sample.records[header].start
        width = sample.records[header].width
        learn(bytes)
        try refuseData(bytes)
    }

    /// The layout of records that are handed over as they are.
    init(raw sample: CSVSample, in bytes: UnsafePointer<UInt8>) {
        self.sample = sample
        width = sample.commonestWidth(preferring: sample.records.first?.width)?.width ?? 0
        header = -1
        learn(bytes)
    }

    private mutating func learn(_ bytes: UnsafePointer<UInt8>) {
        profile = Self.profile(of: sample, after: header, width: width, bytes)
        let stray = sample.records.count(where: \.hasStrayQuote)
        hasFewStrayQuotes =
            profile.rows >= 8 ? stray * 20 <= max(sample.records.count, 20) : profile.rows >= 3 && stray <= 1
    }

    /// What the columns look like below a record. The first rows are left out where there are
    /// enough: they may be a second line of the header.
    static func profile(
        of sample: CSVSample, after header: Int, width: Int, _ bytes: UnsafePointer<UInt8>
    ) -> CSVProfile {
        var profile = CSVProfile(width: width)
        let below = sample.records.dropFirst(header + 1)
        // What stands below words may be another table: after a blank line, or where a column has had digits so far.
        let other = below.indices.dropFirst().first { index in
            let record = below[index]
            guard record.width == width, record.cells.allSatisfy({ CSVCell(bytes, $0).isWord }) else { return false }
            return record.followsBlank || below[..<index].count >= 3 && hadDigits(below[..<index], width, bytes)
        }
        var rows = below[..<(other ?? below.endIndex)].filter { $0.width == width && !$0.hasStrayQuote }
        if let other, rows.count < 5 {
            rows += below[(other + 1)...].filter { $0.width == width && !$0.hasStrayQuote }
        }
        // Nor are titles between the rows, where they are an exception.
        let whole = rows.filter { row in row.cells.dropFirst().contains { !$0.isEmpty } }
        let soles = rows.count - whole.count
        if soles <= max(3, rows.count / 25), whole.count >= 3 || soles == 1 && whole.count > 0 && width >= 6 {
            profile.soles = soles
            rows = whole
        }
        let skipped = rows.count >= 5 ? 2 : rows.count >= 3 ? 1 : 0
        let most = max(1, min(rows.count, 20_000 / max(width, 1)))
        for row in rows.dropFirst(skipped).prefix(most) {
            profile.learn(bytes, quote: row.hasQuotes ? sample.quote : 0) { row.cells[$0] }
        }
        profile.finish()
        return profile
    }

    /// Whether some column has a digit in every value, and has values.
    private static func hadDigits(
        _ records: ArraySlice<CSVSample.Record>, _ width: Int, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        let rows = records.suffix(20).filter { $0.width == width }
        return (0..<width).contains { column in
            let cells = rows.map { CSVCell(bytes, $0.cells[column]) }.filter { !$0.isEmpty }
            return cells.count >= 3 && cells.allSatisfy(\.hasDigit)
        }
    }

    // MARK: How wide a row is

    /// The width of the rows below a header of so many fields, of which the last have no name.
    /// Throws for a nameless column with values, at the first.
    mutating func settle(
        headerWidth: Int, named: Int, line: Int, _ bytes: UnsafePointer<UInt8>
    ) throws(CSVError) -> [FeedNote] {
        var notes: [FeedNote] = []
        width = headerWidth
        if let (common, count) = sample.commonestWidth(from: header + 1, preferring: headerWidth) {
            let rows = sample.records.dropFirst(header + 1).filter { $0.width == common }
            func filled(_ column: Int) -> Int {
                rows.count { row in row.cells[column...].contains { !$0.isEmpty } }
            }
            let isMost = count * 10 >= (sample.records.count - header - 1) * 9
            if common == named {
                width = named
            } else if common == headerWidth, named < headerWidth, filled(named) > count / 10 {
                throw CSVError(problem: .emptyHeaderName, line: line, column: named + 1, byteOffset: 0)
            } else if common > headerWidth, count >= 2, isMost, filled(named) * 20 <= count {
                width = common
                notes = [FeedNote(kind: .trailingDelimiters, line: line, count: common - headerWidth)]
            }
        }
        try refuseBroken(line, bytes)
        if width == named, trails(named) {
            mayTrail = true
            notes = [FeedNote(kind: .trailingDelimiters, line: line, count: 1)]
        }
        if named < headerWidth {
            notes.append(FeedNote(kind: .namelessColumns, line: line, count: headerWidth - named))
        }
        profile = Self.profile(of: sample, after: header, width: width, bytes)
        soleIsOdd = isSoleOdd
        return notes
    }

    /// Whether a value with the half of a pair of quotes isn't what its column holds, but would be without it.
    func isSpoiltByQuote(
        _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, _ column: Int, _ quote: UInt8
    ) -> Bool {
        guard hasFewStrayQuotes, column < profile.columns.count else { return false }
        let known = profile.columns[column]
        if known.isNumeric || known.hasDigits && known.withSpace == 0 { return true }
        if !known.isCategory { return false }
        let rest = range.map { bytes[$0] }.filter { $0 != quote }
        let value = rest.withUnsafeBufferPointer { rest in
            rest.baseAddress.map { CSVCell.hash($0, 0..<rest.count) }
        }
        return value.map { known.values[$0] != nil } ?? false
    }

    /// Whether some rows, but not all, have an empty field more than there are names.
    private func trails(_ named: Int) -> Bool {
        var (plain, trailing, all) = (0, 0, 0)
        for row in sample.records.dropFirst(header + 1) {
            all += 1
            if row.width == named { plain += 1 }
            if row.width == named + 1 {
                guard row.cells[named].isEmpty else { return false }
                trailing += 1
            }
        }
        let fewer = min(plain, trailing)
        return named > 1 && fewer >= 2 && fewer * 20 >= all && (plain + trailing) * 10 >= all * 9
    }

    /// In a file where only some rows end with a delimiter more, whether such a row is surely not one with a divided
    /// value: then its last value would be missing, or its last filled column would hold what the one before it holds.
    func isStraight(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        guard let last = profile.columns.last, profile.firstOdd(bytes, cells) == nil,
            let filled = (0..<width).last(where: { !CSVCell(bytes, cells($0)).isEmpty })
        else { return false }
        let cell = CSVCell(bytes, cells(filled))
        if filled < width - 1 {
            return filled > 0 && profile.isTyped(filled, cell) && !profile.isTyped(filled - 1, cell)
        }
        if last.isAlwaysFilled(of: profile.rows) || profile.isTyped(width - 1, cell) { return true }
        let value = CSVCell.hash(bytes, cells(width - 1))
        return last.isCategory && last.values[value] != nil && profile.columns[width - 2].values[value] == nil
    }

    /// True for a record that belongs to another table's header, or to a second line of this one's.
    func isHeaderLike(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        profile.rows >= 1 && profile.isHeaderLike(bytes, cells)
    }

    /// True for a record of words, each another, that stand over numbers in two columns or more: another table's names.
    func isOtherNames(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        guard profile.rows >= 3, profile.numericColumns.count >= 2, isHeaderLike(bytes, cells) else { return false }
        var seen: Set<UInt64> = []
        return profile.columns.indices.allSatisfy { index in
            let range = cells(index)
            return CSVCell(bytes, range).isWord && seen.insert(CSVCell.hash(bytes, range)).inserted
        }
    }

    /// Whether every row has more than its first value, of columns and rows enough to say so. The line that is asked about
    /// may itself be among the rows.
    private var isSoleOdd: Bool {
        let (rows, soles) = (profile.rows, profile.soles)
        let always = profile.columns.dropFirst().count { $0.filled == rows }
        if always == 1 { return width >= 4 && rows >= 20 && soles <= 1 }
        if rows >= 8 { return always >= 2 && soles <= max(rows >= 30 ? 3 : 1, rows / 25) }
        return always >= (rows >= 3 ? 3 : 4) && rows > 0 && soles <= 1
    }

    /// Whether a record of words, where a column has always had digits, holds another table's names (two such columns), or
    /// may (one).
    func otherNames(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> CSVTable.OtherNames? {
        if isOtherNames(bytes, cells) { return .table }
        switch profile.typedColumnsNamed(bytes, cells) {
        case 0: return nil
        case 1: return .perhapsTable
        default: return .table
        }
    }

    /// The lines before the header that aren't blank.
    var preamble: ArraySlice<CSVSample.Record> { header > 0 ? sample.records[..<header] : [] }
}
