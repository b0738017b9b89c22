// Finds where the fields of one record are. It looks at eight bytes at once, copies nothing and
// decides nothing about the text: RFC 4180's structure, with CR, LF and CRLF all ending a line.

/// Where a field lies in the window, quotes included.
struct CSVFieldMark {
    enum Quoting { case none, quoted, quotedWithEscapes }

    var start: Int
    var end: Int
    var quoting: Quoting

    /// The field's bytes without its quotes; escapes in it stay as they are.
    var inner: Range<Int> { quoting == .none ? start..<end : start + 1..<end - 1 }
}

struct CSVScanner {
    enum Outcome {
        /// The record may go on after the window's end.
        case needsMore
        /// `end` is after the last field, `next` after the line end.
        case record(end: Int, next: Int)
        case blankLine(next: Int)
        /// The damage is in the field that starts at `field`.
        case fault(CSVRowFault, field: Int)
        /// The payload ends inside the quoted field that starts there.
        case openQuote(field: Int)
        case endOfPayload
    }

    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    let delimiter: UInt8
    let quote: UInt8
    let hasBackslash: Bool
    /// Each delimiter is followed by this byte, a space or the delimiter once more, which belongs to it; 0 where by none.
    private let follower: UInt8
    /// Each delimiter has a space before it that belongs to it.
    private let isPadded: Bool
    private let limits: CSVLimits
    private(set) var marks: UnsafeMutablePointer<CSVFieldMark>
    private var room: Int
    /// Fields found in the record.
    private(set) var columns = 0
    /// Some field is quoted.
    private(set) var hasQuotes = false
    /// An unquoted field has a quote in it.
    private(set) var hasStrayQuote = false
    /// A delimiter lacks its follower.
    private(set) var lacksSpace = false
    /// Blanks stand between a closing quote and the delimiter.
    private var hasPaddedQuote = false
    /// Line ends inside quotes.
    private(set) var innerLineEnds = 0
    /// Start of the first field that holds a line end.
    private(set) var spanningField = -1

    /// Fields don't lie one delimiter apart.
    var isSpaced: Bool { follower != 0 }

    /// Whoever makes a scanner calls `deallocate` when done.
    init(_ syntax: CSVSyntax, limits: CSVLimits) {
        self.limits = limits
        delimiter = syntax.delimiter.byte
        quote = syntax.quote
        hasBackslash = syntax.escape == .backslash
        isPadded = syntax.isPadded
        follower = syntax.isSpaced ? UInt8(ascii: " ") : syntax.isDoubled ? syntax.delimiter.byte : 0
        room = 64
        marks = .allocate(capacity: room)
    }

    func deallocate() {
        marks.deallocate()
    }

