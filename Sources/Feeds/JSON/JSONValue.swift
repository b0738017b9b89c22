// A JSON value in memory: one element of a feed, a small document, an answer.

/// Any JSON value. It lies in the bytes that it was read from, and its parts are decoded when they are asked for. Numbers
/// keep their digits as they were written, because an identifier with 18 digits or a trailing zero doesn't survive a
/// Double.
///
/// Two values are equal as RFC 9535, section 2.3.5.2.2 has it: numbers by their worth, strings by their scalar values,
/// objects without regard to the order of their members.
public struct JSONValue: Sendable {
    let tape: JSONTape
    /// The value's entry on the tape.
    let index: Int

    init(tape: JSONTape, index: Int = 0) {
        self.tape = tape
        self.index = index
    }

    public var kind: JSONKind { tape.withView { $0.kind(index) } }

    public var isNull: Bool { kind == .null }

    /// The value of the member with that name; nil where there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        var name = name
        let found = name.withUTF8 { name in tape.withView { $0.member(of: index, named: name) } }
        return found.map { JSONValue(tape: tape, index: $0) }
    }

    /// The element at an index; nil outside the array or where this is no array.
    public subscript(position: Int) -> JSONValue? {
        tape.withView { $0.element(of: index, at: position) }.map { JSONValue(tape: tape, index: $0) }
    }

    /// A string's text, and nothing else's. Half a surrogate pair is U+FFFD in it.
    public var text: String? {
        tape.withView { $0.kind(index) == .string ? $0.text(index) : nil }
    }

    /// A string's text, a number's digits, or true and false: what a mapping takes for a field.
    public var scalarText: String? {
        tape.withView { view in
            switch view.kind(index) {
            case .string: view.text(index)
            case .number, .bool: String(decoding: view.written(index), as: UTF8.self)
            case .null, .array, .object: nil
            }
        }
    }

    public var bool: Bool? {
        tape.withView { $0.kind(index) == .bool ? $0.isTrue(index) : nil }
    }

    /// A number written without fraction and exponent that fits.
    public var integer: Int? { digits.flatMap { Int($0) } }

    /// A number's text.
    public var digits: String? {
        tape.withView { $0.kind(index) == .number ? String(decoding: $0.written(index), as: UTF8.self) : nil }
    }

    /// A number as a Double, which has some 15 digits of it.
    public var double: Double? { digits.flatMap { Double($0) } }

    /// How many elements or members there are; 0 for anything else.
    public var count: Int {
        tape.withView { $0.isContainer(index) ? $0.count(index) : 0 }
    }

    public var elements: [JSONValue]? { kind == .array ? children : nil }

    /// The members in the order of the document. Where a name was stated twice the last one counts.
    public var members: [JSONMember]? {
        tape.withView { view in
            guard view.kind(index) == .object else { return nil }
            var members: [JSONMember] = []
            members.reserveCapacity(view.count(index))
            view.forEachChild(index) { child, name in
                members.append(JSONMember(view.text(name ?? child), JSONValue(tape: tape, index: child)))
                return true
            }
            return members
        }
    }

    /// Calls `body` for each member of an object in turn: the same as `members` without a list of them.
    public func forEachMember(_ body: (_ name: String, _ value: JSONValue) throws -> Void) rethrows {
        try tape.withView { view in
            guard view.kind(index) == .object else { return }
            var child = index + 1
            for _ in 0..<view.count(index) {
                try body(view.text(child), JSONValue(tape: tape, index: child + 1))
                child += 1 + view.span(child + 1)
            }
        }
    }

    /// Calls `body` for each element of an array in turn.
    public func forEachElement(_ body: (JSONValue) throws -> Void) rethrows {
        try tape.withView { view in
            guard view.kind(index) == .array else { return }
            var child = index + 1
            for _ in 0..<view.count(index) {
                try body(JSONValue(tape: tape, index: child))
                child += view.span(child)
            }
        }
    }

    /// Elements of an array, values of an object.
    var children: [JSONValue] {
        tape.withView { view in
            guard view.isContainer(index) else { return [] }
            var children: [JSONValue] = []
            children.reserveCapacity(view.count(index))
            view.forEachChild(index) { child, _ in
                children.append(JSONValue(tape: tape, index: child))
                return true
            }
            return children
        }
    }
}

extension JSONValue: Equatable {
    public static func == (first: JSONValue, second: JSONValue) -> Bool {
        first.tape.withView { a in second.tape.withView { b in a.isEqual(first.index, to: second.index, in: b) } }
    }
}

extension JSONValue: CustomDebugStringConvertible {
    public var debugDescription: String { String(serialised().prefix(500)) }
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
