// How a long answer comes in parts.

import Feeds

/// How a partner gives a long list in parts, and how the next one is asked for.
public enum Paging: Sendable, Equatable {
    /// After which part there is no further one.
    public enum End: Sendable, Equatable {
        /// A part without rows.
        case empty
        /// A part with fewer rows than this.
        case short(of: Int)
    }

    /// Where the number or the cursor of a part stands.
    public enum Place: String, Sendable, CaseIterable {
        case query
        case body
    }

    /// The answer holds the address of the next part, at one of these places.
    case nextLink([JSONPath])
    /// The answer's `Link` header holds it (RFC 8288).
    case linkHeader
    /// Numbered parts.
    case page(name: String, first: Int, until: End, in: Place)
    /// The number of rows that came already.
    case offset(name: String, first: Int, until: End, in: Place)
    /// The answer says by what the next part is asked for.
    case cursor(at: JSONPath, name: String, more: JSONPath?, untilEmpty: Bool, in: Place)

    /// What it has to know of an answer's document.
    var captures: [JSONPath] {
        switch self {
        case .nextLink(let paths): paths
        case .cursor(let path, _, let more, _, _): [path] + [more].compactMap(\.self)
        case .linkHeader, .page, .offset: []
        }
    }

    /// In words, for people.
    public var words: String {
        func end(_ end: End) -> String {
            switch end {
            case .empty: "until a part has no rows"
            case .short(let size): "until a part has fewer than \(size) rows"
            }
        }
        switch self {
        case .nextLink(let paths):
            return "the next part's address stands at \(paths.map(\.description).joined(separator: " or "))"
        case .linkHeader: return "the next part's address stands in the Link header"
        case .page(let name, let first, let until, let place):
            return "numbered parts, \(name) in the \(place.rawValue) from \(first), \(end(until))"
        case .offset(let name, _, let until, let place):
            return "\(name) in the \(place.rawValue) is how many rows have come, \(end(until))"
        case .cursor(let path, let name, let more, let untilEmpty, let place):
            let until =
                more.map { "until \($0) says no" } ?? (untilEmpty ? "until a part has no rows" : "until there is none")
            return "the cursor at \(path) is sent as \(name) in the \(place.rawValue), \(until)"
        }
    }
}

/// What the plan has to know of an answer that came.
public struct AnswerFacts: Sendable, Equatable {
    /// How many rows or elements it has, rejected ones too.
    public var rows: Int
    /// Where the next part is, for paging by links.
    public var links: [String] = []
    public var cursor: String?
    /// Whether the answer says that there is more; nil where it doesn't say.
    public var more: Bool?
    /// How many rows all parts have, where the answer says so.
    public var total: Int?
    /// What tells one part from another: parts with the same rows have the same mark.
    public var mark: Int?

    public init(rows: Int) { self.rows = rows }
}

extension FileRule {
    /// Looks through an answer for what the plan has to know. What isn't paged isn't looked into: the run reads it once.
    ///
    /// - Parameter linkHeaders: the answer's `Link` headers.
    /// - Returns: `.failed` for an answer that isn't what the feed gives: it is an error of the service, not an empty part.
    /// - Throws: a `PayloadError`, and what the source throws.
    public func answer(in source: inout some ByteSource, linkHeaders: [String] = []) throws -> SourceAnswer {
        guard let paging else { return .received(AnswerFacts(rows: 1)) }
        var first: String?
        var last: PayloadEvent?
        let summary = try read(&source, capturing: paging.captures) { event in
            guard event.isRow else { return }
            first = first ?? event.rowText
            last = event
        }
        if let trouble = summary.trouble { return .failed("\(name): \(trouble)") }
        var facts = AnswerFacts(rows: summary.rows)
        func captured(_ path: JSONPath) -> [JSONValue] { summary.captures?.values(of: path) ?? [] }
        switch paging {
        case .nextLink(let paths): facts.links = paths.flatMap(captured).compactMap(\.text)
        case .linkHeader: facts.links = linkHeaders.flatMap(LinkHeader.next)
        case .cursor(let path, _, let more, _, _):
            facts.cursor = captured(path).first?.scalarText
            facts.more = more.flatMap { captured($0).first?.bool }
        case .page, .offset: break
        }
        if let count = formats.json?.count, let stated = captured(count).first?.scalarText {
            guard let total = Int(stated) else {
                return .failed("\(name): What the document holds at \(count) is no count.")
            }
            facts.total = total
        }
        if summary.rows > 0 {
            var hasher = Hasher()
            hasher.combine(summary.rows)
            hasher.combine(first)
            hasher.combine(last?.rowText)
            facts.mark = hasher.finalize()
        }
        return .received(facts)
    }
}

extension PayloadEvent {
    fileprivate var isRow: Bool {
        switch self {
        case .row, .element, .rejected, .rejectedLine: true
        case .header, .elements, .aside, .unread: false
        }
    }

    fileprivate var rowText: String? {
        switch self {
        case .row(let row): row.texts.joined(separator: "\u{1F}")
        case .element(let element): element.value.serialised()
        case .rejected, .rejectedLine, .header, .elements, .aside, .unread: nil
        }
    }
}
