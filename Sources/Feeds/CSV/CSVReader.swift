// CSV payloads, row by row, in memory that doesn't follow their size.

/// Reads CSV as RFC 4180 has it, from UTF-8 or Windows-1252.
///
///     var source = FileByteSource(path: "pupils.csv")
///     let summary = try CSVReader().read(&source) { event in
///         if case .row(let row) = event { … row.text(at: 0) … }
///     }
///
/// The first line that isn't blank is the header. Every later record has exactly as many fields or
/// is rejected; blank lines are no records. A quote counts only at the start of a field; elsewhere
/// in an unquoted field it is text. After a damaged quoted field, reading goes on with the line
/// after the one where that field began.
public struct CSVReader: Sendable {
    public let dialect: CSVDialect
    public let limits: CSVLimits
    /// Smaller in tests, so that every record meets the edge of the window.
    var windowCapacity = ByteWindow.usualCapacity

    public init(dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()) {
        self.dialect = dialect
        self.limits = limits
    }

    /// Reads the payload from its beginning to its end and hands over every event in order. Throws
    /// `CSVError` for a payload refused whole, what the source throws, and what `each` throws. What
    /// `each` was given before an error counts for nothing.
    public func read(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws -> CSVSummary {
        let opening = try open(&source)
        var summary = CSVSummary(
            dialect: CSVDialect(delimiter: opening.delimiter, encoding: .declared(opening.encoding)))
        summary.notes = opening.notes
        var records = CSVRecords(
            window: opening.window, line: opening.line, delimiter: opening.delimiter, encoding: opening.encoding,
            limits: limits)
        defer { records.deallocate() }

        summary.header = try header(&records, from: &source)
        try each(.header(summary.header))
        let columns = summary.header.count
        while true {
            let number = summary.rows + summary.rejected + 1
            switch try records.next(number: number, from: &source) {
            case .end:
                summary.bytes = records.window.offset
                summary.endsWithoutLineEnd = records.hadNoLineEnd
                return summary
            case .accepted where records.row.count == columns:
                summary.rows += 1
                try each(.row(records.row))
            case .accepted:
                let fault = raggedness(of: records, columns: columns)
                if case .cutShort = fault {
                    summary.cut = CutFile(
                        line: records.row.line, byteOffset: records.row.byteOffset, expectedColumns: columns,
                        foundColumns: records.row.count)
                }
                summary.rejected += 1
                try each(.rejected(rejection(fault, of: records.row)))
            case .rejected(let fault, let line, let offset):
                summary.rejected += 1
                try each(.rejected(CSVRejection(line: line, byteOffset: offset, number: number, fault: fault)))
            }
        }
    }

    /// Reads every record as it is, whatever its width: the first is no header, and only what can't
    /// be read at all is rejected.
    public func readRaw(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws -> CSVSummary {
        let opening = try open(&source)
        var summary = CSVSummary(
            dialect: CSVDialect(delimiter: opening.delimiter, encoding: .declared(opening.encoding)))
        summary.notes = opening.notes
        var records = CSVRecords(
            window: opening.window, line: opening.line, delimiter: opening.delimiter, encoding: opening.encoding,
            limits: limits)
        defer { records.deallocate() }
        while true {
            let number = summary.rows + summary.rejected + 1
            switch try records.next(number: number, from: &source) {
            case .end:
                summary.bytes = records.window.offset
                return summary
            case .accepted:
                summary.rows += 1
                try each(.row(records.row))
            case .rejected(let fault, let line, let offset):
                summary.rejected += 1
                try each(.rejected(CSVRejection(line: line, byteOffset: offset, number: number, fault: fault)))
            }
        }
    }

    /// Reads one row again by its place, to show a person where a value came from. `line` and
    /// `number` are only handed on. Give the reader the dialect of the payload's `CSVSummary`, or it
    /// has to find it out again. The result is never `.header`.
    public func row(
        at byteOffset: Int, line: Int, number: Int, columns: Int, in source: inout some ByteSource
    ) throws -> CSVEvent {
        var delimiter = dialect.delimiter
        var encoding: TextEncoding?
        if case .declared(let declared) = dialect.encoding { encoding = declared }
        if delimiter == nil || encoding == nil {
            let opening = try open(&source)
            opening.window.deallocate()
            (delimiter, encoding) = (opening.delimiter, opening.encoding)
        }
        try source.seek(to: byteOffset)
        var records = CSVRecords(
            window: ByteWindow(capacity: min(windowCapacity, 16 * 1024), origin: byteOffset), line: line,
            delimiter: delimiter ?? .comma, encoding: encoding ?? .utf8, limits: limits)
        defer { records.deallocate() }
        switch try records.next(number: number, from: &source) {
        case .end:
            throw CSVError(problem: .noRowHere, line: line, column: nil, byteOffset: byteOffset)
        case .accepted where records.row.count == columns:
            return .row(records.row)
        case .accepted:
            return .rejected(rejection(raggedness(of: records, columns: columns), of: records.row))
        case .rejected(let fault, let line, let offset):
            return .rejected(CSVRejection(line: line, byteOffset: offset, number: number, fault: fault))
        }
    }

    private func rejection(_ fault: CSVRowFault, of row: CSVRow) -> CSVRejection {
        CSVRejection(line: row.line, byteOffset: row.byteOffset, number: row.number, fault: fault)
    }

    private func raggedness(of records: CSVRecords, columns: Int) -> CSVRowFault {
        let found = records.row.count
        if records.hadNoLineEnd, found < columns { return .cutShort(expected: columns, found: found) }
        return .ragged(expected: columns, found: found)
    }

    // MARK: The beginning of a payload

    private struct Opening {
        var window: ByteWindow
        var line: Int
        var delimiter: CSVDelimiter
        var encoding: TextEncoding
        var notes: [FeedNote]
    }

    private func open(_ source: inout some ByteSource) throws -> Opening {
        var notes: [FeedNote] = []
        var window = ByteWindow(capacity: windowCapacity)
        do {
            try source.seek(to: 0)
            while window.count < 64, !window.atEnd { try window.fill(from: &source) }
            if let format = MistakenFormat.inPlaceOfTable(UnsafeBufferPointer(start: window.base, count: window.count))
            {
                throw CSVError(problem: .mistaken(format), line: 1, column: nil, byteOffset: 0)
            }
            let hasMark =
                window.count >= 3 && window.base[0] == 0xEF && window.base[1] == 0xBB && window.base[2] == 0xBF
            var encoding = TextEncoding.utf8
            if hasMark {
                window.start = 3
                if dialect.encoding == .declared(.windows1252) { notes.note(.byteOrderMarkOverrides, line: 1) }
            } else {
                switch dialect.encoding {
                case .declared(let declared): encoding = declared
                case .detect:
                    try source.seek(to: 0)
                    let detection = try EncodingDetection.over(&source)
                    encoding = detection.encoding
                    notes += detection.notes
                    try source.seek(to: window.end)
                }
            }
            let line = try skipBlankLines(&window, from: &source)
            let delimiter = try dialect.delimiter ?? commonestDelimiter(&window, from: &source)
            return Opening(window: window, line: line, delimiter: delimiter, encoding: encoding, notes: notes)
        } catch {
            window.deallocate()
            throw error
        }
    }

    private func skipBlankLines(_ window: inout ByteWindow, from source: inout some ByteSource) throws -> Int {
        var line = 1
        var previous: UInt8 = 0
        while true {
            while window.start < window.end {
                let byte = window.base[window.start]
                guard byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn else { return line }
                if byte == CSVScanner.carriageReturn || previous != CSVScanner.carriageReturn { line += 1 }
                previous = byte
                window.start += 1
            }
            if window.atEnd { return line }
            try window.fill(from: &source)
        }
    }

    /// The delimiter that stands most often in the header line, outside quotes.
    private func commonestDelimiter(_ window: inout ByteWindow, from source: inout some ByteSource) throws
        -> CSVDelimiter
    {
        while true {
            var counts: [CSVDelimiter: Int] = [:]
            var inQuotes = false
            var index = window.start
            search: while index < window.end {
                let byte = window.base[index]
                switch byte {
                case CSVScanner.quote: inQuotes.toggle()
                case CSVScanner.lineFeed, CSVScanner.carriageReturn: if !inQuotes { break search }
                default:
                    if !inQuotes, let candidate = CSVDelimiter.usual.first(where: { $0.byte == byte }) {
                        counts[candidate, default: 0] += 1
                    }
                }
                index += 1
            }
            if index < window.end || window.atEnd || window.count > limits.record {
                let most = counts.values.max() ?? 0
                return CSVDelimiter.usual.first { counts[$0, default: 0] == most && most > 0 } ?? .comma
            }
            try window.fill(from: &source)
        }
    }

    private func header(_ records: inout CSVRecords, from source: inout some ByteSource) throws -> [String] {
        switch try records.next(number: 0, from: &source) {
        case .end:
            throw CSVError(problem: .mistaken(.nothing), line: records.line, column: nil, byteOffset: 0)
        case .rejected(let fault, let line, let offset):
            throw CSVError(problem: .badHeader(fault), line: line, column: nil, byteOffset: offset)
        case .accepted:
            let row = records.row
            var columns: [String: Int] = [:]
            var names: [String] = []
            for index in 0..<row.count {
                let name = trimmed(row.bytes(at: index))
                func refusal(_ problem: CSVError.Problem) -> CSVError {
                    CSVError(problem: problem, line: row.line, column: index + 1, byteOffset: row.byteOffset)
                }
                if name.isEmpty { throw refusal(.emptyHeaderName) }
                if let first = columns[name] { throw refusal(.duplicateHeaderName(name, firstColumn: first)) }
                columns[name] = index + 1
                names.append(name)
            }
            return names
        }
    }

    /// Without spaces, tabs and no-break spaces around it.
    private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes
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
}
