// The beginning of a payload: its encoding, its marks, its syntax, and the first records.

/// A payload as far as it has to be known before its first record is handed over.
struct CSVOpening {
    /// At the first record that isn't blank; it holds all of the sample.
    private(set) var window: ByteWindow
    private(set) var line = 1
    /// Offset in the payload of the window's start.
    private(set) var payloadOffset = 0
    private(set) var encoding = TextEncoding.utf8
    private(set) var encodingIsGuessed = false
    private(set) var syntax = CSVSyntax(delimiter: .comma)
    private(set) var sample: CSVSample
    private(set) var notes: [FeedNote] = []

    private static let sampleLength = 128 * 1024
    private static let sampleRecords = 400

    init<Base: ByteSource>(
        _ text: inout UTF16Source<Base>, dialect: CSVDialect, limits: CSVLimits, windowCapacity: Int
    ) throws {
        window = ByteWindow(capacity: windowCapacity)
        sample = CSVSample(window, length: 0, line: 1, syntax: syntax, limits: limits, limit: 0)
        do {
            let mark = try decide(&text, dialect.encoding)
            try text.seek(to: mark)
            window.deallocate()
            window = ByteWindow(capacity: windowCapacity, origin: mark)
            payloadOffset = mark
            try look(4096, &text)
            try refuseMistaken()
            if dialect.encoding == .detect, !encoding.isUTF16 { try refuseForeign() }
            let named = try separatorLine(&text)
            try skipBlankLines(&text)
            try look(Self.sampleLength, &text)
            if let named, let declared = dialect.delimiter, named != declared { notes.note(.separatorLine, line: 1) }
            syntax = CSVSyntax.found(
                in: window, declared: named ?? dialect.delimiter, escape: dialect.escape, limits: limits)
            if let mark = syntax.doubtful {
                throw CSVError(problem: .delimiterNotFound(mark), line: line, column: nil, byteOffset: payloadOffset)
            }
            if syntax.quote == UInt8(ascii: "'") { notes.note(.singleQuotes, line: line) }
            if syntax.isSpaced { notes.note(.spacedDelimiter, line: line) }
            var length = Self.sampleLength
            repeat {
                try look(length, &text)
                sample = CSVSample(
                    window, length: length, line: line, syntax: syntax, limits: limits, limit: Self.sampleRecords)
                length *= 4
                // Long records: the sample needs some more of them.
            } while sample.records.count < 10 && window.count >= length / 4 && length <= limits.record
        } catch {
            window.deallocate()
            throw error
        }
    }

    /// Fills the window to a number of bytes, or to the payload's end.
    private mutating func look(_ count: Int, _ text: inout UTF16Source<some ByteSource>) throws {
        while window.count < count, !window.atEnd { try window.fill(from: &text) }
    }

    /// Finds out the encoding; the result is the length of the byte order mark.
    private mutating func decide(_ text: inout UTF16Source<some ByteSource>, _ choice: TextEncodingChoice) throws
        -> Int
    {
        try text.seek(to: 0)
        while window.count < 1024, !window.atEnd { try window.fill(from: &text) }
        try refuseMistaken()
        switch EncodingMark.of(UnsafeBufferPointer(start: window.base, count: min(window.count, 1024))) {
        case .foreign(let name):
            throw CSVError(problem: .foreignEncoding(name), line: 1, column: nil, byteOffset: 0)
        case .mark(let marked, let length):
            if case .declared(let declared) = choice, declared != marked {
                notes.note(.byteOrderMarkOverrides, line: 1)
            }
            encoding = marked
            if marked.isUTF16 { text.encoding = marked }
            return length
        case .unmarked(let unmarked):
            encoding = unmarked
            if case .declared(let declared) = choice, declared.isUTF16 { encoding = declared }
            text.encoding = encoding
        case .none:
            switch choice {
            case .declared(let declared):
                encoding = declared
                if declared.isUTF16 { text.encoding = declared }
            case .detect:
                try text.seek(to: 0)
                let detection = try EncodingDetection.over(&text)
                encoding = detection.encoding
                encodingIsGuessed = true
                notes += detection.notes
            }
        }
        return 0
    }

    private func refuseMistaken() throws(CSVError) {
        let first = UnsafeBufferPointer(start: window.base + window.start, count: min(window.count, 4096))
        if let format = MistakenFormat.inPlaceOfTable(first), format != .utf16 {
            throw CSVError(problem: .mistaken(format), line: 1, column: nil, byteOffset: 0)
        }
    }

    private func refuseForeign() throws(CSVError) {
        let first = UnsafeBufferPointer(start: window.base + window.start, count: min(window.count, 4096))
        if EncodingMark.isForeign(first) {
            throw CSVError(problem: .foreignEncoding(nil), line: 1, column: nil, byteOffset: 0)
        }
    }

    /// Uses up a first line `sep=;` as Excel writes it, and gives its delimiter.
    private mutating func separatorLine(_ text: inout UTF16Source<some ByteSource>) throws -> CSVDelimiter? {
        let bytes = window.base + window.start
        guard let next = LineEnds.next(bytes, from: 0, to: min(window.count, 16), isEnd: window.atEnd) else {
            return nil
        }
        var line = (0..<next).map { bytes[$0] }
        while line.last == CSVScanner.lineFeed || line.last == CSVScanner.carriageReturn { line.removeLast() }
        if line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\""), line.count > 2 {
            line = Array(line.dropFirst().dropLast())
        }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let delimiter = CSVDelimiter(line[4])
        else { return nil }
        use(to: window.start + next)
        self.line += 1
        return delimiter
    }

    private mutating func use(to index: Int) {
        let used = index - window.start
        payloadOffset += encoding.isUTF16 ? UTF16Count.bytes(of: window.base + window.start, count: used) : used
        window.start = index
    }

    private mutating func skipBlankLines(_ text: inout UTF16Source<some ByteSource>) throws {
        var previous: UInt8 = 0
        while true {
            var index = window.start
            while index < window.end {
                let byte = window.base[index]
                guard byte == CSVScanner.lineFeed || byte == CSVScanner.carriageReturn else {
                    use(to: index)
                    return
                }
                if byte == CSVScanner.carriageReturn || previous != CSVScanner.carriageReturn { line += 1 }
                previous = byte
                index += 1
            }
            use(to: index)
            if window.atEnd { return }
            try window.fill(from: &text)
        }
    }
}
