// The path, the query and the body of a request, with places that a run fills.

import Feeds
import SENDRecords

/// A text with places in braces: `{date:dd-MM-yyyy}` is the day that is asked for, `{since}` the cursor, others are named
/// by `each`. After a colon stands the format of a day.
public struct RequestTemplate: Sendable, Hashable, CustomStringConvertible {
    /// What is filled in has to be written as the text around it wants it.
    public enum Use: Sendable {
        /// As it is.
        case plain
        /// Percent-encoded, in a path or a query.
        case address
        /// Inside a string of a JSON document.
        case json
    }

    enum Part: Sendable, Hashable {
        case text(String)
        case place(String, DateFormat?)
    }

    static let date = "date"

    public let description: String
    let parts: [Part]

    /// A path after an origin: `/sen2/{date:dd-MM-yyyy}/person.csv`.
    ///
    /// - Returns: nil unless it starts with one slash, holds no blank, and every brace is closed.
    public init?(path text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains(" "), !text.contains("#"),
            let template = RequestTemplate(value: text)
        else { return nil }
        self = template
    }

    /// A value of a query, a form or a header.
    ///
    /// - Returns: nil where a brace is not closed, or holds a date format that is none.
    public init?(value text: String) {
        guard let template = Template(text) else { return nil }
        var parts: [Part] = []
        for part in template.parts {
            switch part {
            case .text(let fixed): parts.append(.text(fixed))
            case .name(let name):
                guard let place = Self.place(name) else { return nil }
                parts.append(place)
            }
        }
        description = text
        self.parts = parts
    }

    /// A body, in which braces are mostly its own: a place is a brace, a name of small letters, digits and hyphens, perhaps
    /// a colon and a format, and a brace, without blanks.
    public init(body text: String) {
        description = text
        var parts: [Part] = []
        var fixed = ""
        var rest = text[...]
        while let first = rest.first {
            if first == "{", let close = rest.firstIndex(of: "}"),
                let place = Self.place(String(rest[rest.index(after: rest.startIndex)..<close])),
                case .place(let name, _) = place, name.utf8.allSatisfy(Self.isOfName), name.first?.isLetter == true
            {
                if !fixed.isEmpty { parts.append(.text(fixed)) }
                fixed = ""
                parts.append(place)
                rest = rest[rest.index(after: close)...]
            } else {
                fixed.append(first)
                rest = rest.dropFirst()
            }
        }
        if !fixed.isEmpty { parts.append(.text(fixed)) }
        self.parts = parts
    }

    private static func place(_ text: String) -> Part? {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2 else { return text == date ? nil : .place(text, nil) }
        return DateFormat(halves[1]).map { .place(halves[0], $0) }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    // MARK: Asking

    /// The names of its places, each once; `date` for the day of the run.
    public var names: [String] {
        var names: [String] = []
        for case .place(let name, _) in parts where !names.contains(name) { names.append(name) }
        return names
    }

    /// The file's name as somebody would save it: the last part of a path, any day, without the query.
    var savedName: FileNamePattern? {
        let whole = parts.map { part in
            switch part {
            case .text(let fixed): fixed
            case .place(_, let format?): format.fixedLength == nil ? "*" : "{\(format)}"
            case .place: "*"
            }
        }.joined()
        let name = whole.prefix { $0 != "?" }.split(separator: "/").last.map(String.init)
        return name.flatMap(FileNamePattern.init)
    }

    /// The text with its places filled; nil where one has no value.
    public func filled(_ values: RequestValues, as use: Use) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let fixed): text += fixed
            case .place(let name, let format):
                guard let value = values.text(of: name, format) else { return nil }
                text += use.written(value)
            }
        }
        return text
    }
}

extension RequestTemplate.Use {
    func written(_ text: String) -> String {
        switch self {
        case .plain: text
        case .address: PercentEncoding.encoded(text)
        case .json: String(JSONValue.string(text).serialised().dropFirst().dropLast())
        }
    }
}

/// What the places of one request stand for.
public struct RequestValues: Sendable, Equatable {
    /// The day that is asked for.
    public var date: CalendarDate
    public var texts: [String: String] = [:]
    public var days: [String: CalendarDate] = [:]
    /// The name and value of the cursor that the run goes on from.
    public var since: CursorValue?
    public var sinceName: String?

    public init(date: CalendarDate) { self.date = date }

    func text(of name: String, _ format: DateFormat?) -> String? {
        if name == RequestTemplate.date { return format?.text(for: date) }
        if let day = days[name] { return format?.text(for: day) ?? day.description }
        if name == sinceName, let since {
            guard let format else { return since.description }
            return since.day.map(format.text)
        }
        return texts[name]
    }
}

/// Percent-encoding of what stands for itself nowhere (RFC 3986, 2.3).
enum PercentEncoding {
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte.isLetterOrDigit || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
