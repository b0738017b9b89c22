// Names of files with wild cards and dates.

import SENDRecords

/// `Blade-Export_{dd-MM-yyyy}_person.csv`, `*.csv`: `*` is any text, `?` one letter, braces hold a date. Upper and
/// lower case are alike.
public struct FileNamePattern: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case letter(UInt8)
        case anyLetter
        case anyText
        case date(DateFormat)
    }

    public let description: String
    let parts: [Part]

    /// - Returns: nil where a brace is not closed or holds no date format of fixed length.
    public init?(_ text: String) {
        guard !text.isEmpty, !text.contains("/") else { return nil }
        description = text
        var parts: [Part] = []
        var rest = text[...]
        while let first = rest.first {
            rest = rest.dropFirst()
            switch first {
            case "*": parts.append(.anyText)
            case "?": parts.append(.anyLetter)
            case "{":
                guard let close = rest.firstIndex(of: "}"), let format = DateFormat(String(rest[..<close])),
                    format.fixedLength != nil
                else { return nil }
                parts.append(.date(format))
                rest = rest[rest.index(after: close)...]
            default: parts += String(first).lowercased().utf8.map(Part.letter)
            }
        }
        self.parts = parts
    }

    /// Whether the name fits, with the date in it where the pattern has one.
    public func match(_ name: String) -> Match? {
        var date: CalendarDate?
        return matches(parts[...], Array(name.lowercased().utf8)[...], &date) ? Match(date: date) : nil
    }

    /// What a name that fits tells; the date where the pattern has one.
    public struct Match: Sendable, Equatable {
        public let date: CalendarDate?
    }

    private func matches(_ parts: ArraySlice<Part>, _ name: ArraySlice<UInt8>, _ date: inout CalendarDate?) -> Bool {
        guard let part = parts.first else { return name.isEmpty }
        let rest = parts.dropFirst()
        switch part {
        case .letter(let byte): return name.first == byte && matches(rest, name.dropFirst(), &date)
        case .anyLetter: return !name.isEmpty && matches(rest, name.dropFirst(), &date)
        case .anyText:
            for start in name.startIndex...name.endIndex where matches(rest, name[start...], &date) { return true }
            return false
        case .date(let format):
            guard let length = format.fixedLength, name.count >= length,
                let found = name.prefix(length).withUnsafeBufferPointer({ format.read($0) }),
                matches(rest, name.dropFirst(length), &date)
            else { return false }
            date = found
            return true
        }
    }
}
