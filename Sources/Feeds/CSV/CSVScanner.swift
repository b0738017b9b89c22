// Finds where the fields of one record are. It looks at each byte once, copies nothing and decides
// nothing about the text: RFC 4180's structure, with CR, LF and CRLF all ending a line.

/// Where a field lies in the window, quotes included.
struct CSVFieldMark {
    enum Quoting { case none, quoted, quotedWithDoubles }

    var start: Int
    var end: Int
    var quoting: Quoting
}

struct CSVScanner {
    enum Outcome {
        /// The record may go on after the window's end.
        case needsMore
        /// `end` is after the last field, `next` after the line end.
        case record(end: Int, next: Int)
        case blankLine(next: Int)
        /// The next line end at or after `resumeAfter` ends the damage.
        case fault(CSVRowFault, resumeAfter: Int)
        case openQuote(at: Int)
        case endOfPayload
    }

    private enum ByteClass {
        static let delimiter: UInt8 = 1
        static let quote: UInt8 = 2
        static let lineEnd: UInt8 = 3
    }

    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")

    private let limits: CSVLimits
    /// Byte to class; 0 is everything that is just text.
    private let classes: UnsafeMutablePointer<UInt8>
    private(set) var marks: UnsafeMutablePointer<CSVFieldMark>
    private var room: Int
    /// Fields found in the record.
    private(set) var columns = 0
    /// Some field is quoted.
    private(set) var hasQuotes = false
    /// Line ends used up: inside quotes, and the record's own. After a fault or an open quote, those
    /// before the field at fault.
    private(set) var lineEnds = 0

    /// Whoever makes a scanner calls `deallocate` when done.
    init(delimiter: CSVDelimiter, limits: CSVLimits) {
        self.limits = limits
        room = 64
        marks = .allocate(capacity: room)
        classes = .allocate(capacity: 256)
        classes.initialize(repeating: 0, count: 256)
        classes[Int(delimiter.byte)] = ByteClass.delimiter
        classes[Int(Self.quote)] = ByteClass.quote
        classes[Int(Self.carriageReturn)] = ByteClass.lineEnd
        classes[Int(Self.lineFeed)] = ByteClass.lineEnd
    }

    func deallocate() {
        marks.deallocate()
        classes.deallocate()
    }

    /// Scans one record from the window's start. The window isn't moved.
    mutating func scan(_ window: ByteWindow) -> Outcome {
        let bytes = window.base
        let end = window.end
        let classes = classes
        var index = window.start
        columns = 0
        hasQuotes = false
        lineEnds = 0
        if index == end { return window.atEnd ? .endOfPayload : .needsMore }
        while true {
            let fieldStart = index
            let linesBefore = lineEnds
            var quoting = CSVFieldMark.Quoting.none
            if index < end, bytes[index] == Self.quote {
                hasQuotes = true
                quoting = .quoted
                index += 1
                while true {
                    while index < end, classes[Int(bytes[index])] < ByteClass.quote { index += 1 }
                    if index == end {
                        if let fault = overLimit(fieldStart, index, window, linesBefore) { return fault }
                        if !window.atEnd { return .needsMore }
                        lineEnds = linesBefore
                        return .openQuote(at: fieldStart)
                    }
                    if bytes[index] == Self.quote {
                        if index + 1 == end, !window.atEnd {
                            return overLimit(fieldStart, index, window, linesBefore) ?? .needsMore
                        }
                        if index + 1 == end || bytes[index + 1] != Self.quote { break }
                        quoting = .quotedWithDoubles
                        index += 2
                    } else {
                        // The LF of a CRLF is not a second line end.
                        if bytes[index] == Self.carriageReturn || bytes[index - 1] != Self.carriageReturn {
                            lineEnds += 1
                        }
                        index += 1
                    }
                }
                index += 1
                if index < end, classes[Int(bytes[index])] & 1 == 0 {
                    lineEnds = linesBefore
                    return .fault(.textAfterQuote(column: columns + 1), resumeAfter: fieldStart)
                }
            } else {
                while index < end {
                    let found = classes[Int(bytes[index])]
                    if found != 0 {
                        if found != ByteClass.quote { break }
                        if isBlank(bytes, from: fieldStart, to: index) {
                            return .fault(.spaceBeforeQuote(column: columns + 1), resumeAfter: fieldStart)
                        }
                    }
                    index += 1
                }
                if index == end, !window.atEnd {
                    return overLimit(fieldStart, index, window, linesBefore) ?? .needsMore
                }
            }
            if let fault = overLimit(fieldStart, index, window, linesBefore) { return fault }
            if columns == limits.columns {
                return .fault(.tooManyColumns(limit: limits.columns), resumeAfter: fieldStart)
            }
            if columns == room { widenMarks() }
            marks[columns] = CSVFieldMark(start: fieldStart, end: index, quoting: quoting)
            columns += 1
            if index == end {
                // A closing quote was the last byte there is so far: what follows decides.
                return window.atEnd ? .record(end: index, next: index) : .needsMore
            }
            if classes[Int(bytes[index])] == ByteClass.delimiter {
                index += 1
                continue
            }
            var next = index + 1
            if bytes[index] == Self.carriageReturn {
                if next == end, !window.atEnd { return .needsMore }
                if next < end, bytes[next] == Self.lineFeed { next += 1 }
            }
            lineEnds += 1
            return index == window.start ? .blankLine(next: next) : .record(end: index, next: next)
        }
    }

    private mutating func overLimit(
        _ fieldStart: Int, _ index: Int, _ window: ByteWindow, _ linesBefore: Int
    ) -> Outcome? {
        guard index - fieldStart > limits.field || index - window.start > limits.record else { return nil }
        lineEnds = linesBefore
        if index - fieldStart > limits.field {
            return .fault(.fieldTooLong(column: columns + 1, limit: limits.field), resumeAfter: fieldStart)
        }
        return .fault(.recordTooLong(limit: limits.record), resumeAfter: fieldStart)
    }

    private func isBlank(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") { index += 1 }
        return index == end
    }

    private mutating func widenMarks() {
        let wider = UnsafeMutablePointer<CSVFieldMark>.allocate(capacity: room * 2)
        wider.update(from: marks, count: room)
        marks.deallocate()
        marks = wider
        room *= 2
    }
}
