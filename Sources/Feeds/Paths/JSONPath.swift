// Paths into JSON documents: RFC 9535, whole.

/// A query of RFC 9535.
///
///     $.entry[*].resource
///     $.link[?@.relation == 'next'].url
///     $..coding[?match(@.code, 'R[0-9]+')]['system', 'code']
public struct JSONPath: Sendable, CustomStringConvertible {
    let segments: [Segment]
    /// The path as it was written.
    public let description: String

    /// `$`: the whole document.
    public static let root = JSONPath(segments: [], description: "$")

    /// Every value that the path selects: what an array holds in its order, members in the order of the document. An
    /// empty answer is no error.
    public func values(in value: JSONValue) -> [JSONValue] {
        Self.values(of: segments[...], in: value)
    }

    /// The first selected value.
    public func first(in value: JSONValue) -> JSONValue? {
        value.tape.withView { view in
            let run = JSONPathRun(view: view, root: value.index)
            return run.single(segments, from: value.index) ?? run.select(segments[...], from: [value.index]).first
        }.map { JSONValue(tape: value.tape, index: $0) }
    }

    /// Whether it is made of names, wildcards and indices from the front alone, so that it is followed as a document
    /// streams by. Any other path is evaluated on a document that is held whole.
    public var streams: Bool { segments.allSatisfy { $0.step != nil } }

    static func values(of segments: ArraySlice<Segment>, in value: JSONValue) -> [JSONValue] {
        let found = value.tape.withView { view in
            JSONPathRun(view: view, root: value.index).select(segments, from: [value.index])
        }
        return found.map { JSONValue(tape: value.tape, index: $0) }
    }
}

extension JSONPath: Equatable {
    /// Paths that are written the same.
    public static func == (first: JSONPath, second: JSONPath) -> Bool { first.description == second.description }
}

extension JSONPath {
    /// Section 2.5.
    struct Segment: Sendable {
        var selectors: [Selector]
        /// `..`: it is applied to the value and to everything inside it.
        var isDescendant = false

        /// The one selector of a segment that can be followed while a document streams by.
        var step: Selector? {
            guard !isDescendant, selectors.count == 1, let only = selectors.first else { return nil }
            switch only {
            case .name, .wildcard: return only
            case .index(let index): return index >= 0 ? only : nil
            case .slice, .filter: return nil
            }
        }

        /// The selectors of a segment that can be followed while a document streams by, where the order of what they select
        /// doesn't matter: one, or several different names or indices, `['students','Students']`. Empty where it can't be
        /// followed.
        var followed: [Selector] {
            if let step { return [step] }
            guard !isDescendant, selectors.count > 1 else { return [] }
            for (place, selector) in selectors.enumerated() {
                let isAlone = selectors[..<place].allSatisfy { other in
                    switch (other, selector) {
                    case (.name(let one), .name(let second)): one != second
                    case (.index(let one), .index(let second)): one != second
                    default: true
                    }
                }
                switch selector {
                case .name where isAlone: continue
                case .index(let index) where index >= 0 && isAlone: continue
                default: return []
                }
            }
            return selectors
        }

        /// Section 2.3.5.1: it selects at most one value.
        var isSingular: Bool {
            guard !isDescendant, selectors.count == 1 else { return false }
            switch selectors[0] {
            case .name, .index: return true
            case .wildcard, .slice, .filter: return false
            }
        }

        /// The filter of a segment that has nothing else, where it asks about the value alone.
        var filter: Condition? {
            guard !isDescendant, selectors.count == 1, case .filter(let condition) = selectors[0],
                !condition.asksTheDocument
            else { return nil }
            return condition
        }
    }

    /// Section 2.3.
    enum Selector: Sendable {
        /// The name's bytes.
        case name([UInt8])
        case wildcard
        /// Negative counts from the end.
        case index(Int)
        case slice(start: Int?, end: Int?, step: Int)
        case filter(Condition)
    }

    /// Section 2.3.5: what a filter asks about a value.
    indirect enum Condition: Sendable {
        case any([Condition])
        case all([Condition])
        case not(Condition)
        case exists(Query)
        case compare(Operand, Comparison, Operand)
        /// A function that answers yes or no.
        case holds(Function)
    }

    struct Query: Sendable {
        /// `@`: from the value that is asked about, not from the document.
        var isRelative: Bool
        var segments: [Segment]

        var isSingular: Bool { segments.allSatisfy(\.isSingular) }
    }

    enum Comparison: Sendable {
        case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
    }

    /// What stands on a side of a comparison or is given to a function.
    indirect enum Operand: Sendable {
        case literal(JSONValue)
        /// At most one value.
        case query(Query)
        case function(Function)
    }

    /// Section 2.4, with arguments of the right types.
    indirect enum Function: Sendable {
        case length(Operand)
        case count(Query)
        case value(Query)
        case match(Operand, Pattern)
        case search(Operand, Pattern)
    }

    /// The regular expression of `match` and `search`: known from the path, or found in the document.
    enum Pattern: Sendable {
        /// nil: it is none, and nothing matches.
        case known(RegularExpression?)
        case found(Operand)
    }
}

// MARK: - Whether a filter can be asked about a value without the document around it

extension JSONPath.Condition {
    var asksTheDocument: Bool {
        switch self {
        case .any(let conditions), .all(let conditions): conditions.contains(where: \.asksTheDocument)
        case .not(let condition): condition.asksTheDocument
        case .exists(let query): query.asksTheDocument
        case .compare(let first, _, let second): first.asksTheDocument || second.asksTheDocument
        case .holds(let function): function.asksTheDocument
        }
    }
}

extension JSONPath.Query {
    var asksTheDocument: Bool {
        if !isRelative { return true }
        return segments.contains { segment in
            segment.selectors.contains {
                if case .filter(let condition) = $0 { condition.asksTheDocument } else { false }
            }
        }
    }
}

extension JSONPath.Operand {
    var asksTheDocument: Bool {
        switch self {
        case .literal: false
        case .query(let query): query.asksTheDocument
        case .function(let function): function.asksTheDocument
        }
    }
}

extension JSONPath.Function {
    var asksTheDocument: Bool {
        switch self {
        case .length(let operand): return operand.asksTheDocument
        case .count(let query), .value(let query): return query.asksTheDocument
        case .match(let text, let pattern), .search(let text, let pattern):
            if case .found(let operand) = pattern, operand.asksTheDocument { return true }
            return text.asksTheDocument
        }
    }
}
