// The table of a payload, record by record: what is a row, what is rejected, what stands beside it.

/// The state of one reading. Whoever makes one calls `deallocate` when done.
struct CSVTable {
    var records: CSVRecords
    var layout: CSVLayout
    var summary: CSVSummary
    /// Reads lines on their own where it isn't clear what a quote covers.
    var probe: CSVScanner
    let limits: CSVLimits
    let isRaw: Bool
    let quote: UInt8
    /// Set after damage until the lines look like the table again.
    var doubt: Doubt?
    /// The record before was damaged.
    var followsDamage = false
    /// Where the search for a closing quote has been, so that no byte is searched twice.
    var searched = (from: 0, to: 0, found: false)

    /// Where lines begin that aren't like the table on their own, as offsets in the text, and where the last ends.
    var unlike = (starts: [Int](), end: 0)

    /// Of the layout's profile: it is asked in every row.
    var witness = CSVWitness()
    /// How many fields of a record make a row.
    var columns = 0
    var names: Set<String> = []
    var nameBytes: [[UInt8]] = []
    /// A bit for each length that a name has; the last for all longer ones.
    var nameLengths: UInt64 = 0
    /// How a line may begin that is a header or a footer.
    var besideBytes = [Bool](repeating: false, count: 256)
    /// Asides before the header.
    private let linesAbove: Int
    /// Line of another table's header; its rows follow.
    var otherHeader: Int?
    /// Below column names that only look like ones, rows have to look like the table.
    var isWary = false
    var followsBlank = false
    /// Blank lines among the rows.
    var gaps = 0
    /// `records.row` is still to be handed over: the next line may show that its last value goes on.
    var isPending = false
    var pendingIsClosed = false
    /// The row that waits is no row: it will be rejected, unless what follows shows that it stands beside the table.
    var pendingIsTitle = false
    /// The line before had a single field: the next row's first value may have begun there.
    var followsFragment = false
    var hasRows = false
    /// Rows without any value, which count only where a row with one follows.
    var blanks: [Blank] = []

    struct Doubt {
        /// Offset in the text up to which the damage may reach, where that is known.
        var end: Int?
        /// A line that looks like the table has been seen.
        var isEased = false
        /// Lines of the table's width since the damage that could still be part of it.
        var lines = 0
    }

    struct Blank {
        let line: Int
        let byteOffset: Int
        let width: Int
    }

    static let mostDoubtful = 8
    static let mostBlanks = 10_000

    init(_ opening: CSVOpening, limits: CSVLimits, isRaw: Bool) throws(CSVError) {
        self.limits = limits
        self.isRaw = isRaw
        quote = opening.syntax.quote
        summary = CSVSummary(
            dialect: CSVDialect(
                delimiter: opening.syntax.delimiter, encoding: .declared(opening.encoding),
                escape: opening.syntax.escape))
        summary.notes = opening.notes
        records = CSVRecords(
            window: opening.window, line: opening.line, payloadOffset: opening.payloadOffset, syntax: opening.syntax,
            encoding: opening.encoding, isGuessed: opening.encodingIsGuessed, limits: limits)
        probe = CSVScanner(opening.syntax, limits: limits)
        do throws(CSVError) {
            if isRaw {
                layout = CSVLayout(raw: opening.sample, in: records.window.base)
            } else {
                layout = try CSVLayout(opening.sample, in: records.window.base)
            }
        } catch {
            records.deallocate()
            probe.deallocate()
            throw error
        }
        linesAbove = layout.preamble.count
    }

    func deallocate() {
        records.deallocate()
        probe.deallocate()
    }

    var number: Int { summary.rows + summary.rejected + summary.asides + 1 - linesAbove }

    mutating func read(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        while true {
            switch try records.scan(from: &source) {
            case .end:
                if isPending, !pendingIsTitle, let fault = lastFault() { try rejectPending(fault, each) }
                try handPending(each)
                try end(each)
                return
            case .blankLine(let next):
                followsBlank = true
                records.use(to: next, lines: 1)
            case .record(let end, let next):
                if isPlain {
                    try take(end, next, &source, each)
                } else {
                    try weigh(end, next, &source, each)
                }
            case .fault(let fault, let field):
                try mend(fault, field: field, isOpen: false, &source, each)
            case .openQuote(let field):
                let fault = CSVRowFault.unclosedQuote(column: column(of: field))
                try mend(fault, field: field, isOpen: true, &source, each)
            }
        }
    }

