// Expat from Swift: a document goes in piece by piece, its elements come out as calls.

import CExpat

/// What hears of a document's elements. Names come without their namespace's prefix.
protocol XMLListener: AnyObject {
    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: XMLPlace)
    func end(_ name: UnsafePointer<CChar>)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// True where the listener wants no more: it keeps its own reason.
    var wantsToStop: Bool { get }
}

/// Where in a document something stands: line and column from 1, the offset in bytes.
struct XMLPlace: Sendable, Equatable {
    var line: Int
    var column: Int
    var byteOffset: Int
}

/// An element's attributes, valid only inside the call that brings them.
struct XMLAttributes {
    let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of the attribute with that name, whatever its prefix.
    subscript(name: StaticString) -> UnsafePointer<CChar>? {
        var found: UnsafePointer<CChar>?
        each { given, value in
            if found == nil, XMLStream.isSame(XMLStream.local(given), name) { found = value }
        }
        return found
    }

    func text(_ name: StaticString) -> String? {
        self[name].map { String(cString: $0) }
    }

    /// Name and value of each, names as they are written.
    func each(_ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void) {
        guard let pairs else { return }
        var index = 0
        while let name = pairs[index], let value = pairs[index + 1] {
            body(name, value)
            index += 2
        }
    }
}

/// One document on its way through Expat. Document type declarations are refused, and with them every entity of
/// the document's own: what an entity bomb or an outside file would need.
///
/// Owns the C parser and is used by whichever thread reads the payload; it is never shared.
final class XMLStream {
    private let parser: XML_Parser
    private let listener: any XMLListener
    /// What Expat may hold of one tag before it can hand it over.
    private static let longestTag = 1 << 20
    private var fed = 0
    private var hasDoctype = false

    /// nil where there is no memory for a parser.
    init?(_ listener: any XMLListener) {
        guard let parser = XML_ParserCreate(nil) else { return nil }
        self.parser = parser
        self.listener = listener
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { context, name, attributes in
                guard let stream = XMLStream.from(context), let name else { return }
                stream.listener.start(XMLStream.local(name), XMLAttributes(pairs: attributes), at: stream.place)
                if stream.listener.wantsToStop { cexpat_stop(stream.parser) }
            },
            { context, name in
                guard let stream = XMLStream.from(context), let name else { return }
                stream.listener.end(XMLStream.local(name))
                if stream.listener.wantsToStop { cexpat_stop(stream.parser) }
            })
        XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let stream = XMLStream.from(context), let text else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                stream.listener.text(UnsafeBufferPointer(start: $0, count: Int(count)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            guard let stream = XMLStream.from(context) else { return }
            stream.hasDoctype = true
            cexpat_stop(stream.parser)
        }
        XML_SetUnknownEncodingHandler(
            parser,
            { _, name, encoding in
                guard let name, let encoding, XMLStream.isWindows1252(name) else { return 0 }
                withUnsafeMutableBytes(of: &encoding.pointee.map) { raw in
                    let map = raw.bindMemory(to: Int32.self)
                    for byte in UInt8.min ... .max { map[Int(byte)] = XMLStream.windows1252(byte) }
                }
                encoding.pointee.data = nil
                encoding.pointee.convert = nil
                encoding.pointee.release = nil
                return 1
            }, nil)
    }

    deinit {
        XML_ParserFree(parser)
    }

    /// Hands over the next piece. An empty piece that is the last ends the document. Returns false once the listener
    /// has stopped it.
    func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(XMLFault) -> Bool {
        fed += bytes.count
        let isGood =
            bytes.baseAddress?.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                cexpat_parse(parser, $0, Int32(bytes.count), isLast ? 1 : 0)
            } ?? cexpat_parse(parser, nil, 0, isLast ? 1 : 0)
        if isGood != 0 {
            if fed - Int(XML_GetCurrentByteIndex(parser)) > Self.longestTag, !isLast {
                throw XMLFault(problem: .tagTooLong(limit: Self.longestTag), place: place)
            }
            return true
        }
        if hasDoctype { throw XMLFault(problem: .doctype, place: place) }
        let code = XML_GetErrorCode(parser)
        if code == XML_ERROR_ABORTED { return false }
        throw XMLFault(problem: .broken(Self.words(for: code)), place: place)
    }

    var place: XMLPlace {
        XMLPlace(
            line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1,
            byteOffset: max(0, Int(XML_GetCurrentByteIndex(parser))))
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
        context.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The name after its prefix's colon.
    static func local(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
        var start = name
        var next = name
        while next.pointee != 0 {
            if next.pointee == CChar(bitPattern: UInt8(ascii: ":")) { start = next + 1 }
            next += 1
        }
        return start
    }

    static func isSame(_ name: UnsafePointer<CChar>, _ other: StaticString) -> Bool {
        var index = 0
        let count = other.utf8CodeUnitCount
        while index < count {
            if name[index] == 0 || UInt8(bitPattern: name[index]) != other.utf8Start[index] { return false }
            index += 1
        }
        return name[count] == 0
    }

    private static func isWindows1252(_ name: UnsafePointer<CChar>) -> Bool {
        ["windows-1252", "cp1252", "cp-1252"].contains(String(cString: name).lowercased())
    }

    /// The character's number, or -1 for a byte that means nothing.
    private static func windows1252(_ byte: UInt8) -> Int32 {
        Windows1252.scalar(of: byte).map { Int32($0) } ?? -1
    }

    private static func words(for code: XML_Error) -> String {
        switch code {
        case XML_ERROR_NO_ELEMENTS: "the document ends before its last element is closed"
        case XML_ERROR_UNCLOSED_TOKEN: "the document ends in the middle of a tag"
        case XML_ERROR_UNCLOSED_CDATA_SECTION: "the document ends in the middle of a CDATA section"
        case XML_ERROR_TAG_MISMATCH: "this end tag doesn't belong to the element that is open"
        case XML_ERROR_DUPLICATE_ATTRIBUTE: "an attribute is stated twice"
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "there is more text after the end of the document"
        case XML_ERROR_UNDEFINED_ENTITY: "an entity is used that XML doesn't define"
        case XML_ERROR_BAD_CHAR_REF: "a character reference stands for no character"
        case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
            "the declared encoding isn't known or isn't the document's"
        case XML_ERROR_INVALID_TOKEN: "this isn't well-formed XML, or not in the declared encoding"
        case XML_ERROR_NO_MEMORY: "there is no memory for it"
        default: "this isn't well-formed XML"
        }
    }
}

/// What is wrong with a document, before it is known which payload it belongs to.
struct XMLFault: Error, Sendable, Equatable {
    enum Problem: Sendable, Equatable {
        case broken(String)
        case doctype
        case tagTooLong(limit: Int)
    }

    let problem: Problem
    let place: XMLPlace
}
