// The bytes that stored blobs are made of: small numbers in few bytes, texts with their length in front.

/// Writes canonical bytes.
public struct CanonicalWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 64) {
        bytes.reserveCapacity(capacity)
    }

    public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// LEB128: seven bits a byte, low bits first.
    public mutating func number(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// A number that may be negative, small ones in few bytes.
    public mutating func signed(_ number: Int64) {
        self.number(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    /// The length in bytes, then the text in UTF-8.
    public mutating func text(_ text: String) {
        number(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// A tag and the content of one value.
    public mutating func value(_ value: Value) {
        switch value {
        case .notStated: byte(0)
        case .empty: byte(1)
        case .text(let text): tagged(2, text)
        case .date(let date):
            byte(3)
            signed(Int64(date.daysSinceEpoch))
        case .integer(let number):
            byte(4)
            signed(Int64(number))
        case .flag(let flag): byte(flag ? 6 : 5)
        case .unverified(let text): tagged(7, text)
        case .unreadable(let rule): tagged(8, rule)
        }
    }

    private mutating func tagged(_ tag: UInt8, _ text: String) {
        byte(tag)
        self.text(text)
    }
}

/// Reads canonical bytes; nil where they end early or hold something unknown.
public struct CanonicalReader: Sendable {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var isAtEnd: Bool { position == bytes.count }

    /// The next byte; nil at the end.
    public mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next number; nil where none ends within the bytes.
    public mutating func number() -> UInt64? {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64, let next = byte() {
            result |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return result }
            shift += 7
        }
        return nil
    }

    /// The next number with its sign; nil where there is none.
    public mutating func signed() -> Int64? {
        number().map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }

    /// The next text; nil where it would go beyond the bytes.
    public mutating func text() -> String? {
        guard let count = number(), count <= UInt64(bytes.count - position) else { return nil }
        defer { position += Int(count) }
        return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
    }

    /// The next value; nil where the bytes hold none.
    public mutating func value() -> Value? {
        switch byte() {
        case 0: .notStated
        case 1: .empty
        case 2: text().map(Value.text)
        case 3: signed().map { .date(CalendarDate(daysSinceEpoch: Int32(truncatingIfNeeded: $0))) }
        case 4: signed().map { .integer(Int($0)) }
        case 5: .flag(false)
        case 6: .flag(true)
        case 7: text().map(Value.unverified)
        case 8: text().map(Value.unreadable(rule:))
        default: nil
        }
    }
}
