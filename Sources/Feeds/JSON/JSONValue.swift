// A JSON value in memory: one element of a feed, a small document, a configuration answer.

/// Any JSON value. Numbers keep their digits as they were written, because an identifier with 18
/// digits or a trailing zero doesn't survive a Double.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// The number's text, in the grammar of RFC 8259, section 6.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// The members in the order of the document, those with the same name too.
    case object([JSONMember])

    /// A number from an integer.
    public static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(String(value))
    }

    /// The value of the last member with that name; nil where there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The element at an index; nil outside the array or where this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    public var isNull: Bool { self == .null }

    /// A string's text, and nothing else's.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A string's text, a number's digits, or true and false: what a mapping takes for a field.
    public var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// A number written without fraction and exponent that fits.
    public var integer: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }

    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    public var members: [JSONMember]? {
        if case .object(let members) = self { members } else { nil }
    }
}

/// A name and its value in an object.
public struct JSONMember: Sendable, Equatable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(members.map(JSONMember.init)) }
}
