// From a field's bytes to its value, by the kind that the record type declares.

import SENDRecords

/// Reads one field's bytes, from which the blanks and the marks of spreadsheets around have been taken.
enum FieldReader: Sendable {
    case text(withoutTitle: Bool)
    case date(DateReader)
    case integer(NumberReader)
    case money(NumberReader)
    case flag(WordTable<Bool>)
    case code(set: String, WordTable<Value>)
    case identifier(IdentifierKind)

    /// The value; `.unreadable` with a `FaultRule`, or `.unverified`, where something is wrong with it.
    func value(of bytes: UnsafeBufferPointer<UInt8>) -> Value {
        if SpreadsheetWord.isError(bytes, isText: isText) { return Self.unreadable(.spreadsheetError) }
        switch self {
        case .text(let withoutTitle):
            if bytes.count > TextValue.longest { return Self.unreadable(.textTooLong) }
            return .text(TextValue.text(withoutTitle ? TextValue.withoutTitle(bytes) : bytes))
        case .date(let reader):
            switch reader.read(bytes) {
            case .date(let date): return .date(date)
            case .fault(let rule): return Self.unreadable(rule, bytes)
            }
        case .integer(let reader): return Self.value(of: reader.whole(bytes), bytes)
        case .money(let reader): return Self.value(of: reader.pence(bytes), bytes)
        case .flag(let words):
            if let index = words.index(of: bytes) { return .flag(words.meanings[index]) }
            return Self.unreadable(.flagUnreadable, bytes)
        case .code(_, let words):
            if let index = words.index(of: bytes) { return words.meanings[index] }
            // A code that a spreadsheet took for a number: 1.0.
            var key = KeyText.text(bytes)
            if key.utf8.count < bytes.count, let index = key.withUTF8({ words.index(of: $0) }) {
                return words.meanings[index]
            }
            return Self.unreadable(.codeUnknown, bytes)
        case .identifier(let kind):
            if bytes.count > 100 { return Self.unreadable(.identifierFails) }
            let check = kind.check(bytes)
            if case .failed = check, let rule = SpreadsheetWord.forNothing(bytes) { return Self.unreadable(rule) }
            return check.value
        }
    }

    private var isText: Bool {
        if case .text = self { true } else { false }
    }

    /// What was put right to read the value, for the person who tries an adapter.
    ///
    /// - Parameter stated: the bytes as they stand in the row.
    func cures(of stated: UnsafeBufferPointer<UInt8>) -> [Cure] {
        var cures = CureSet()
        let bytes = SpreadsheetMarks.removed(from: stated, cures: &cures)
        switch value(of: bytes) {
        case .unreadable, .unverified: return []
        default: break
        }
        switch self {
        case .text(let withoutTitle):
            let rest = withoutTitle ? TextValue.withoutTitle(bytes) : bytes
            if rest.count < bytes.count { cures.add(.title) }
            cures.formUnion(TextValue.cures(of: rest))
        case .date(let reader): cures.formUnion(reader.cures(of: bytes))
        case .integer(let reader): cures.formUnion(reader.cures(of: bytes, isMoney: false))
        case .money(let reader): cures.formUnion(reader.cures(of: bytes, isMoney: true))
        case .identifier(let kind): cures.formUnion(kind.cures(of: bytes))
        case .flag, .code: break
        }
        return cures.all
    }

    private static func value(of reading: NumberReader.Reading, _ bytes: UnsafeBufferPointer<UInt8>) -> Value {
        switch reading {
        case .number(let number): .integer(number)
        case .fault(let rule): unreadable(rule, bytes)
        }
    }

    private static func unreadable(_ rule: FaultRule) -> Value { .unreadable(rule: rule.rawValue) }

    /// A word or a mark that stands for nothing is named as that.
    private static func unreadable(_ rule: FaultRule, _ bytes: UnsafeBufferPointer<UInt8>) -> Value {
        unreadable(SpreadsheetWord.forNothing(bytes) ?? rule)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without blanks, invisible characters and the marks of spreadsheets around.
    var trimmed: UnsafeBufferPointer<UInt8> { SpreadsheetMarks.removed(from: self) }
}
