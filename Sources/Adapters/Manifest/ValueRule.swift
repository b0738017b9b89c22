// Where a value comes from: columns, a text put together, a look-up in another file of the set.

import Configuring
import Feeds
import SENDRecords

/// A value of a row, before a field gives it a type.
public struct ValueRule: Sendable {
    public let source: ValueSource
    /// Words that stand for nothing, such as `0` or `n/a`.
    public let blank: [String]
    /// What it goes through after that, in order.
    public let functions: [FunctionStep]
    /// The value counts only where it is a sound identifier of this kind, and in its canonical form: for keys.
    public let onlyValid: IdentifierKind?
    /// What is taken where there is none; at most one.
    public let otherwise: [ValueRule]
    public let place: ConfigurationPlace

    init(
        source: ValueSource, blank: [String] = [], functions: [FunctionStep] = [], onlyValid: IdentifierKind? = nil,
        otherwise: [ValueRule] = [],
        place: ConfigurationPlace
    ) {
        self.source = source
        self.blank = blank
        self.functions = functions
        self.onlyValid = onlyValid
        self.otherwise = otherwise
        self.place = place
    }

    /// Whether it is a column as it stands, under one of several names.
    var isColumns: Bool {
        if case .columns = source {
            blank.isEmpty && onlyValid == nil && otherwise.isEmpty && functions.isEmpty
        } else {
            false
        }
    }

    /// Every source in it, those of functions and alternatives included.
    var sources: [ValueSource] {
        [source] + functions.flatMap(\.values).flatMap(\.sources) + otherwise.flatMap(\.sources)
    }
}

extension ValueRule: Equatable {
    /// Two rules are one where they stand at one place.
    public static func == (one: ValueRule, other: ValueRule) -> Bool {
        one.place == other.place && one.source == other.source
    }
}

/// Where a value comes from.
public indirect enum ValueSource: Sendable, Equatable {
    /// The first of these columns that isn't blank. In a JSON feed they are paths.
    case columns([ColumnName])
    case template(Template)
    case text(String)
    /// One of the file's named values, or of the partner's.
    case named(String)
    case lookup(Lookup)
    case within(Within)

    var columns: [String] {
        switch self {
        case .columns(let names): names.map(\.text)
        case .template(let template): template.names
        case .text, .named: []
        case .lookup(let lookup): lookup.by.sources.flatMap(\.columns)
        case .within(let within): within.by.sources.flatMap(\.columns)
        }
    }
}

/// A column by its header, or a path in a JSON element with how several matches are taken.
public struct ColumnName: Sendable, Hashable {
    public let text: String
    /// Several matches of a path, put together with this between them; nil takes the first.
    public let joinedBy: String?
    /// How many matches are passed over first.
    public let skip: Int
    /// Whether any match is one of these words: the value is then `true`, else `false`.
    public let anyOf: [String]

    init(_ text: String, joinedBy: String? = nil, skip: Int = 0, anyOf: [String] = []) {
        self.text = text
        self.joinedBy = joinedBy
        self.skip = skip
        self.anyOf = anyOf
    }
}

/// A value from a row of an earlier file.
public struct Lookup: Sendable, Equatable {
    public let file: String
    /// The column of that file that holds the key, or the value that lists its names.
    public let key: String
    /// The value of this row that is looked up.
    public let by: ValueRule
    /// The column of that file that is taken, or the value that lists its names.
    public let take: String
    /// Whether of several rows with the key the least value is taken, else the first row's.
    public let isLeast: Bool
}

/// A value from another element of the same row.
public struct Within: Sendable, Equatable {
    public let elements: JSONPath
    /// Below such an element.
    public let key: JSONPath
    /// The value that is looked up.
    public let by: ValueRule
    /// Below such an element.
    public let take: JSONPath
}

/// Text with names in braces: `{route_id}/{crew_id}`. It is blank where one of them is.
public struct Template: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case text(String)
        case name(String)
    }

    let parts: [Part]

    /// - Returns: nil where a brace is not closed or nothing stands inside.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, !name.contains("{") else { return nil }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            parts.append(.name(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    var names: [String] {
        parts.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// The text with its names replaced, or nil where one has no value.
    func filled(_ value: (String) -> String?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let fixed): text += fixed
            case .name(let name):
                guard let value = value(name), !value.isEmpty else { return nil }
                text += value
            }
        }
        return text
    }
}
