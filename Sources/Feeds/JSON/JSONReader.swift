// JSON payloads, element by element, in memory that doesn't follow their size.

/// Bounds that keep one bad document from taking the memory.
public struct JSONLimits: Sendable, Equatable {
    /// Arrays and objects inside each other.
    public var depth = 1_000_000
    /// Bytes of one element, one line of JSON Lines, or one string; of the document, where a path can't be followed
    /// while it streams by.
    public var element = 64 << 20
    /// Bytes of one captured value.
    public var capture = 1 << 20

    public init() {}
}

/// One element of a feed and its place.
public struct JSONElement: Sendable, Equatable {
    /// Line of the payload, from 1, on which the value starts.
    public let line: Int
    /// Offset of the value's first byte in the payload as received. Where the elements' path has a
    /// filter, the value that the filter was asked about.
    public let byteOffset: Int
    /// Number of the element, from 1.
    public let number: Int
    public let value: JSONValue

    public init(line: Int, byteOffset: Int, number: Int, value: JSONValue) {
        self.line = line
        self.byteOffset = byteOffset
        self.number = number
        self.value = value
    }
}

/// What is known once a document has been read to its end.
public struct JSONCaptures: Sendable, Equatable {
    /// How many elements there were.
    public internal(set) var elements = 0
    /// False when the document has no array (or object) where the elements should be: an answer
    /// without results, or another kind of answer.
    public internal(set) var foundElements = false
    public internal(set) var notes: [FeedNote] = []
    private let paths: [JSONPath]
    private var captured: [[JSONValue]]

    init(paths: [JSONPath]) {
        self.paths = paths
        captured = paths.map { _ in [] }
    }

    /// The values of one of the captured paths, in document order.
    public func values(of path: JSONPath) -> [JSONValue] {
        paths.firstIndex(of: path).map { captured[$0] } ?? []
    }

    public func first(of path: JSONPath) -> JSONValue? {
        values(of: path).first
    }

    mutating func capture(_ values: [JSONValue], number: Int) {
        captured[number] += values
    }
}

/// Reads JSON as RFC 8259 has it: what it allows is read, what it forbids is refused. A UTF-8 mark
/// at the beginning is passed over (section 8.1).
public struct JSONReader: Sendable {
    public let limits: JSONLimits
    /// Smaller in tests, so that every token meets the edge of the window.
    var windowCapacity = ByteWindow.usualCapacity

    public init(limits: JSONLimits = JSONLimits()) {
        self.limits = limits
    }

    /// Reads the document from its beginning to its end, holding one element at a time.
    ///
    /// The names (also several of one place, in the order of the document: `$['data','students'][*]`), wildcards and
    /// indices from the front of `elements` are followed as the document streams by; a filter
    /// that asks about the element alone, and what comes after it, are evaluated on each value there. Whatever else a
    /// path has is evaluated on the value that those lead to, held whole: `$..name` holds the document. Without a path
    /// the elements are those of an array, or the whole document where it is anything else. A name that is followed may
    /// stand only once in its object: of two the last counts, and the first has passed by then.
    ///
    /// Captured paths lie outside the elements (`$.total`, `$.link[?(@.relation == 'next')].url`), or in the one element
    /// that is the document (`$`); their names and indices up to the first filter or wildcard name the value that is held
    /// for them.
    ///
    /// Throws `JSONError` for a document refused whole, what the source throws, and what `each`
    /// throws. What `each` was given before an error counts for nothing.
    public func read(
        _ source: inout some ByteSource, elements: JSONPath?, capturing: [JSONPath] = [],
        _ each: (JSONElement) throws -> Void
    ) throws -> JSONCaptures {
        let routes = try JSONRoutes(elements: elements, capturing: capturing)
        var captures = JSONCaptures(paths: capturing)
        var window = ByteWindow(capacity: windowCapacity)
        defer { window.deallocate() }
        try open(&window, &source)
        var machine = JSONMachine(routes: routes, limits: limits)
        reading: while true {
            switch try machine.advance(&window) {
            case .needsMore: try window.fill(from: &source)
            case .done: break reading
            case .value(let value, let target):
                for number in capturing.indices where target.route.captured & 1 << UInt64(number) != 0 {
                    captures.capture(routes.values(ofCapture: number, in: value), number: number)
                }
                guard target.route.isElement else { continue }
                captures.foundElements = true
                for element in routes.elements(in: value) {
                    captures.elements += 1
                    try each(
                        JSONElement(
                            line: target.line, byteOffset: target.byteOffset, number: captures.elements, value: element)
                    )
                }
            }
        }
        captures.foundElements = captures.foundElements || machine.foundElements
        captures.notes = machine.notes
        return captures
    }

    /// Reads one value again by its place, to show a person where it came from. `line` and `number`
    /// are only handed on.
    public func element(
        at byteOffset: Int, line: Int, number: Int, in source: inout some ByteSource
    ) throws -> JSONElement {
        try source.seek(to: byteOffset)
        var window = ByteWindow(capacity: min(windowCapacity, 16 * 1024), origin: byteOffset)
        defer { window.deallocate() }
        var machine = JSONMachine(
            routes: try JSONRoutes(elements: .root, capturing: []), limits: limits,
            line: JSONLine(number: line, start: byteOffset))
        while true {
            switch try machine.advance(&window) {
            case .value(let value, _):
                return JSONElement(line: line, byteOffset: byteOffset, number: number, value: value)
            case .needsMore, .done: try window.fill(from: &source)
            }
        }
    }

    /// Fills the window, passes over a mark, and recognises what isn't JSON at all.
    func open(_ window: inout ByteWindow, _ source: inout some ByteSource) throws {
        try source.seek(to: 0)
        while window.count < 64, !window.atEnd { try window.fill(from: &source) }
        if let refusal = JSONError.mistaken(window) { throw refusal }
        window.skipMark()
    }
}

extension JSONError {
    static func mistaken(_ window: ByteWindow) -> JSONError? {
        let beginning = UnsafeBufferPointer(start: window.base + window.start, count: window.count)
        switch MistakenFormat.recognised(in: beginning) {
        case nil, .json: return isWide(beginning) ? .mistaken(.utf16) : nil
        // A document may come after any number of blanks.
        case .nothing where !window.atEnd: return nil
        case let format?: return .mistaken(format)
        }
    }

    static func mistaken(_ format: MistakenFormat) -> JSONError {
        JSONError(problem: .mistaken(format), line: 1, column: 1, byteOffset: 0)
    }

    /// UTF-32 with its mark, or UTF-16 and UTF-32 without one: a document begins with characters of ASCII, which leave
    /// zeros beside them.
    private static func isWide(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 4 else { return false }
        return bytes[0] == 0 && bytes[2] == 0 || bytes[1] == 0 && bytes[3] == 0
            || bytes.starts(with: [0, 0, 0xFE, 0xFF])
    }
}

extension ByteWindow {
    mutating func skipMark() {
        if count >= 3, base[start] == 0xEF, base[start + 1] == 0xBB, base[start + 2] == 0xBF { start += 3 }
    }
}
