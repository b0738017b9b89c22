// XML payloads, element by element, in memory that doesn't follow their size.

/// Bounds that keep one bad document from taking the memory.
public struct XMLLimits: Sendable, Equatable {
    /// Elements inside each other.
    public var depth = 256
    /// Bytes of text and names in one element.
    public var element = 16 << 20

    public init() {}
}

/// What is known once a document has been read to its end.
public struct XMLSummary: Sendable, Equatable {
    public internal(set) var elements = 0
    /// False where the document doesn't even have what should hold the elements: another kind of document.
    public internal(set) var foundHolder = false
}

/// Reads the elements at a path as JSON values, so that one kind of mapping serves both:
///
/// - An element with nothing but text is a string. Several of one name beside each other are an array of strings.
/// - An element with elements or attributes inside is an object, and always stands in an array, be it one or many:
///   `$.Requests[*].ReceivedDate` reads all of them.
/// - A text element that is named in `lists` is always an array as well.
/// - Attributes are `@name`; text beside elements or attributes is `#text`. An empty element is an empty string.
///
/// Prefixes of names are dropped; declarations of name spaces and attributes with the prefixes `xml` and `xsi` too.
public struct XMLReader: Sendable {
    public let path: XMLElementPath
    public let limits: XMLLimits
    private let spellings: [String: String]
    private let lists: Set<String>

    /// - Parameters:
    ///   - spellings: names as the mapping writes them: an element whose name differs only in case gets this one.
    ///   - lists: names of text elements that can stand several times.
    public init(
        elements path: XMLElementPath, spellings: [String] = [], lists: [String] = [], limits: XMLLimits = XMLLimits()
    ) {
        self.path = path
        self.limits = limits
        self.spellings = Dictionary(spellings.map { ($0.lowercased(), $0) }) { first, _ in first }
        self.lists = Set(lists.map { $0.lowercased() })
    }

    /// Reads the document to its end, holding one element at a time. Throws `XMLError` for a document refused whole,
    /// what the source throws, and what `each` throws. What `each` was given before an error counts for nothing.
    public func read(_ source: inout some ByteSource, _ each: (JSONElement) throws -> Void) throws -> XMLSummary {
        let listener = ElementListener(path: path, limits: limits, spellings: spellings, lists: lists)
        guard let stream = XMLStream(listener) else { throw XMLError(.broken("there is no memory for it")) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { buffer.deallocate() }
        try source.seek(to: 0)
        var isFirst = true
        while true {
            let count = try source.read(into: buffer)
            let piece = UnsafeBufferPointer(
                start: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count: count)
            if isFirst {
                let format = MistakenFormat.recognised(in: piece)
                if let format, ![.xml, .utf16, .spreadsheetXML].contains(format) {
                    throw XMLError(.mistaken(format))
                }
                isFirst = false
            }
            do throws(XMLFault) {
                _ = try stream.parse(piece, isLast: count == 0)
            } catch {
                throw XMLError(error)
            }
            if let problem = listener.problem { throw problem }
            for element in listener.takeElements() { try each(element) }
            if count == 0 { return listener.summary }
        }
    }
}
