// The payload as a run of scanned records: where each lies, what line it is on, and its text, which
// is decoded into one row that is used again and again. What becomes of a record is decided elsewhere.

struct CSVRecords {
    enum Step {
        /// The scanner's marks say where the fields are. `next` is after the line end.
        case record(end: Int, next: Int)
        case blankLine(next: Int)
        case fault(CSVRowFault, field: Int)
        case openQuote(field: Int)
        case end
    }

    var window: ByteWindow
    private(set) var scanner: CSVScanner
    let encoding: TextEncoding
    /// Nobody has declared the encoding, and nothing in the payload states it.
    private let isGuessed: Bool
    /// Line on which the window starts.
    private(set) var line: Int
    private(set) var row = CSVRow()
    /// Bytes of the payload before the window's start, where they aren't the window's own.
    private var payloadBefore: Int
    /// The last record's text looked like UTF-8 that was read as Windows-1252.
    private(set) var hasMojibake = false
    /// The last record was read as Windows-1252 in a payload of two encodings.
    private(set) var sawBothEncodings = false

    /// Takes over the window; `deallocate` ends it.
    init(
        window: ByteWindow, line: Int, payloadOffset: Int, syntax: CSVSyntax, encoding: TextEncoding,
        isGuessed: Bool, limits: CSVLimits
    ) {
        self.window = window
        self.line = line
        self.encoding = encoding
        self.isGuessed = isGuessed
        payloadBefore = payloadOffset
        scanner = CSVScanner(syntax, limits: limits)
    }

    func deallocate() {
        window.deallocate()
        scanner.deallocate()
    }

    /// Offset in the payload of the first byte not used yet.
    var payloadOffset: Int { encoding.isUTF16 ? payloadBefore : window.offset }

    /// Scans what is next. Nothing is used up.
    mutating func scan(from source: inout some ByteSource) throws -> Step {
        while true {
            switch scanner.scan(window) {
            case .needsMore: try window.fill(from: &source)
            case .record(let end, let next): return .record(end: end, next: next)
            case .blankLine(let next): return .blankLine(next: next)
            case .fault(let fault, let field): return .fault(fault, field: field)
            case .openQuote(let field): return .openQuote(field: field)
            case .endOfPayload: return .end
            }
        }
    }

    /// Uses up the window to `index`, which lies after a line end or at the end.
    mutating func use(to index: Int, lines: Int) {
        if encoding.isUTF16 {
            payloadBefore += UTF16Count.bytes(of: window.base + window.start, count: index - window.start)
        }
        window.start = index
        line += lines
    }

    /// Uses up the window to `index` and counts the line ends on the way.
    mutating func useCounting(to index: Int) {
        use(to: index, lines: LineEnds.count(window.base, from: window.start, to: index))
    }

    /// Uses up the rest of the line, which may be longer than any window. False where the payload
    /// ends without a line end.
    mutating func useLine(from source: inout some ByteSource) throws -> Bool {
        while true {
            if let next = LineEnds.next(window.base, from: window.start, to: window.end, isEnd: window.atEnd) {
                use(to: next, lines: 1)
                return true
            }
            if window.atEnd {
                use(to: window.end, lines: 0)
                return false
            }
            // A last CR waits for the LF that may follow.
            let keeps = window.count > 0 && window.base[window.end - 1] == CSVScanner.carriageReturn ? 1 : 0
            use(to: window.end - keeps, lines: 0)
            try window.fill(from: &source)
        }
    }

