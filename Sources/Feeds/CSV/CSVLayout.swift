// Where a payload's table is: which record is its header, how wide its rows are, what its columns
// look like. Found out from the first records; where they leave a doubt, the file is refused.

struct CSVLayout {
    /// Index of the header among the sampled records, and in the window.
    private(set) var header = 0
    private(set) var headerStart: Int?
    /// Fields of a row, with those of nameless columns.
    private(set) var width = 0
    private(set) var profile = CSVProfile(width: 0)
    private let sample: CSVSample

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
    }

    /// What the columns look like below a record. The first rows are left out where there are
    /// enough: they may be a second line of the header.
    private static func profile(
        of sample: CSVSample, after header: Int, width: Int, _ bytes: UnsafePointer<UInt8>
    ) -> CSVProfile {
        var profile = CSVProfile(width: width)
        let rows = sample.records.dropFirst(header + 1).filter { $0.width == width && !$0.hasStrayQuote }
        let skipped = rows.count >= 5 ? 2 : rows.count >= 3 ? 1 : 0
        let most = max(1, min(rows.count, 20_000 / max(width, 1)))
        for row in rows.dropFirst(skipped).prefix(most) { profile.learn(bytes) { row.cells[$0] } }
        return profile
    }

    // MARK: Which record is the header

    private func headerIndex(_ width: Int, _ bytes: UnsafePointer<UInt8>) throws(CSVError) -> Int {
        let first = sample.records[0]
        let reach = reach(of: first, bytes)
        if first.width == width, reach * 2 > width { return 0 }
        // Delimiters at the end of the rows, or of the header, make no preamble.
        if first.width < width, isEmpty(from: first.width, width, bytes) { return 0 }
        if first.width > width, reach <= width, reach * 2 > width { return 0 }
        let candidate = sample.records.indices.dropFirst().prefix(50).first { index in
            let record = sample.records[index]
            return record.width == width && isComplete(record, bytes)
        }
        guard let candidate else {
            if first.width == width, width > 2 {
                throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0)
            }
            return 0
        }
        let before = sample.records[..<candidate]
        let profile = Self.profile(of: sample, after: candidate, width: width, bytes)
        let names = sample.records[candidate]
        let isShort = before.allSatisfy { self.reach(of: $0, bytes) * 2 <= width }
        // A few rows that lost a part each are no table below a title.
        if profile.rows > (isShort ? 0 : 2), profile.isHeaderLike(bytes, { names.cells[$0] }) {
            let isHeaderToo = abs(first.width - width) <= 1 && reach * 2 > width && isWords(first, bytes)
            return isHeaderToo ? 0 : candidate
        }
        if isShort, !profile.hasTypes, isWords(names, bytes), isTitle(before, width, names, bytes) { return candidate }
        if isShort { throw CSVError(problem: .headerNotFound, line: first.line, column: nil, byteOffset: 0) }
        return 0
    }

    /// In a file of one column, a blank line after the first line alone: it may be a title, or the name.
    private var isTitleOfColumn: Bool {
        guard sample.records.count > 2, sample.records.allSatisfy({ $0.width == 1 }) else { return false }
        return sample.records[1].followsBlank && !sample.records[2...].contains(where: \.followsBlank)
    }

    /// Evidence that short lines before words are a title and not a damaged header, for tables of
    /// words only.
    private func isTitle(
        _ lines: ArraySlice<CSVSample.Record>, _ width: Int, _ names: CSVSample.Record, _ bytes: UnsafePointer<UInt8>
    ) -> Bool {
        func text(_ record: CSVSample.Record) -> [UInt8] {
            guard let first = record.cells.first, let last = record.cells.last else { return [] }
            return (first.lowerBound..<last.upperBound).map { bytes[$0] }
        }
        let isDivided = lines.contains { record in
            let text = text(record)
            return CSVDelimiter.usual.contains { other in text.count { $0 == other.byte } >= width - 1 }
                && record.width != width
        }
        if isDivided { return false }
        if names.followsBlank || lines.count > 1 { return true }
        return lines.allSatisfy { text($0).count { $0 == UInt8(ascii: " ") } >= 2 }
    }

    /// How many fields there are up to the last that isn't empty.
    private func reach(of record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Int {
        (record.cells.lastIndex { !CSVCell(bytes, $0).isEmpty } ?? -1) + 1
    }

    private func isComplete(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let reach = reach(of: record, bytes)
        return reach * 2 > record.width && record.cells.prefix(reach).allSatisfy { !CSVCell(bytes, $0).isEmpty }
    }

    private func isWords(_ record: CSVSample.Record, _ bytes: UnsafePointer<UInt8>) -> Bool {
        record.cells.allSatisfy { cell in
            let cell = CSVCell(bytes, cell)
            return !cell.hasDigit && (cell.isEmpty || cell.hasLetter)
        }
    }

    /// Whether the records of a width (nearly all below the first) have nothing from a column on.
    private func isEmpty(from column: Int, _ width: Int, _ bytes: UnsafePointer<UInt8>) -> Bool {
        let rows = sample.records.dropFirst().filter { $0.width == width }
        let filled = rows.count { row in row.cells[column...].contains { !$0.isEmpty } }
        return filled * 20 <= rows.count
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
        if named < headerWidth {
            notes.append(FeedNote(kind: .namelessColumns, line: line, count: headerWidth - named))
        }
        profile = Self.profile(of: sample, after: header, width: width, bytes)
        return notes
    }

    // MARK: A file without a header

    /// Refuses a header that is a row: numbers where the columns have numbers of the same kind.
    private func refuseData(_ bytes: UnsafePointer<UInt8>) throws(CSVError) {
        let record = sample.records[header]
        var alike = 0
        for (index, column) in profile.columns.enumerated() where index < record.width {
            let cell = CSVCell(bytes, record.cells[index])
            if cell.isEmpty { continue }
            if column.isNumeric {
                if !cell.isNumeric || cell.hasSeparator != (column.withSeparator * 2 > column.filled) { return }
                // Years name columns.
                if cell.length == 4, column.longest != 4 { return }
                alike += 1
            } else if column.hasDigits, column.isOneWord || column.filled <= 3 {
                if !cell.hasDigit { return }
                if cell.digits >= 4, cell.length == column.longest { alike += 1 }
            }
        }
        if alike == 0 { return }
        throw CSVError(problem: .headerIsData, line: record.line, column: nil, byteOffset: 0)
    }

    /// True for a record that belongs to another table's header, or to a second line of this one's.
    func isHeaderLike(_ bytes: UnsafePointer<UInt8>, _ cells: (Int) -> Range<Int>) -> Bool {
        profile.rows >= 1 && profile.isHeaderLike(bytes, cells)
    }

    /// The lines before the header that aren't blank.
    var preamble: ArraySlice<CSVSample.Record> { header > 0 ? sample.records[..<header] : [] }
}
