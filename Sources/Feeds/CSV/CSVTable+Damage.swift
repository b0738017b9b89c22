// After a damaged quote: what belongs to the damage and where the rows go on. It is decided by what
// the lines look like on their own; where that doesn't decide, they are rejected.

extension CSVTable {
    /// How many lines of a stretch are looked at.
    private static let mostLines = 64

    /// The lines between two places in the window, each with its line end.
    func lines(from: Int, to end: Int, most: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = from
        while start < end, lines.count < most {
            let next = LineEnds.next(records.window.base, from: start, to: end, isEnd: true) ?? end
            lines.append(start..<next)
            start = next
        }
        return lines
    }

    /// How many fields a line has on its own; nil for a blank one, 0 for one that isn't a record.
    mutating func width(of line: Range<Int>) -> Int? {
        let piece = piece(line)
        switch probe.scan(piece) {
        case .record where probe.innerLineEnds == 0: return probe.columns
        case .blankLine, .endOfPayload: return nil
        default: return 0
        }
    }

    private func piece(_ line: Range<Int>) -> ByteWindow {
        var piece = records.window.piece(to: line.upperBound)
        piece.start = line.lowerBound
        return piece
    }

    /// How surely a line is a row of the table on its own.
    private mutating func fit(of line: Range<Int>) -> CSVProfile.Fit {
        guard width(of: line) == layout.width, !probe.hasStrayQuote else { return .none }
        let marks = probe.marks
        return layout.profile.fit(records.window.base) { marks[$0].inner }
    }

    /// The best fit among the first lines of a stretch. Lines that were found unlike the table aren't
    /// looked at again when the next damage has them before it too.
    private mutating func bestFit(from: Int, to end: Int) -> CSVProfile.Fit {
        let origin = records.window.origin
        unlike.starts.removeAll { $0 < origin + from }
        var start = from
        if unlike.starts.first == origin + from {
            start = unlike.end - origin
        } else {
            unlike.starts = []
        }
        var best = CSVProfile.Fit.none
        while start < end, unlike.starts.count < Self.mostLines {
            let next = LineEnds.next(records.window.base, from: start, to: end, isEnd: true) ?? end
            let fit = fit(of: start..<next)
            if fit == .strong { return .strong }
            if fit == .weak { best = .weak }
            // A line that the stretch's end cuts through may be more than it seems.
            if fit != .none || next == end { break }
            unlike.starts.append(origin + start)
            unlike.end = origin + next
            start = next
        }
        return best
    }

    /// Rejects a record with damage in one of its fields, and as many lines after it as surely belong
    /// to the damage.
    mutating func mend(
        _ fault: CSVRowFault, field: Int, isOpen: Bool, _ source: inout some ByteSource,
        _ each: (CSVEvent) throws -> Void
    ) throws {
        // Places are counted from the record's start, which stays the window's while it is filled.
        let start = records.window.start
        let field = field - start
        let isQuoted = records.window.base[start + field] == quote
        switch fault {
        case .fieldTooLong, .recordTooLong, .tooManyColumns: try skip(fault, isQuoted: isQuoted, &source, each)
        case .spaceBeforeQuote: try skip(fault, isQuoted: false, &source, each)
        default: try mendQuoted(fault, field, isOpen: isOpen, &source, each)
        }
    }

