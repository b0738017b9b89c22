// Rows without values: below the table they are none, above a row with values they are rows too.

extension CSVTable {
    func isSpaces(to end: Int) -> Bool {
        (records.window.start..<end).allSatisfy { records.window.base[$0] == UInt8(ascii: " ") }
    }

    /// True for a record of delimiters and nothing else.
    func isVoid(to end: Int) -> Bool {
        let (start, scanner) = (records.window.start, records.scanner)
        if scanner.marks[0].end > start || scanner.columns == 1 { return false }
        return (0..<scanner.columns).allSatisfy { scanner.marks[$0].inner.isEmpty }
    }

    mutating func keepBlank(_ next: Int, _ lines: Int, _ each: (CSVEvent) throws -> Void) throws {
        blanks.append(
            Blank(line: records.line, byteOffset: records.payloadOffset, width: records.scanner.columns))
        records.use(to: next, lines: lines)
        followsBlank = true
        if blanks.count == Self.mostBlanks { try flushBlanks(asRows: true, each) }
    }

    /// The table ends: rows without values below its last are none.
    mutating func dropBlanks() {
        for blank in blanks { summary.notes.note(.blankTail, line: blank.line) }
        blanks = []
    }

    /// Where a row with values follows, those without were rows too. Where something else follows, they may only have
    /// set it apart, and are rejected.
    mutating func flushBlanks(asRows: Bool, _ each: (CSVEvent) throws -> Void) throws {
        if blanks.isEmpty { return }
        try handPending(each)
        let kept = blanks
        blanks = []
        for blank in kept {
            if asRows, blank.width == layout.width {
                let row = CSVRow.of(
                    Array(repeating: "", count: columns), line: blank.line, byteOffset: blank.byteOffset,
                    number: number)
                summary.rows += 1
                try each(.row(row))
            } else {
                let fault = blank.width == layout.width ? .noValues : raggedness(blank.width, isLast: false)
                let rejection = CSVRejection(
                    line: blank.line, byteOffset: blank.byteOffset, number: number, fault: fault)
                summary.rejected += 1
                try each(.rejected(rejection))
            }
        }
    }
}
