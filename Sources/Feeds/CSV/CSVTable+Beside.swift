// Lines beside the table: the header once more, another header, totals and trailers.

extension CSVTable {
    /// Whether the scanned record may be a header again or a footer: only its first bytes are looked
    /// at as a rule.
    mutating func isBeside(_ end: Int, _ source: inout some ByteSource) throws -> Bool {
        var mark = 0
        while records.scanner.marks[mark].inner.isEmpty {
            mark += 1
            if mark == records.scanner.columns { return false }
        }
        let cell = cell(mark)
        let byte = records.window.base[cell.lowerBound]
        guard besideBytes[Int(byte)] else { return false }
        if mark == 0, isName(cell, byte) { return true }
        guard CSVFooter.firstBytes[Int(byte)], cell.count <= CSVFooter.longest else { return false }
        return CSVFooter.isWord(cell.map { records.window.base[$0] }[...])
    }

    private func isName(_ cell: Range<Int>, _ byte: UInt8) -> Bool {
        if byte > 0x20, byte < 0x80, records.window.base[cell.upperBound - 1] > 0x20 {
            // Without spaces around it: nearly always the length decides.
            if nameLengths & 1 << UInt64(min(cell.count, 63)) == 0 { return false }
            return nameBytes.contains { name in
                name.count == cell.count && name[0] == byte
                    && name.indices.allSatisfy { name[$0] == records.window.base[cell.lowerBound + $0] }
            }
        }
        return names.contains(HeaderName.trimmed(HeaderName.withoutMark(cell.map { records.window.base[$0] })))
    }

    /// Decides about a record that begins like a header or a footer.
    mutating func takeBeside(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        let isAtFoot = try isAtFoot(&source)
        guard case .record(let end, let next) = try records.scan(from: &source) else { return }
        let width = records.scanner.columns
        let lines = records.scanner.innerLineEnds + (next > end ? 1 : 0)
        let texts: [String] = (0..<width).map { index in
            HeaderName.trimmed(HeaderName.withoutMark(cell(index).map { records.window.base[$0] }))
        }
        let trimmed = Array(texts.prefix(columns))
        if trimmed == summary.header, texts.dropFirst(columns).allSatisfy(\.isEmpty) {
            otherHeader = nil
            isWary = false
            try asideTitle(each)
            dropBlanks()
            summary.notes.note(.repeatedHeader, line: records.line)
            try aside(.repeatedHeader, next, lines, each)
            return
        }
        let first = texts.first { !$0.isEmpty } ?? ""
        let isWord = CSVFooter.isWord(Array(first.utf8)[...])
        let fit = width == layout.width ? layout.profile.fit(records.window.base, cell) : .none
        let isFooter = isWord && isAtFoot && (fit != .strong || width <= 3)
        if isFooter { dropBlanks() }
        // Numbers are names now and then, and values oftener.
        let named = Set(texts.filter { names.contains($0) && !$0.allSatisfy(\.isNumber) })
        if named.count >= 2, named.count * 2 >= columns {
            otherHeader = records.line
            try reject(.headerLike, next, lines, each)
            return
        }
        if isFooter {
            let rows = summary.rows + summary.rejected + (isPending ? 1 : 0)
            let count = CSVFooter.count(in: texts)
            if let count, count != rows {
                try reject(.trailerCount(stated: count, rows: rows), next, lines, each)
            } else if count == nil, fit == .strong {
                try reject(.footerLike, next, lines, each)
            } else {
                summary.notes.note(.footer, line: records.line)
                try aside(.footer, next, lines, each)
            }
        } else if isWord, width == layout.width, fit == .none, texts.count(where: \.isEmpty) * 2 >= width - 1 {
            try reject(.footerLike, next, lines, each)
        } else {
            try takeRow(end, next, &source, each)
        }
    }

    private mutating func aside(
        _ kind: CSVAside.Kind, _ next: Int, _ lines: Int, _ each: (CSVEvent) throws -> Void
    ) throws {
        try handPending(each)
        let aside = CSVAside(kind: kind, line: records.line, byteOffset: records.payloadOffset, number: number)
        summary.asides += 1
        records.use(to: next, lines: lines)
        try each(.aside(aside))
    }

    /// True where no row follows any more: a few lines at most, and none like the table.
    private mutating func isAtFoot(_ source: inout some ByteSource) throws -> Bool {
        let most = 4096
        while records.window.count < most, !records.window.atEnd { try records.window.fill(from: &source) }
        guard case .record(_, let next) = try records.scan(from: &source), records.window.atEnd else { return false }
        let window = records.window
        if window.end - next > most { return false }
        var found = 0
        for line in lines(from: next, to: window.end, most: 200) {
            guard let width = width(of: line) else { continue }
            found += 1
            let text = line.first.map { _ in Array(line.map { window.base[$0] }) } ?? []
            let first = text.prefix { $0 != records.scanner.delimiter && $0 != CSVScanner.lineFeed && $0 != 0x0D }
            if found > 5 || width == layout.width && !CSVFooter.isWord(first[...]) { return false }
        }
        return true
    }

    /// The header comes again: a row just before it with nothing but its first value is the next export's title.
    private mutating func asideTitle(_ each: (CSVEvent) throws -> Void) throws {
        let row = records.row
        guard isPending, columns > 2, (1..<columns).allSatisfy(row.isEmpty(at:)) else { return }
        (isPending, pendingIsTitle) = (false, false)
        summary.notes.note(.preamble, line: row.line)
        summary.asides += 1
        try each(.aside(CSVAside(kind: .preamble, line: row.line, byteOffset: row.byteOffset, number: row.number)))
    }
}