    /// Scans one record from the window's start. The window isn't moved.
    mutating func scan(_ window: ByteWindow) -> Outcome {
        let bytes = window.base
        let end = window.end
        let delimiter = delimiter
        let quote = quote
        let (delimiters, quotes) = (Self.ones &* UInt64(delimiter), Self.ones &* UInt64(quote))
        columns = 0
        hasQuotes = false
        hasStrayQuote = false
        lacksSpace = false
        hasPaddedQuote = isPadded
        innerLineEnds = 0
        spanningField = -1
        if window.start == end { return window.atEnd ? .endOfPayload : .needsMore }

        var fieldStart = window.start
        var quoting = CSVFieldMark.Quoting.none
        /// Where the bytes that have not been looked at begin.
        var at = fieldStart
        /// Eight bytes from `word`, a high bit for each that may matter.
        var word = at
        var found: UInt64 = 0
        var isQuoted = false
        if bytes[at] == quote {
            (isQuoted, quoting, hasQuotes) = (true, .quoted, true)
            at += 1
            word = at
        }
        word -= 8
        while true {
            // The next byte that may matter, or the end.
            while found == 0 {
                word += 8
                if word >= end { break }
                let eight: UInt64
                if word + 8 <= end {
                    eight = UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: word, as: UInt64.self)
                } else {
                    eight = Self.last(bytes + word, count: end - word)
                }
                let d = eight ^ delimiters
                let q = eight ^ quotes
                // Line ends are below 0x0E. What else is found is looked at and passed over.
                found =
                    ((d &- Self.ones) & ~d | (q &- Self.ones) & ~q | (eight &- 0x0E0E_0E0E_0E0E_0E0E) & ~eight)
                    & Self.highs
                if hasBackslash {
                    let b = eight ^ 0x5C5C_5C5C_5C5C_5C5C
                    found |= (b &- Self.ones) & ~b & Self.highs
                }
            }
            var index = end
            var byte: UInt8 = 0
            if found != 0 {
                index = word + found.trailingZeroBitCount >> 3
                found &= found &- 1
                // Behind what has been dealt with, or past the last byte.
                if index < at || index >= end { continue }
                byte = bytes[index]
            }
            if isQuoted {
                if index == end {
                    if let fault = overLimit(fieldStart, index, window) { return fault }
                    return window.atEnd ? .openQuote(field: fieldStart) : .needsMore
                }
                at = index + 1
                if byte == quote {
                    if at == end, !window.atEnd { return overLimit(fieldStart, index, window) ?? .needsMore }
                    if at < end, bytes[at] == quote {
                        quoting = .quotedWithEscapes
                        at += 1
                        continue
                    }
                    if at < end, isBlank(bytes[at]), bytes[at] != delimiter {
                        // They are nobody's: a value ends with its quote.
                        while at < end, isBlank(bytes[at]), bytes[at] != delimiter { at += 1 }
                        if at == end, !window.atEnd { return overLimit(fieldStart, at, window) ?? .needsMore }
                        hasPaddedQuote = true
                    }
                    if at < end, bytes[at] != delimiter, bytes[at] != Self.lineFeed, bytes[at] != Self.carriageReturn {
                        return .fault(.textAfterQuote(column: columns + 1), field: fieldStart)
                    }
                    isQuoted = false
                    if at < end { continue }
                    index = end
                } else {
                    if byte == Self.carriageReturn || byte == Self.lineFeed && bytes[index - 1] != Self.carriageReturn {
                        innerLineEnds += 1
                        if spanningField < 0 { spanningField = fieldStart }
                    } else if hasBackslash, byte == UInt8(ascii: "\\") {
                        if at == end, !window.atEnd { return overLimit(fieldStart, index, window) ?? .needsMore }
                        if at < end, bytes[at] == quote || bytes[at] == byte {
                            quoting = .quotedWithEscapes
                            at += 1
                        }
                    }
                    continue
                }
            } else if index == end {
                if !window.atEnd { return overLimit(fieldStart, index, window) ?? .needsMore }
            } else if byte == quote {
                at = index + 1
                if isBlank(bytes, from: fieldStart, to: index) {
                    return .fault(.spaceBeforeQuote(column: columns + 1), field: fieldStart)
                }
                hasStrayQuote = true
                continue
            } else if byte != delimiter, byte != Self.lineFeed, byte != Self.carriageReturn {
                continue
            }

            // The field ends at `index`.
            if let fault = overLimit(fieldStart, index, window) { return fault }
            if columns == limits.columns { return .fault(.tooManyColumns(limit: limits.columns), field: fieldStart) }
            if columns == room { widenMarks() }
            marks[columns] = CSVFieldMark(start: fieldStart, end: index, quoting: quoting)
            columns += 1
            if index == end {
                if hasPaddedQuote { dropPadding(bytes) }
                return .record(end: index, next: index)
            }
            at = index + 1
            guard byte == delimiter else {
                var next = at
                if byte == Self.carriageReturn {
                    if next == end, !window.atEnd { return .needsMore }
                    if next < end, bytes[next] == Self.lineFeed { next += 1 }
                }
                if hasPaddedQuote { dropPadding(bytes) }
                return index == window.start ? .blankLine(next: next) : .record(end: index, next: next)
            }
            if follower != 0 {
                if at == end, !window.atEnd { return .needsMore }
                if at < end, bytes[at] == follower {
                    at += 1
                } else if follower == delimiter {
                    lacksSpace = true
                } else if at < end, bytes[at] != delimiter, bytes[at] != Self.lineFeed, bytes[at] != Self.carriageReturn
                {
                    lacksSpace = true
                }
            }
            fieldStart = at
            quoting = .none
            if at == end, !window.atEnd { return .needsMore }
            if at < end, bytes[at] == quote {
                (isQuoted, quoting, hasQuotes) = (true, .quoted, true)
                at += 1
            }
        }
    }

    /// Fewer than eight bytes, with zeros after them.
    private static func last(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var eight: UInt64 = 0
        var index = 0
        while index < count {
            eight |= UInt64(bytes[index]) << UInt64(index * 8)
            index += 1
        }
        return eight
    }

    @inline(__always)
    private func overLimit(_ fieldStart: Int, _ index: Int, _ window: ByteWindow) -> Outcome? {
        if index - fieldStart <= limits.field, index - window.start <= limits.record { return nil }
        if index - fieldStart > limits.field {
            return .fault(.fieldTooLong(column: columns + 1, limit: limits.field), field: fieldStart)
        }
        return .fault(.recordTooLong(limit: limits.record), field: fieldStart)
    }

    private func isBlank(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, isBlank(bytes[index]) { index += 1 }
        return index == end
    }

    @inline(__always)
    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Lets every quoted field end with its quote, and every other without the space that is its delimiter's.
    private mutating func dropPadding(_ bytes: UnsafeMutablePointer<UInt8>) {
        for column in 0..<columns {
            let mark = marks[column]
            if mark.quoting != .none {
                while isBlank(bytes[marks[column].end - 1]) { marks[column].end -= 1 }
            } else if isPadded, column < columns - 1 {
                if mark.end > mark.start, bytes[mark.end - 1] == UInt8(ascii: " ") {
                    marks[column].end -= 1
                } else if mark.end > mark.start {
                    lacksSpace = true
                }
            }
        }
    }

    private mutating func widenMarks() {
        let wider = UnsafeMutablePointer<CSVFieldMark>.allocate(capacity: room * 2)
        wider.update(from: marks, count: room)
        marks.deallocate()
        marks = wider
        room *= 2
    }
}
