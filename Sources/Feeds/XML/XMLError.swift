// An XML document that is refused.

/// Why a document can't be read, where, and what the sender can do. It never quotes the document.
public struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        case mistaken(MistakenFormat)
        /// Not well-formed, in words.
        case broken(String)
        /// A document type declaration: it can make a small file grow without end, or name other files.
        case documentType
        case tooDeep(limit: Int)
        /// One element or one tag is larger than its bound in bytes.
        case tooLarge(limit: Int)
    }

    public let problem: Problem
    /// Line of the payload, from 1.
    public let line: Int
    /// Bytes from the start of the line, from 1.
    public let column: Int
    /// Offset in the payload as received.
    public let byteOffset: Int

    init(_ problem: Problem, at place: XMLPlace = XMLPlace(line: 1, column: 1, byteOffset: 0)) {
        self.problem = problem
        (line, column, byteOffset) = (place.line, place.column, place.byteOffset)
    }

    init(_ fault: XMLFault) {
        switch fault.problem {
        case .broken(let words): self.init(.broken(words), at: fault.place)
        case .doctype: self.init(.documentType, at: fault.place)
        case .tagTooLong(let limit): self.init(.tooLarge(limit: limit), at: fault.place)
        }
    }

    public var hint: String {
        switch problem {
        case .mistaken(let format): format.hint
        case .broken: "Export and send the whole document again."
        case .documentType: "Send it without the line that begins with <!DOCTYPE."
        case .tooDeep, .tooLarge: "Check that the right document was sent."
        }
    }

    public var description: String {
        let what =
            switch problem {
            case .mistaken(let format): "\(format.finding), not an XML document"
            case .broken(let words): words
            case .documentType: "the document declares a document type, which isn't accepted"
            case .tooDeep(let limit): "more than \(limit) elements inside each other"
            case .tooLarge(let limit): "one element is larger than \(limit) bytes"
            }
        return "line \(line), column \(column): \(what). \(hint)"
    }
}