    /// Rejects one line, which may be longer than any window.
    private mutating func skip(
        _ fault: CSVRowFault, isQuoted: Bool, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws {
        try handPending(each)
        if !blanks.isEmpty { try flushBlanks(asRows: false, each) }
        let (line, offset, number) = (records.line, records.payloadOffset, number)
        summary.endsWithoutLineEnd = try !records.useLine(from: &source)
        if isQuoted { doubt = Doubt(end: nil) }
        followsDamage = true
        summary.rejected += 1
        try each(.rejected(CSVRejection(line: line, byteOffset: offset, number: number, fault: fault)))
    }

    private mutating func mendQuoted(
        _ fault: CSVRowFault, _ field: Int, isOpen: Bool, _ source: inout some ByteSource,
        _ each: (CSVEvent) throws -> Void
    ) throws {
        let close = try closingQuote(after: field, &source)
        let base = records.window.base
        let start = records.window.start
        let end = records.window.end
        func endOfLine(_ place: Int) -> Int { LineEnds.next(base, from: place, to: end, isEnd: true) ?? end }
        let fieldLineEnd = endOfLine(start + field)
        let firstLineEnd = endOfLine(start)
        // Quoted line breaks before the damage may have swallowed rows.
        if firstLineEnd < fieldLineEnd, start + field > firstLineEnd {
            var fieldLine = firstLineEnd
            while endOfLine(fieldLine) < fieldLineEnd { fieldLine = endOfLine(fieldLine) }
            if bestFit(from: firstLineEnd, to: fieldLine) != .none {
                try give(up: fault, to: firstLineEnd, doubtTo: start + field, each)
                return
            }
        }
        if let close, start + close < fieldLineEnd {
            var quotes = 0
            for index in start + close + 1..<fieldLineEnd where base[index] == quote { quotes += 1 }
            if quotes % 2 == 0 {
                try give(up: fault, to: fieldLineEnd, doubtTo: nil, each)
                return
            }
        }
        // Quotes that pair up on the line need no other: most likely the damage ends with it.
        if close.map({ start + $0 >= fieldLineEnd }) ?? true,
            (start + field..<fieldLineEnd).count(where: { base[$0] == quote }) % 2 == 0
        {
            try give(up: fault, to: fieldLineEnd, doubtTo: nil, each)
            doubt = Doubt(end: nil)
            return
        }
        let extent = close.map { endOfLine(start + $0) }
        if fieldLineEnd == end, records.window.atEnd {
            cutOff(fault, isOpen: isOpen)
            try give(up: fault, to: end, doubtTo: nil, each)
            return
        }
        if bestFit(from: fieldLineEnd, to: extent ?? end) != .none {
            try give(up: fault, to: fieldLineEnd, doubtTo: extent ?? end, each)
        } else if let extent, let close {
            // A quote that opens after it may go on below.
            let isOpen = (start + close + 1..<extent).count { base[$0] == quote } % 2 == 1
            try give(up: fault, to: extent, doubtTo: nil, each)
            if isOpen { doubt = Doubt(end: nil) }
        } else if records.window.atEnd, lines(from: fieldLineEnd, to: end, most: Self.mostLines).last?.upperBound == end
        {
            cutOff(fault, isOpen: isOpen)
            try give(up: fault, to: end, doubtTo: nil, each)
        } else {
            try give(up: fault, to: fieldLineEnd, doubtTo: nil, each)
            doubt = Doubt(end: nil)
        }
    }

    /// Rejects the record to a place in the window. Up to `doubtTo` its damage may reach.
    private mutating func give(
        up fault: CSVRowFault, to next: Int, doubtTo: Int?, _ each: (CSVEvent) throws -> Void
    ) throws {
        let lines = LineEnds.count(records.window.base, from: records.window.start, to: next)
        doubt = doubtTo.map { Doubt(end: records.window.origin + $0) }
        followsDamage = true
        let last = records.window.base[next - 1]
        summary.endsWithoutLineEnd = last != CSVScanner.lineFeed && last != CSVScanner.carriageReturn
        try reject(fault, next, lines, each)
    }

    /// The payload stops inside quotes, and without a line end: it was cut there.
    private mutating func cutOff(_ fault: CSVRowFault, isOpen: Bool) {
        guard isOpen, !isRaw, let last = records.window.end > 0 ? records.window.base[records.window.end - 1] : nil,
            last != CSVScanner.lineFeed, last != CSVScanner.carriageReturn
        else { return }
        summary.cut = CutFile(
            line: records.line, byteOffset: records.payloadOffset, expectedColumns: layout.width,
            foundColumns: fault.column ?? 1)
    }

    /// The first quote after a place with a delimiter or a line end behind it, both counted from the
    /// record's start: where a damaged quoted field most likely ends.
    private mutating func closingQuote(after field: Int, _ source: inout some ByteSource) throws -> Int? {
        var place = field + 1
        let offset = records.window.offset + place
        if searched.from <= offset, offset < searched.to {
            if searched.found { return searched.to - 1 - records.window.offset }
            place = searched.to - records.window.offset
        } else {
            searched = (offset, offset, false)
        }
        // A bound that doesn't depend on the window's size.
        let limit = field + limits.field + 64 * 1024
        while true {
            let base = records.window.base + records.window.start
            let count = min(records.window.count, limit)
            var waits = false
            while place < count, let next = ByteSearch.first(quote, in: base + place, count: count - place) {
                place += next
                waits = place + 1 == records.window.count && !records.window.atEnd
                if waits { break }
                let after = place + 1 < records.window.count ? base[place + 1] : CSVScanner.lineFeed
                place += 1
                if after == records.scanner.delimiter || after == CSVScanner.lineFeed
                    || after == CSVScanner.carriageReturn
                {
                    searched.to = records.window.offset + place
                    searched.found = true
                    return place - 1
                }
            }
            if !waits { place = max(place, count) }
            searched.to = records.window.offset + place
            if records.window.atEnd || !waits && records.window.count >= limit { return nil }
            try records.window.fill(from: &source)
        }
    }

    // MARK: Quoted line breaks

    /// A record with line breaks in quotes: rejects it where the lines inside are rows that a quote
    /// swallowed, or may be. False where it is one record.
    mutating func mendSwallowing(
        _ end: Int, _ next: Int, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws -> Bool {
        let scanner = records.scanner
        let start = records.window.start
        let isRagged = scanner.columns != layout.width
        let field = scanner.spanningField
        let column = (0..<scanner.columns).first { scanner.marks[$0].start >= field } ?? 0
        let fault = CSVRowFault.unclosedQuote(column: column + 1)
        guard let firstLineEnd = LineEnds.next(records.window.base, from: start, to: next, isEnd: true) else {
            return false
        }
        // Its end on a line of its own: the line of the first break, after fields that have none.
        let breakEnd = LineEnds.next(records.window.base, from: field, to: next, isEnd: true) ?? firstLineEnd
        let inside = bestFit(from: breakEnd, to: next)
        if isRagged {
            if isRaw, inside == .none { return false }
            if inside != .strong {
                let lines = scanner.innerLineEnds + (next > end ? 1 : 0)
                try reject(.ragged(expected: layout.width, found: scanner.columns), next, lines, each)
                followsDamage = true
                return true
            }
            try give(up: fault, to: breakEnd, doubtTo: next, each)
            return true
        }
        guard inside != .none else { return false }
        // Read without the quote, the first line has to be a row as well.
        guard delimiters(from: field, to: breakEnd) + column + 1 == layout.width else { return false }
        if inside == .strong {
            try give(up: fault, to: breakEnd, doubtTo: next, each)
        } else {
            try give(up: fault, to: next, doubtTo: nil, each)
        }
        return true
    }

    private func delimiters(from: Int, to end: Int) -> Int {
        (from..<end).count { records.window.base[$0] == records.scanner.delimiter }
    }
}
