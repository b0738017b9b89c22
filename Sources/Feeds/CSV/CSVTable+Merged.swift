// Rows that a lost or an added line end has run together or torn apart.

extension CSVTable {
    /// Index in the window at which the second of two rows on one line most likely starts; nil where the record isn't two.
    func secondRow(_ width: Int) -> Int? {
        let marks = records.scanner.marks
        if columns > 1, width == 2 * layout.width { return marks[layout.width].start }
        // The last value of the one and the first of the other are one field.
        if columns > 2, width == 2 * layout.width - 1 { return marks[layout.width - 1].start }
        return nil
    }

    /// Whether a line that is too short is a whole row with another delimiter, and so no part of the lines around it.
    func isOtherwiseDivided(to end: Int) -> Bool {
        var piece = records.window.piece(to: end)
        piece.start = records.window.start
        return (CSVDelimiter.usual + [.space]).contains { other in
            if other.byte == records.scanner.delimiter { return false }
            var scanner = CSVScanner(CSVSyntax(delimiter: other, quote: quote), limits: limits)
            defer { scanner.deallocate() }
            guard case .record = scanner.scan(piece), scanner.columns == layout.width else { return false }
            let marks = scanner.marks
            let base = records.window.base
            return layout.profile.fit(base) { marks[$0].inner } == .strong
                || layout.profile.isKnown(base) { marks[$0].inner }
        }
    }

    /// Rejects two rows that stand on one line.
    mutating func rejectBoth(
        _ second: Int, _ next: Int, _ lines: Int, _ each: (CSVEvent) throws -> Void
    ) throws {
        let fault = CSVRowFault.rowsMerged(expected: columns, found: records.scanner.columns)
        let line = records.line
        let before = second - records.window.start
        let bytes = records.window.base + records.window.start
        let offset =
            records.payloadOffset + (records.encoding.isUTF16 ? UTF16Count.bytes(of: bytes, count: before) : before)
        try reject(fault, next, lines, each)
        let rejection = CSVRejection(line: line, byteOffset: offset, number: number, fault: fault)
        summary.rejected += 1
        try each(.rejected(rejection))
    }

    /// The scanned record is too short. Whether the row before it, which waits, has lost the rest of its last value to it:
    /// a closing quote follows that nothing opened, before the next line that is a row.
    mutating func isDivided(_ source: inout some ByteSource) throws -> Bool {
        guard isPending, !pendingIsClosed else { return false }
        let most = 4096
        while records.window.count < most, !records.window.atEnd { try records.window.fill(from: &source) }
        let end = min(records.window.start + most, records.window.end)
        for line in lines(from: records.window.start, to: end, most: 8) {
            guard let width = width(of: line) else { continue }
            // A row, or a quoted value that goes on below.
            if width == layout.width || width == 0 { return false }
            for index in 0..<width {
                let mark = probe.marks[index]
                if mark.quoting == .none, mark.end > mark.start, records.window.base[mark.end - 1] == quote {
                    return true
                }
            }
        }
        return false
    }
}
