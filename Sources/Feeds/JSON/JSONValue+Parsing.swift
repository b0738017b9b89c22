// A whole small document at once.

extension JSONValue {
    /// Parses a document that is in memory: an answer, a stored value, a signed body. Feeds go
    /// through `JSONReader`. The size isn't bounded here: whoever took the bytes in has done that.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var limits = JSONLimits()
        limits.element = .max
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            guard let first = buffer.baseAddress else { throw JSONValue.emptyDocument }
            return try JSONValue.parse(ByteWindow(viewing: first, count: buffer.count), limits: limits).value
        }
    }

    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Parses all of a window that holds a whole document.
    static func parse(
        _ document: ByteWindow, limits: JSONLimits, line: Int = 1
    ) throws(JSONError) -> (value: JSONValue, notes: [FeedNote]) {
        var window = document
        var machine = JSONMachine(
            routes: try JSONRoutes(elements: .root, capturing: []), limits: limits, line: line, lineStart: window.offset
        )
        window.skipMark()
        do {
            var parsed = JSONValue.null
            while true {
                switch try machine.advance(&window) {
                case .value(let value, _): parsed = value
                case .done, .needsMore: return (parsed, machine.notes)
                }
            }
        } catch {
            throw line == 1 ? JSONError.mistaken(document) ?? error : error
        }
    }

    private static var emptyDocument: JSONError {
        JSONError(problem: .mistaken(.nothing), line: 1, column: 1, byteOffset: 0)
    }
}
