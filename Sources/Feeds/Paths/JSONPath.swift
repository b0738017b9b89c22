// Paths into JSON documents, as adapters' manifests write them.

/// The part of RFC 9535 that feeds need: names, wildcards, indices, and filters that ask whether
/// something exists or equals a literal.
///
///     $.entry[*].resource
///     $.link[?(@.relation == 'next')].url
///     $.identifier[?@.system=="https://fhir.nhs.uk/Id/nhs-number"].value
public struct JSONPath: Sendable, Equatable, CustomStringConvertible {
    enum Segment: Sendable, Equatable {
        case name(String)
        /// Negative counts from the end.
        case index(Int)
        case wildcard
        case filter(Filter)
    }

    /// `@.path == literal`, or `@.path` alone for "exists".
    struct Filter: Sendable, Equatable {
        /// Names and indices only.
        let path: [Segment]
        let equals: JSONValue?
    }

    let segments: [Segment]
    /// The path as it was written.
    public let description: String

    /// `$`: the whole document.
    public static let root = JSONPath(segments: [], description: "$")

    /// Every value that the path selects, in document order. An empty answer is no error.
    public func values(in value: JSONValue) -> [JSONValue] {
        Self.values(of: segments[...], in: value)
    }

    /// The first selected value.
    public func first(in value: JSONValue) -> JSONValue? {
        if segments.allSatisfy(\.isSingular) {
            return segments.reduce(value) { found, segment in found?.child(segment) }
        }
        return values(in: value).first
    }

    static func values(of segments: ArraySlice<Segment>, in value: JSONValue) -> [JSONValue] {
        var found = [value]
        for segment in segments {
            switch segment {
            case .name, .index: found = found.compactMap { $0.child(segment) }
            case .wildcard: found = found.flatMap(\.children)
            case .filter(let filter): found = found.flatMap(\.children).filter(filter.accepts)
            }
        }
        return found
    }
}

extension JSONPath.Segment {
    var isSingular: Bool {
        switch self {
        case .name, .index: true
        case .wildcard, .filter: false
        }
    }

    /// Names, wildcards and indices from the front can be followed while the document streams by.
    var streams: Bool {
        switch self {
        case .name, .wildcard: true
        case .index(let index): index >= 0
        case .filter: false
        }
    }
}

extension JSONPath.Filter {
    func accepts(_ value: JSONValue) -> Bool {
        guard let found = path.reduce(Optional(value), { $0?.child($1) }) else { return false }
        guard let equals else { return true }
        if case .number(let a) = found, case .number(let b) = equals { return a == b || Double(a) == Double(b) }
        return found == equals
    }
}

extension JSONValue {
    /// Elements of an array, values of an object.
    fileprivate var children: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .object(let members): members.map(\.value)
        case .null, .bool, .number, .string: []
        }
    }

    fileprivate func child(_ segment: JSONPath.Segment) -> JSONValue? {
        switch segment {
        case .name(let name): self[name]
        case .index(let index): self[index < 0 ? index + (elements?.count ?? 0) : index]
        case .wildcard, .filter: nil
        }
    }
}