    /// Nothing about the scanned record asks for a second look at its quotes.
    private var isPlain: Bool {
        doubt == nil && !followsDamage && !isWary && records.scanner.innerLineEnds == 0 && otherHeader == nil
    }

    private mutating func end(_ each: (CSVEvent) throws -> Void) throws {
        if let last = blanks.last, last.width < layout.width, summary.endsWithoutLineEnd, hasRows {
            // Perhaps the beginning of a row.
            blanks.removeLast()
            dropBlanks()
            let fault = CSVRowFault.cutShort(expected: columns, found: last.width)
            summary.cut = CutFile(
                line: last.line, byteOffset: last.byteOffset, expectedColumns: columns, foundColumns: last.width)
            let rejection = CSVRejection(line: last.line, byteOffset: last.byteOffset, number: number, fault: fault)
            summary.rejected += 1
            try each(.rejected(rejection))
        }
        dropBlanks()
        summary.bytes = records.payloadOffset
    }

    func column(of field: Int) -> Int { records.scanner.columns + 1 }

    /// Takes a record whose extent isn't in doubt.
    mutating func take(
        _ end: Int, _ next: Int, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws {
        let width = records.scanner.columns
        let lines = records.scanner.innerLineEnds + (next > end ? 1 : 0)
        summary.endsWithoutLineEnd = next == end
        if isRaw {
            try hand(end, next, lines, keeping: width, each)
            return
        }
        if width == 1, layout.width > 1, isSpaces(to: end) {
            followsBlank = true
            records.use(to: next, lines: lines)
            return
        }
        if !records.scanner.hasQuotes, records.scanner.marks[0].end == records.window.start, isVoid(to: end) {
            try keepBlank(next, lines, each)
            return
        }
        if try isBeside(end, &source) {
            try takeBeside(&source, each)
        } else {
            try takeRow(end, next, &source, each)
        }
    }

    /// Takes a record that stands in the table: a row, or what is left of one.
    mutating func takeRow(
        _ end: Int, _ next: Int, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws {
        var width = records.scanner.columns
        let lines = records.scanner.innerLineEnds + (next > end ? 1 : 0)
        let isShort = width < layout.width && !isOtherwiseDivided(to: end)
        let isFragment = isShort && width == 1
        if width != layout.width, layout.mayTrail, width == layout.width + 1, cell(layout.width).isEmpty {
            guard layout.isStraight(records.window.base, cell) else {
                try reject(.perhapsShifted(column: columns), next, lines, each)
                return
            }
            width = layout.width
        }
        defer { followsFragment = isFragment }
        if isFragment || isShort && isRest, blanks.isEmpty { try holdPending(each) }
        guard width == layout.width else {
            if isShort, !isFragment, try isDivided(&source) {
                // The window may have moved.
                guard case .record(let end, let next) = try records.scan(from: &source) else { return }
                try rejectPending(.brokenLine, each)
                try reject(raggedness(width, isLast: next == end), next, lines, each)
                return
            }
            if let second = secondRow(width) {
                try rejectBoth(second, next, lines, each)
                return
            }
            try reject(raggedness(width, isLast: next == end), next, lines, each)
            return
        }
        if records.scanner.lacksSpace {
            try reject(.spaceMissing, next, lines, each)
            return
        }
        if columns < width, let filled = (columns..<width).first(where: { !records.scanner.marks[$0].inner.isEmpty }) {
            let fault =
                summary.notes.contains { $0.kind == .trailingDelimiters }
                ? CSVRowFault.ragged(expected: columns, found: width) : .valueWithoutName(column: filled + 1)
            try reject(fault, next, lines, each)
            return
        }
        if followsFragment, records.scanner.marks[0].quoting == .none, !isWhole(0, cell(0)) {
            try reject(.brokenLine, next, lines, each)
            return
        }
        if let stray = strayQuote(width: width) {
            try reject(.strayQuote(column: stray + 1), next, lines, each)
            return
        }
        if columns < width,
            let odd = layout.profile.firstOdd(records.window.base, cell)
                ?? layout.profile.columnsOfNeighbours(records.window.base, cell).first
        {
            try reject(.perhapsShifted(column: odd + 1), next, lines, each)
            return
        }
        if isFilledOrQuotedOtherwise() {
            try reject(.unlikeRows, next, lines, each)
            return
        }
        if !hasRows || followsBlank || witness.isOdd(records.window.base, records.scanner.marks),
            let header = otherNames()
        {
            switch header {
            case .belowNames: break
            case .perhapsTable: isWary = true
            case .table: otherHeader = records.line
            case .noRow:
                try reject(.unlikeRows, next, lines, each)
                return
            }
            try reject(.headerLike, next, lines, each)
            return
        }
        if followsBlank { gaps += 1 }
        let isTitle = width > 1 && records.scanner.marks[1].inner.isEmpty && isTitle(width)
        if isTitle, !blanks.isEmpty { try flushBlanks(asRows: false, each) }
        try hand(end, next, lines, keeping: columns, each)
        if isTitle { pendingIsTitle = isPending }
        hasRows = true
        followsBlank = false
    }

    /// Whether the scanned record, too short, can't be the beginning of a row.
    private var isRest: Bool {
        guard isPending, !pendingIsClosed, let first = layout.profile.columns.first,
            first.isNumeric || first.hasDigits && first.isOneWord
        else { return false }
        return !isTyped(0, in: cell(0))
    }

    private func isWhole(_ column: Int, _ cell: Range<Int>) -> Bool {
        layout.profile.isWhole(column, CSVCell(records.window.base, cell))
    }

    private func isTyped(_ column: Int, in cell: Range<Int>) -> Bool {
        layout.profile.isTyped(column, CSVCell(records.window.base, cell))
    }

    /// Hands over the row that waited for the next line.
    @inline(__always)
    mutating func handPending(_ each: (CSVEvent) throws -> Void) throws {
        if !isPending { return }
        if pendingIsTitle {
            try rejectPending(.titleLike, each)
            return
        }
        isPending = false
        summary.rows += 1
        try each(.row(records.row))
    }

    /// The next line has a single field: unless the last value is surely whole, it may go on there.
    private mutating func holdPending(_ each: (CSVEvent) throws -> Void) throws {
        let row = records.row
        guard isPending, !pendingIsClosed else { return }
        let isWhole = row.withBytes(at: columns - 1) { bytes in
            bytes.baseAddress.map { layout.profile.isWhole(columns - 1, CSVCell($0, 0..<bytes.count)) } ?? false
        }
        if isWhole { return }
        try rejectPending(.brokenLine, each)
    }

    private mutating func rejectPending(_ fault: CSVRowFault, _ each: (CSVEvent) throws -> Void) throws {
        let row = records.row
        (isPending, pendingIsTitle) = (false, false)
        summary.rejected += 1
        try each(
            .rejected(CSVRejection(line: row.line, byteOffset: row.byteOffset, number: row.number, fault: fault)))
    }

    func cell(_ index: Int) -> Range<Int> { records.scanner.marks[index].inner }

    mutating func hand(
        _ end: Int, _ next: Int, _ lines: Int, keeping: Int, _ each: (CSVEvent) throws -> Void
    ) throws {
        try handPending(each)
        if !blanks.isEmpty { try flushBlanks(asRows: true, each) }
        let isClosed =
            !isRaw && (columns < records.scanner.columns || records.scanner.marks[columns - 1].quoting != .none)
        if let fault = records.take(to: end, keeping: keeping, number: number) {
            try reject(fault, next, lines, each)
            return
        }
        if records.hasMojibake { summary.notes.note(.mojibake, line: records.line) }
        records.use(to: next, lines: lines)
        (isPending, pendingIsClosed) = (true, isClosed)
        if isRaw { try handPending(each) }
    }

    mutating func reject(
        _ fault: CSVRowFault, _ next: Int, _ lines: Int, _ each: (CSVEvent) throws -> Void
    ) throws {
        try handPending(each)
        if !blanks.isEmpty { try flushBlanks(asRows: false, each) }
        let (line, offset, number) = (records.line, records.payloadOffset, number)
        if case .cutShort(let expected, let found) = fault {
            summary.cut = CutFile(line: line, byteOffset: offset, expectedColumns: expected, foundColumns: found)
        }
        let ended =
            next > records.window.start
            && [CSVScanner.lineFeed, CSVScanner.carriageReturn].contains(
                records.window.base[next - 1])
        records.use(to: next, lines: lines)
        summary.rejected += 1
        try each(
            .rejected(
                CSVRejection(
                    line: line, lastLine: line + max(0, lines - (ended ? 1 : 0)), byteOffset: offset, number: number,
                    fault: fault)))
    }

    func raggedness(_ found: Int, isLast: Bool) -> CSVRowFault {
        let expected = columns < layout.width && found != columns ? layout.width : columns
        if isLast, found < columns { return .cutShort(expected: columns, found: found) }
        return .ragged(expected: expected, found: found)
    }
}