    /// Copies the scanned record's text into `row`: its first `keeping` fields.
    mutating func take(to end: Int, keeping: Int, number: Int) -> CSVRowFault? {
        let start = window.start
        let bytes = window.base + start
        let count = end - start
        row.line = line
        row.byteOffset = payloadOffset
        row.number = number
        hasMojibake = false
        sawBothEncodings = false
        var transcodes = false
        if !ASCIIRun.isPlain(bytes, count: count) {
            if number > 0, count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return .byteOrderMark }
            if let nul = ByteSearch.first(0, in: bytes, count: count) {
                return .nulByte(column: column(of: start + nul))
            }
            switch decoding(bytes, count: count) {
            case .fault(let fault): return fault
            case .windows1252: transcodes = true
            case .utf8: break
            }
        }
        let columns = min(keeping, scanner.columns)
        // One byte of Windows-1252 takes three at most in UTF-8.
        makeRoom((transcodes ? 3 : 1) * count + columns)
        if row.ends.count != columns { row.ends = [Int32](repeating: 0, count: columns) }
        let isVerbatim = !scanner.hasQuotes && !transcodes && !scanner.isSpaced
        let marks = scanner.marks
        let fields = CSVFields(bytes: window.base, quote: scanner.quote, hasBackslash: scanner.hasBackslash)
        row.storage.withUnsafeMutableBufferPointer { storage in
            row.ends.withUnsafeMutableBufferPointer { ends in
                guard let output = storage.baseAddress else { return }
                if isVerbatim {
                    output.update(from: bytes, count: marks[columns - 1].end - start)
                    for column in 0..<columns { ends[column] = Int32(truncatingIfNeeded: marks[column].end - start) }
                    return
                }
                var written = 0
                for column in 0..<columns {
                    written += fields.copy(marks[column], to: output + written, transcodes: transcodes)
                    ends[column] = Int32(truncatingIfNeeded: written)
                    output[written] = CSVDelimiter.comma.byte
                    written += 1
                }
            }
        }
        return nil
    }

    /// Sees to it that the row's bytes fit. Room made for a huge record isn't kept for small ones.
    private mutating func makeRoom(_ count: Int) {
        if row.storage.count >= count, row.storage.count <= 64 * 1024 || row.storage.count / 4 <= count { return }
        row.storage = [UInt8](repeating: 0, count: max(count, 512))
    }

    private enum Decoding {
        case utf8, windows1252
        case fault(CSVRowFault)
    }

    /// How a record that isn't ASCII is decoded.
    private mutating func decoding(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Decoding {
        func undecodable(_ fault: Int) -> Decoding {
            let before = encoding.isUTF16 ? UTF16Count.bytes(of: bytes, count: fault) : fault
            return .fault(
                .undecodable(
                    column: column(of: window.start + fault), byteOffset: payloadOffset + before, byte: bytes[fault],
                    encoding: encoding))
        }
        if encoding != .windows1252 {
            guard let fault = UTF8Sequence.firstFault(in: bytes, count: count) else {
                hasMojibake = Mojibake.isIn(bytes, count: count)
                return .utf8
            }
            if encoding != .mixed || UTF8Sequence.hasSequence(in: bytes, count: count) { return undecodable(fault) }
            sawBothEncodings = true
        }
        let undefined = UnsafeBufferPointer(start: bytes, count: count).firstIndex { !Windows1252.isDefined($0) }
        if let undefined { return undecodable(undefined) }
        if isGuessed, let odd = (0..<count).first(where: { isHardlyText(bytes, $0, count) }) { return undecodable(odd) }
        hasMojibake = UTF8Sequence.hasSequence(in: bytes, count: count)
        return .windows1252
    }

    /// In a payload that is Windows-1252 only because it isn't UTF-8: a letter with an accent right beside a digit, or one
    /// that hardly any name has (ÿ, þ, ð), is a damaged byte rather.
    private func isHardlyText(_ bytes: UnsafeMutablePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
        if bytes[index] < 0xC0 { return false }
        if [0xF0, 0xFE, 0xFF].contains(bytes[index]) { return true }
        return [index - 1, index + 1].contains { place in
            place >= 0 && place < count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place])
        }
    }

    /// The column, from 1, of a byte of the scanned record.
    private func column(of index: Int) -> Int {
        var column = 0
        while column + 1 < scanner.columns, index >= scanner.marks[column].end { column += 1 }
        return column + 1
    }
}
