// One record after the other: the window is filled, the scanner finds the fields, their text is
// decoded into the row that is used again and again.

struct CSVRecords {
    enum Next {
        /// `row` holds the record.
        case accepted
        case rejected(CSVRowFault, line: Int, byteOffset: Int)
        case end
    }

    private(set) var window: ByteWindow
    private var scanner: CSVScanner
    private let encoding: TextEncoding
    /// Line on which the window starts.
    private(set) var line: Int
    private(set) var row = CSVRow()
    /// The record just read was the last thing in the payload and had no line end.
    private(set) var hadNoLineEnd = false

    /// Takes over the window; `deallocate` ends it.
    init(window: ByteWindow, line: Int, delimiter: CSVDelimiter, encoding: TextEncoding, limits: CSVLimits) {
        self.window = window
        self.line = line
        self.encoding = encoding
        scanner = CSVScanner(delimiter: delimiter, limits: limits)
    }

    func deallocate() {
        window.deallocate()
        scanner.deallocate()
    }

    /// Reads the next record that isn't a blank line.
    mutating func next(number: Int, from source: inout some ByteSource) throws -> Next {
        while true {
            let offset = window.offset
            switch scanner.scan(window) {
            case .needsMore:
                try window.fill(from: &source)
            case .blankLine(let next):
                window.start = next
                line += scanner.lineEnds
            case .record(let end, let next):
                let place = line
                row.line = place
                row.byteOffset = offset
                row.number = number
                let fault = take(to: end)
                hadNoLineEnd = end == next
                window.start = next
                line += scanner.lineEnds
                if let fault { return .rejected(fault, line: place, byteOffset: offset) }
                return .accepted
            case .fault(let fault, let resumeAfter):
                let place = line
                line += scanner.lineEnds
                window.start = resumeAfter
                try skipLine(from: &source)
                return .rejected(fault, line: place, byteOffset: offset)
            case .openQuote(let opening):
                throw CSVError(
                    problem: .cut, line: line + scanner.lineEnds, column: scanner.columns + 1,
                    byteOffset: window.origin + opening)
            case .endOfPayload:
                return .end
            }
        }
    }

    /// Goes past the next line end. What follows an unclosed quote is read again as rows, so that
    /// one missing quote costs its own line and not the rest of the file.
    private mutating func skipLine(from source: inout some ByteSource) throws {
        while true {
            while window.start < window.end {
                let byte = window.base[window.start]
                window.start += 1
                if byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn {
                    line += 1
                    hadNoLineEnd = false
                    if byte == CSVScanner.lineFeed { return }
                    if window.count == 0, !window.atEnd { try window.fill(from: &source) }
                    if window.count > 0, window.base[window.start] == CSVScanner.lineFeed { window.start += 1 }
                    return
                }
            }
            if window.atEnd {
                hadNoLineEnd = true
                return
            }
            try window.fill(from: &source)
        }
    }

    /// Copies the scanned record's text into `row`.
    private mutating func take(to end: Int) -> CSVRowFault? {
        let start = window.start
        let bytes = window.base + start
        let count = end - start
        if let nul = ByteSearch.first(0, in: bytes, count: count) { return .nulByte(column: column(of: start + nul)) }
        let isASCII = ASCIIRun.length(at: bytes, count: count) == count
        if !isASCII, let fault = firstUndecodable(bytes, count: count) {
            return .undecodable(
                column: column(of: start + fault), byteOffset: window.origin + start + fault, byte: bytes[fault],
                encoding: encoding)
        }
        row.storage.removeAll(keepingCapacity: true)
        if row.ends.count != scanner.columns { row.ends = [Int32](repeating: 0, count: scanner.columns) }
        let transcodes = !isASCII && encoding == .windows1252
        if scanner.hasQuotes || transcodes {
            takeFields(transcodes: transcodes)
        } else {
            row.storage.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
            let marks = scanner.marks
            row.ends.withUnsafeMutableBufferPointer { ends in
                var column = 0
                while column < ends.count {
                    ends[column] = Int32(truncatingIfNeeded: marks[column].end - start)
                    column += 1
                }
            }
        }
        return nil
    }

    private mutating func takeFields(transcodes: Bool) {
        for column in 0..<scanner.columns {
            let mark = scanner.marks[column]
            let trim = mark.quoting == .none ? 0 : 1
            var from = mark.start + trim
            let to = mark.end - trim
            while from < to {
                var piece = to - from
                var step = piece
                if mark.quoting == .quotedWithDoubles,
                    let quote = ByteSearch.first(CSVScanner.quote, in: window.base + from, count: piece)
                {
                    piece = quote + 1
                    step = quote + 2
                }
                let text = UnsafeBufferPointer(start: window.base + from, count: piece)
                if transcodes {
                    Windows1252.append(text, to: &row.storage)
                } else {
                    row.storage.append(contentsOf: text)
                }
                from += step
            }
            row.ends[column] = Int32(truncatingIfNeeded: row.storage.count)
            row.storage.append(CSVDelimiter.comma.byte)
        }
    }

    private func firstUndecodable(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
        switch encoding {
        case .utf8: UTF8Sequence.firstFault(in: bytes, count: count)
        case .windows1252: UnsafeBufferPointer(start: bytes, count: count).firstIndex { !Windows1252.isDefined($0) }
        }
    }

    /// The column, from 1, of a byte of the scanned record.
    private func column(of index: Int) -> Int {
        var column = 0
        while column + 1 < scanner.columns, index >= scanner.marks[column].end { column += 1 }
        return column + 1
    }
}
