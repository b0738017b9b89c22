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

    /// How many fields of a record make a row.
    private var columns = 0
    private var names: Set<String> = []
    private var nameBytes: [[UInt8]] = []
    /// A bit for each length that a name has; the last for all longer ones.
    private var nameLengths: UInt64 = 0
    /// How a line may begin that is a header or a footer.
    private var besideBytes = [Bool](repeating: false, count: 256)
    /// Line of another table's header; its rows follow.
    private var otherHeader: Int?
    /// Below column names that only look like ones, rows have to look like the table.
    private var isWary = false
    private var followsBlank = false
    /// `records.row` is still to be handed over: the next line may show that its last value goes on.
    private var isPending = false
    private var pendingIsClosed = false
    /// The line before had a single field: the next row's first value may have begun there.
    private var followsFragment = false
    private var hasRows = false
    /// Rows without any value, which count only where a row with one follows.
    private var blanks: [Blank] = []

    struct Doubt {
        /// Offset in the text up to which the damage may reach, where that is known.
        var end: Int?
        /// A line that looks like the table has been seen.
        var isEased = false
        /// Lines of the table's width since the damage that could still be part of it.
        var lines = 0
    }

    private struct Blank {
        let line: Int
        let byteOffset: Int
        let width: Int
    }

    private static let mostDoubtful = 8
    private static let mostBlanks = 10_000

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
            encoding: opening.encoding, limits: limits)
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
    }

    func deallocate() {
        records.deallocate()
        probe.deallocate()
    }

    var number: Int { summary.rows + summary.rejected + summary.asides + 1 - layout.preamble.count }

    // MARK: The header

    /// Hands over what stands before the header, and the header.
    mutating func begin(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        for line in layout.preamble {
            summary.notes.note(.preamble, line: line.line)
            summary.asides += 1
            let before = line.start - records.window.start
            let bytes = records.window.base + records.window.start
            let offset =
                records.payloadOffset + (records.encoding.isUTF16 ? UTF16Count.bytes(of: bytes, count: before) : before)
            try each(.aside(CSVAside(kind: .preamble, line: line.line, byteOffset: offset, number: 0)))
        }
        if let start = layout.headerStart { records.useCounting(to: start) }
        while true {
            switch try records.scan(from: &source) {
            case .end: throw refusal(.mistaken(.nothing))
            case .blankLine(let next): records.use(to: next, lines: 1)
            case .fault(let fault, _): throw refusal(.badHeader(fault))
            case .openQuote(let field):
                throw refusal(.badHeader(.unclosedQuote(column: column(of: field))))
            case .record(let end, let next):
                let width = records.scanner.columns
                if let fault = records.take(to: end, keeping: width, number: 0) { throw refusal(.badHeader(fault)) }
                try takeNames(width)
                records.use(to: next, lines: records.scanner.innerLineEnds + (next > end ? 1 : 0))
                summary.endsWithoutLineEnd = next == end
                try each(.header(summary.header))
                return
            }
        }
    }

    private func refusal(_ problem: CSVError.Problem, column: Int? = nil) -> CSVError {
        CSVError(problem: problem, line: records.line, column: column, byteOffset: records.payloadOffset)
    }

    private mutating func takeNames(_ width: Int) throws(CSVError) {
        let row = records.row
        var all = (0..<width).map { HeaderName.trimmed(row.bytes(at: $0)) }
        while all.count > 1, all.last?.isEmpty == true { all.removeLast() }
        var known: [String: Int] = [:]
        for (index, name) in all.enumerated() {
            if name.isEmpty { throw refusal(.emptyHeaderName, column: index + 1) }
            if let first = known[name] {
                throw refusal(.duplicateHeaderName(name, firstColumn: first), column: index + 1)
            }
            known[name] = index + 1
        }
        do throws(CSVError) {
            summary.notes += try layout.settle(
                headerWidth: width, named: all.count, line: records.line, records.window.base)
        } catch {
            throw refusal(error.problem, column: error.column)
        }
        columns = all.count
        summary.header = all
        names = Set(all)
        nameBytes = all.map { Array($0.utf8) }
        for name in nameBytes { nameLengths |= 1 << UInt64(min(name.count, 63)) }
        besideBytes = CSVFooter.firstBytes
        for name in nameBytes { besideBytes[Int(name[0])] = true }
        besideBytes[Int(UInt8(ascii: "\t"))] = true
        besideBytes[0xC2] = true
        besideBytes[0xEF] = true
    }

    // MARK: The rows

    mutating func read(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        while true {
            switch try records.scan(from: &source) {
            case .end:
                try handPending(each)
                end()
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
                try flushBlanks(each)
                try mend(fault, field: field, isOpen: false, &source, each)
            case .openQuote(let field):
                try flushBlanks(each)
                let fault = CSVRowFault.unclosedQuote(column: column(of: field))
                try mend(fault, field: field, isOpen: true, &source, each)
            }
        }
    }

    /// Nothing about the scanned record asks for a second look at its quotes.
    private var isPlain: Bool {
        doubt == nil && !followsDamage && !isWary && records.scanner.innerLineEnds == 0 && otherHeader == nil
    }

    private mutating func end() {
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
            return
        }
        if !blanks.isEmpty { try flushBlanks(each) }
        let isFragment = width == 1 && layout.width > 1
        defer { followsFragment = isFragment }
        if isFragment { try holdPending(each) }
        guard width == layout.width else {
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
        if followsFragment, records.scanner.marks[0].quoting == .none, !isTyped(0, in: cell(0)) {
            try reject(.brokenLine, next, lines, each)
            return
        }
        if let stray = strayQuote(to: end, width: width) {
            try reject(.strayQuote(column: stray + 1), next, lines, each)
            return
        }
        if columns < width, let odd = layout.profile.firstOdd(records.window.base, cell) {
            try reject(.perhapsShifted(column: odd + 1), next, lines, each)
            return
        }
        if !hasRows || followsBlank, layout.isHeaderLike(records.window.base, cell) {
            if hasRows { isWary = true }
            try reject(.headerLike, next, lines, each)
            return
        }
        try hand(end, next, lines, keeping: columns, each)
        hasRows = true
        followsBlank = false
    }

    /// The first field without quotes around it whose quotes tell that it isn't whole: half a pair there and half a pair
    /// in a later field, or doubled quotes and one at its end. A single inch mark is text.
    private func strayQuote(to end: Int, width: Int) -> Int? {
        let start = records.window.start
        guard ByteSearch.first(quote, in: records.window.base + start, count: end - start) != nil else { return nil }
        var first: Int?
        for index in 0..<width where records.scanner.marks[index].quoting == .none {
            let cell = cell(index)
            var count = 0
            var hasDoubled = false
            var position = cell.lowerBound
            while position < cell.upperBound,
                let found = ByteSearch.first(
                    quote, in: records.window.base + position, count: cell.upperBound - position)
            {
                if count > 0, found == 0 { hasDoubled = true }
                count += 1
                position += found + 1
            }
            if count.isMultiple(of: 2) { continue }
            let isAtEnd = position == cell.upperBound
            if isAtEnd, hasDoubled { return index }
            // An opening half has text after it, a closing half none.
            if isAtEnd, let first { return first }
            if !isAtEnd, first == nil { first = index }
        }
        return nil
    }

    private func isTyped(_ column: Int, in cell: Range<Int>) -> Bool {
        layout.profile.isTyped(column, CSVCell(records.window.base, cell))
    }

    /// Hands over the row that waited for the next line.
    mutating func handPending(_ each: (CSVEvent) throws -> Void) throws {
        if !isPending { return }
        isPending = false
        summary.rows += 1
        try each(.row(records.row))
    }

    /// The next line has a single field: unless the last value is surely whole, it may go on there.
    private mutating func holdPending(_ each: (CSVEvent) throws -> Void) throws {
        let row = records.row
        guard isPending, !pendingIsClosed else { return }
        let isWhole = row.withBytes(at: columns - 1) { bytes in
            bytes.baseAddress.map { layout.profile.isTyped(columns - 1, CSVCell($0, 0..<bytes.count)) } ?? false
        }
        if isWhole { return }
        isPending = false
        summary.rejected += 1
        try each(
            .rejected(
                CSVRejection(line: row.line, byteOffset: row.byteOffset, number: row.number, fault: .brokenLine)))
    }

    func cell(_ index: Int) -> Range<Int> { records.scanner.marks[index].inner }

    private mutating func hand(
        _ end: Int, _ next: Int, _ lines: Int, keeping: Int, _ each: (CSVEvent) throws -> Void
    ) throws {
        try handPending(each)
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

    private func raggedness(_ found: Int, isLast: Bool) -> CSVRowFault {
        let expected = columns < layout.width && found != columns ? layout.width : columns
        if isLast, found < columns { return .cutShort(expected: columns, found: found) }
        return .ragged(expected: expected, found: found)
    }

    // MARK: Rows without values

    private func isSpaces(to end: Int) -> Bool {
        (records.window.start..<end).allSatisfy { records.window.base[$0] == UInt8(ascii: " ") }
    }

    /// True for a record of delimiters and nothing else.
    private func isVoid(to end: Int) -> Bool {
        let (start, scanner) = (records.window.start, records.scanner)
        if scanner.marks[0].end > start || scanner.columns == 1 { return false }
        return (0..<scanner.columns).allSatisfy { scanner.marks[$0].inner.isEmpty }
    }

    private mutating func keepBlank(_ next: Int, _ lines: Int, _ each: (CSVEvent) throws -> Void) throws {
        blanks.append(
            Blank(line: records.line, byteOffset: records.payloadOffset, width: records.scanner.columns))
        records.use(to: next, lines: lines)
        if blanks.count == Self.mostBlanks { try flushBlanks(each) }
    }

    /// The table ends: rows without values below its last are none.
    private mutating func dropBlanks() {
        for blank in blanks { summary.notes.note(.blankTail, line: blank.line) }
        blanks = []
    }

    /// The header comes again: a row just before it with nothing but its first value is the next export's title.
    private mutating func asideTitle(_ each: (CSVEvent) throws -> Void) throws {
        let row = records.row
        guard isPending, columns > 2, (1..<columns).allSatisfy(row.isEmpty(at:)) else { return }
        isPending = false
        summary.notes.note(.preamble, line: row.line)
        summary.asides += 1
        try each(.aside(CSVAside(kind: .preamble, line: row.line, byteOffset: row.byteOffset, number: row.number)))
    }

    /// A row with values follows: those without were rows too.
    mutating func flushBlanks(_ each: (CSVEvent) throws -> Void) throws {
        if blanks.isEmpty { return }
        try handPending(each)
        let kept = blanks
        blanks = []
        for blank in kept {
            if blank.width == layout.width {
                let row = CSVRow.of(
                    Array(repeating: "", count: columns), line: blank.line, byteOffset: blank.byteOffset,
                    number: number)
                summary.rows += 1
                try each(.row(row))
            } else {
                let fault = raggedness(blank.width, isLast: false)
                let rejection = CSVRejection(
                    line: blank.line, byteOffset: blank.byteOffset, number: number, fault: fault)
                summary.rejected += 1
                try each(.rejected(rejection))
            }
        }
    }

    // MARK: Lines beside the table

    /// Whether the scanned record may be a header again or a footer: only its first bytes are looked
    /// at as a rule.
    private mutating func isBeside(_ end: Int, _ source: inout some ByteSource) throws -> Bool {
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
    private mutating func takeBeside(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        let isAtFoot = try isAtFoot(&source)
        followsFragment = false
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
        if isFooter { dropBlanks() } else { try flushBlanks(each) }
        let named = Set(texts.filter { names.contains($0) })
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
        } else if isWord, width == layout.width, fit == .none {
            try reject(.footerLike, next, lines, each)
        } else if width == layout.width, !records.scanner.lacksSpace,
            (columns..<max(width, columns)).allSatisfy({ cell($0).isEmpty })
        {
            try hand(end, next, lines, keeping: columns, each)
            hasRows = true
            followsBlank = false
        } else {
            try reject(raggedness(width, isLast: next == end), next, lines, each)
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

    // MARK: In doubt

    /// Decides about a record after damage, below other column names, or with line breaks in quotes.
    private mutating func weigh(
        _ end: Int, _ next: Int, _ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void
    ) throws {
        let scanner = records.scanner
        let lines = scanner.innerLineEnds + (next > end ? 1 : 0)
        if scanner.innerLineEnds > 0, try mendSwallowing(end, next, &source, each) { return }
        let followed = followsDamage
        followsDamage = false
        if otherHeader != nil || isWary || doubt != nil || followed, try isBeside(end, &source), !isRaw {
            try takeBeside(&source, each)
            return
        }
        if let otherHeader {
            try reject(.otherTable(headerLine: otherHeader), next, lines, each)
            return
        }
        if scanner.columns == 1, layout.width > 1, isSpaces(to: end) {
            try take(end, next, &source, each)
            return
        }
        if isWary {
            if scanner.columns == layout.width, layout.profile.fit(records.window.base, cell) != .strong {
                try reject(.doubtful, next, lines, each)
            } else {
                try take(end, next, &source, each)
            }
            return
        }
        if scanner.hasStrayQuote, doubt != nil || followed {
            try reject(.doubtful, next, lines, each)
            return
        }
        if let doubt {
            let isLike = isConvincing(scanner.columns, hasStrayQuote: false)
            // Text in a quoted value doesn't have the table's width line after line.
            let isLong = layout.width > 1 && doubt.end == nil && doubt.lines == Self.mostDoubtful
            if !isLike, !doubt.isEased, !isLong {
                self.doubt?.lines = scanner.columns == layout.width ? doubt.lines + 1 : 0
                try reject(.doubtful, next, lines, each)
                return
            }
            if isLike || isLong {
                let at = records.window.offset
                self.doubt = doubt.end.map { $0 > at } ?? false ? Doubt(end: doubt.end, isEased: true) : nil
            }
        }
        try take(end, next, &source, each)
    }

    func isConvincing(_ width: Int, hasStrayQuote: Bool) -> Bool {
        guard width == layout.width, !hasStrayQuote, width > 0 else { return false }
        return layout.profile.fit(records.window.base, cell) != .none
    }
}

enum HeaderName {
    /// Without spaces, tabs and no-break spaces around it.
    static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        var rest = Array(bytes)[...]
        while true {
            if rest.first == 0x20 || rest.first == 0x09 {
                rest.removeFirst()
            } else if rest.last == 0x20 || rest.last == 0x09 {
                rest.removeLast()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                rest.removeFirst(2)
            } else if rest.suffix(2) == [0xC2, 0xA0] {
                rest.removeLast(2)
            } else {
                return String(decoding: rest, as: UTF8.self)
            }
        }
    }

    /// Without the byte order mark that a second export brings into the middle of a file.
    static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }
}
