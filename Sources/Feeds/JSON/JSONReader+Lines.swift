// JSON Lines: a value on each line. One bad line doesn't spoil the others.

/// One line of a JSON Lines payload that isn't blank.
public enum JSONLineEvent: Sendable, Equatable {
    case element(JSONElement)
    case rejected(JSONLineRejection)
}

/// A line that isn't one JSON value. The error's place is in the payload, not in the line.
public struct JSONLineRejection: Sendable, Equatable {
    public let line: Int
    public let byteOffset: Int
    public let number: Int
    public let fault: JSONError
}

/// Counts over a JSON Lines payload: `elements + rejected` is every line that isn't blank.
public struct JSONLinesSummary: Sendable, Equatable {
    public internal(set) var elements = 0
    public internal(set) var rejected = 0
    /// True when the last line has no line end and isn't a value either: the payload was cut.
    public internal(set) var isCut = false
    public internal(set) var notes: [FeedNote] = []
}

extension JSONReader {
    /// Reads a payload with one JSON value on each line and hands over every line in order. Throws
    /// `JSONError` only for what isn't JSON Lines at all, what the source throws and what `each` throws.
    public func readLines(
        _ source: inout some ByteSource, _ each: (JSONLineEvent) throws -> Void
    ) throws -> JSONLinesSummary {
        var summary = JSONLinesSummary()
        var window = ByteWindow(capacity: windowCapacity)
        defer { window.deallocate() }
        var builder = JSONBuilder(depth: limits.depth)
        try open(&window, &source)
        var line = 0
        while true {
            let found = ByteSearch.first(0x0A, in: window.base + window.start, count: window.count)
            if found == nil, !window.atEnd, window.count <= limits.element {
                try window.fill(from: &source)
                continue
            }
            if found == nil, window.count == 0 {
                // Nothing but blank lines is an empty file, however long.
                if summary.elements + summary.rejected == 0 { throw JSONError.mistaken(.nothing) }
                return summary
            }
            line += 1
            let number = summary.elements + summary.rejected + 1
            let place = window.offset
            let length = found ?? window.count
            func reject(_ fault: JSONError) throws {
                summary.rejected += 1
                summary.isCut = found == nil && window.atEnd
                try each(.rejected(JSONLineRejection(line: line, byteOffset: place, number: number, fault: fault)))
            }
            if length > limits.element {
                try reject(
                    JSONError(problem: .tooLarge(limit: limits.element), line: line, column: 1, byteOffset: place))
                try skipLine(&window, &source)
                continue
            }
            let text = UnsafeBufferPointer(start: window.base + window.start, count: length)
            if !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                let document = window.piece(to: window.start + length)
                let parsed = Result { () throws(JSONError) in
                    try builder.document(document, JSONLine(number: line, start: place), limit: limits.element)
                }
                switch parsed {
                case .success(let value):
                    summary.elements += 1
                    for note in builder.notes { summary.notes.add(note) }
                    try each(.element(JSONElement(line: line, byteOffset: place, number: number, value: value)))
                case .failure(let fault):
                    try reject(fault)
                }
            }
            window.start += length + (found == nil ? 0 : 1)
        }
    }

    private func skipLine(_ window: inout ByteWindow, _ source: inout some ByteSource) throws {
        while true {
            if let found = ByteSearch.first(0x0A, in: window.base + window.start, count: window.count) {
                window.start += found + 1
                return
            }
            window.start = window.end
            if window.atEnd { return }
            try window.fill(from: &source)
        }
    }
}
