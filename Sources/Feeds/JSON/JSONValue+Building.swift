// Values that are made here, not read: answers, receipts, expected records.

extension JSONValue {
    public static let null = JSONValue(written: Array("null".utf8))
    private static let `true` = JSONValue(written: Array("true".utf8))
    private static let `false` = JSONValue(written: Array("false".utf8))

    public static func bool(_ value: Bool) -> JSONValue { value ? .true : .false }

    /// A number from an integer.
    public static func integer(_ value: some BinaryInteger) -> JSONValue {
        JSONValue(written: Array(String(value).utf8))
    }

    /// A number from its text. What RFC 8259, section 6 doesn't have for a number, such as nan, becomes null.
    public static func number(_ digits: String) -> JSONValue {
        let bytes = Array(digits.utf8)
        let isNumber = bytes.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress, first[0] == UInt8(ascii: "-") || first[0] &- 48 < 10 else {
                return false
            }
            return (try? JSONScan.number(first, from: 0, to: bytes.count, atEnd: true)) == bytes.count
        }
        return isNumber ? JSONValue(written: bytes) : .null
    }

    public static func string(_ text: String) -> JSONValue {
        var bytes: [UInt8] = []
        let hasEscapes = append(quoted: text, to: &bytes)
        return JSONValue(written: bytes, extra: hasEscapes ? JSONEntry.hasEscapes : 0)
    }

    public static func array(_ elements: [JSONValue]) -> JSONValue {
        var maker = JSONMaker(opening: UInt8(ascii: "["))
        for element in elements { maker.add(element) }
        return maker.made(closing: UInt8(ascii: "]"), count: elements.count)
    }

    /// The last of members with the same name counts.
    public static func object(_ members: [JSONMember]) -> JSONValue {
        var maker = JSONMaker(opening: UInt8(ascii: "{"))
        // By scalar values: two names that only look the same are two.
        var last: [[UInt8]: Int] = [:]
        for (position, member) in members.enumerated() { last[Array(member.name.utf8)] = position }
        for (position, member) in members.enumerated() where last[Array(member.name.utf8)] == position {
            maker.add(name: member.name)
            maker.add(member.value)
        }
        return maker.made(closing: UInt8(ascii: "}"), count: last.count)
    }

    private init(written bytes: [UInt8], extra: UInt32 = 0) {
        let entry = JSONEntry(end: UInt32(bytes.count), extra: extra)
        self.init(tape: JSONTape(entries: [entry], bytes: bytes))
    }
}

/// Puts the tapes of children one behind the other.
private struct JSONMaker {
    private var entries = [JSONEntry()]
    private var bytes: [UInt8]

    init(opening: UInt8) {
        bytes = [opening]
    }

    mutating func add(name: String) {
        let start = UInt32(bytes.count)
        let hasEscapes = JSONValue.append(quoted: name, to: &bytes)
        entries.append(
            JSONEntry(
                start: start, end: UInt32(bytes.count),
                extra: JSONEntry.isName | (hasEscapes ? JSONEntry.hasEscapes : 0)))
    }

    mutating func add(_ value: JSONValue) {
        value.tape.withView { view in
            let written = view.written(value.index)
            let (from, to) = (view.entries[value.index].start, UInt32(bytes.count))
            bytes.append(contentsOf: written)
            for index in value.index..<value.index + view.span(value.index) {
                var entry = view.entries[index]
                entry.start = entry.start - from + to
                entry.end = entry.end - from + to
                entries.append(entry)
            }
        }
    }

    mutating func made(closing: UInt8, count: Int) -> JSONValue {
        bytes.append(closing)
        entries[0] = JSONEntry(end: UInt32(bytes.count), span: UInt32(entries.count), extra: UInt32(count))
        return JSONValue(tape: JSONTape(entries: entries, bytes: bytes))
    }
}

extension JSONTape {
    fileprivate init(entries: [JSONEntry], bytes: [UInt8]) {
        self = entries.withUnsafeBufferPointer { entries in
            bytes.withUnsafeBufferPointer { JSONTape(entries: entries, bytes: $0) }
        }
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
