// Patterns of column names: what stands for a part of a name becomes a value.

import SENDRecords

/// `SEN need {n}`, `{date:dd/MM/yyyy} {half:AM|PM}`: a column's name with places in braces. Beside the places names are
/// compared without case and punctuation. A place alone takes the shortest text that fits; after a colon stands what
/// it takes instead: `number`, `weekday` (1 is Monday), words between bars, or a date format (the value is then the date
/// as yyyy-MM-dd).
public struct HeaderPattern: Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        case any
        case number
        case weekday
        case words([String])
        case date(DateFormat)
    }

    enum Part: Sendable, Hashable {
        /// Letters and digits in lower case; empty where there is only punctuation.
        case literal([UInt8])
        case place(Kind)
    }

    public let description: String
    let parts: [Part]
    /// The places' names, in order.
    public let names: [String]

    /// - Returns: nil without a place, where two have one name, and where a brace is not closed or holds nothing known.
    public init?(_ text: String) {
        guard let template = Template(text) else { return nil }
        var parts: [Part] = []
        var names: [String] = []
        for part in template.parts {
            switch part {
            case .text(let fixed): parts.append(.literal(Array(Fold.header(fixed).utf8)))
            case .name(let place):
                let halves = place.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let name = String(halves[0])
                guard PartReference.isName(name), !names.contains(name) else { return nil }
                names.append(name)
                guard let kind = halves.count == 1 ? .any : Self.kind(String(halves[1])) else { return nil }
                parts.append(.place(kind))
            }
        }
        guard !names.isEmpty else { return nil }
        self.parts = parts
        self.names = names
        description = text
    }

    /// How many letters and digits stand beside the places.
    var letters: Int {
        parts.reduce(0) { sum, part in if case .literal(let letters) = part { sum + letters.count } else { sum } }
    }

    private static func kind(_ text: String) -> Kind? {
        if text == "number" { return .number }
        if text == "weekday" { return .weekday }
        if text.contains("|") {
            let words = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return words.allSatisfy { !Fold.header($0).isEmpty } ? .words(words) : nil
        }
        return DateFormat(text).map(Kind.date)
    }

    /// What stands in the places of a column's name, or nil where it doesn't fit.
    public func match(_ header: String) -> [String]? {
        var values: [String] = []
        return Self.matches(parts[...], Array(header.utf8)[...], &values) ? values : nil
    }

    private static func matches(
        _ parts: ArraySlice<Part>, _ rest: ArraySlice<UInt8>, _ values: inout [String]
    ) -> Bool {
        guard let part = parts.first else { return rest.allSatisfy(isPunctuation) }
        let after = parts.dropFirst()
        switch part {
        case .literal(let letters):
            var rest = rest
            for letter in letters {
                rest = rest.drop(while: isPunctuation)
                guard let byte = rest.first, lowered(byte) == letter else { return false }
                rest = rest.dropFirst()
            }
            return matches(after, rest, &values)
        case .place(.any):
            let start = rest.drop(while: isPunctuation)
            // Between two free places only punctuation tells where one ends.
            let needsGap = after.first.map { $0 == .literal([]) } ?? false
            var end = start.startIndex
            while end < start.endIndex {
                end += 1
                while end < start.endIndex, start[end] & 0xC0 == 0x80 { end += 1 }
                if needsGap, end < start.endIndex, !isPunctuation(start[end]) { continue }
                if take(trimmed(start[..<end]), after, start[end...], &values) { return true }
            }
            return false
        case .place(.number):
            let start = rest.drop(while: isPunctuation)
            let digits = start.prefix { $0 >= 48 && $0 <= 57 }
            return !digits.isEmpty
                && take(
                    String(
                        decoding: digits.drop { $0 == 48 }.isEmpty ? digits.suffix(1) : digits.drop { $0 == 48 },
                        as: UTF8.self), after, start.dropFirst(digits.count), &values)
        case .place(.weekday):
            let start = rest.drop(while: isPunctuation)
            let letters = start.prefix(while: isLetter)
            guard let day = Weekday.number(of: letters) else { return false }
            return take(String(day), after, start.dropFirst(letters.count), &values)
        case .place(.words(let words)):
            let start = rest.drop(while: isPunctuation)
            for word in words.sorted(by: { $0.utf8.count > $1.utf8.count }) {
                var left = start
                var fits = true
                for letter in Fold.header(word).utf8 {
                    left = left.drop(while: isPunctuation)
                    guard let byte = left.first, lowered(byte) == letter else {
                        fits = false
                        break
                    }
                    left = left.dropFirst()
                }
                guard fits, !(left.first.map(isLetter) ?? false) else { continue }
                if take(word, after, left, &values) { return true }
            }
            return false
        case .place(.date(let format)):
            let start = rest.drop(while: isPunctuation)
            for length in stride(from: min(start.count, 30), through: 6, by: -1) {
                let text = start.prefix(length)
                guard let date = text.withUnsafeBufferPointer({ format.read($0) }) else { continue }
                if take(date.description, after, start.dropFirst(length), &values) { return true }
            }
            return false
        }
    }

    private static func take(
        _ value: String, _ parts: ArraySlice<Part>, _ rest: ArraySlice<UInt8>, _ values: inout [String]
    ) -> Bool {
        guard !value.isEmpty else { return false }
        values.append(value)
        if matches(parts, rest, &values) { return true }
        values.removeLast()
        return false
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes.drop(while: isPunctuation)
        while let last = bytes.last, isPunctuation(last) { bytes = bytes.dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool { byte < 0x80 && !byte.isLetterOrDigit }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || byte.isLetterOrDigit && byte > 57 }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}

/// Days of the week as headers and cells call them.
enum Weekday {
    static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// 1 is Monday. Two letters are enough: `Mo`, `Tue`, `Weds`, `Thurs`.
    static func number(of letters: some Sequence<UInt8>) -> Int? {
        let word = String(decoding: letters.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
        guard word.utf8.count >= 2 else { return nil }
        let stem = word == "weds" ? "wed" : word
        return names.firstIndex { $0.hasPrefix(stem) }.map { $0 + 1 }
    }
}
