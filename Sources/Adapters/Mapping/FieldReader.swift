// From a field's bytes to its value, by the kind that the record type declares.

import SENDRecords

/// Reads one field's bytes, from which the blanks around have been taken.
enum FieldReader: Sendable {
    /// Longer texts than this are no names, addresses or keys.
    static let longestText = 2000

    case text
    case date([DateFormat])
    case integer
    case flag(WordTable<Bool>)
    case code(set: String, WordTable<Value>)
    case identifier(IdentifierKind)

    /// The value; `.unreadable` with a `FaultRule`, or `.unverified`, where something is wrong with it.
    func value(of bytes: UnsafeBufferPointer<UInt8>) -> Value {
        switch self {
        case .text:
            if bytes.count > Self.longestText { return .unreadable(rule: FaultRule.textTooLong.rawValue) }
            return .text(String(decoding: bytes, as: UTF8.self))
        case .date(let formats):
            var index = 0
            while index < formats.count {
                if let date = formats[index].read(bytes) { return .date(date) }
                index += 1
            }
            return .unreadable(rule: FaultRule.dateUnreadable.rawValue)
        case .integer:
            return Self.integer(bytes).map(Value.integer) ?? .unreadable(rule: FaultRule.numberUnreadable.rawValue)
        case .flag(let words):
            if let index = words.index(of: bytes) { return .flag(words.meanings[index]) }
            return .unreadable(rule: FaultRule.flagUnreadable.rawValue)
        case .code(_, let words):
            if let index = words.index(of: bytes) { return words.meanings[index] }
            return .unreadable(rule: FaultRule.codeUnknown.rawValue)
        case .identifier(let kind):
            if bytes.count > 100 { return .unreadable(rule: FaultRule.identifierFails.rawValue) }
            return kind.check(String(decoding: bytes, as: UTF8.self)).value
        }
    }

    /// Digits, perhaps with a minus before them, or `.0` after them as spreadsheets leave it.
    private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var end = bytes.count
        if end > 2, bytes[end - 1] == UInt8(ascii: "0"), bytes[end - 2] == UInt8(ascii: ".") { end -= 2 }
        let isNegative = end > 1 && bytes[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        guard end - index >= 1, end - index <= 15 else { return nil }
        var number = 0
        while index < end {
            let byte = bytes[index]
            guard byte >= 48, byte <= 57 else { return nil }
            number = number * 10 + Int(byte) - 48
            index += 1
        }
        return isNegative ? -number : number
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without spaces, tabs, line ends and no-break spaces around.
    var trimmed: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while start < end {
            if self[start] <= 0x20 {
                start += 1
            } else if self[start] == 0xC2, start + 1 < end, self[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if self[end - 1] <= 0x20 {
                end -= 1
            } else if self[end - 1] == 0xA0, end - 2 >= start, self[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start == 0 && end == count ? self : UnsafeBufferPointer(rebasing: self[start..<end])
    }
}
