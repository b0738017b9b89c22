// `each`: the parts of a row for each of which a record is stated.

import Configuring
import Feeds

/// A named list of parts. A record is stated once for each; where a record has several lists, once for each combination.
public struct PartRule: Sendable {
    public let name: String
    public let source: PartSource
    /// Words that stand for nothing.
    public let blank: [String]
    /// Whether a part that holds nothing is a part all the same.
    public let keepsBlank: Bool
    public let place: ConfigurationPlace
}

/// What a row is taken apart by.
public enum PartSource: Sendable {
    /// The matches of a path, in the row's element or in a part of an earlier list.
    case elements(JSONPath, of: String?)
    /// Columns whose names fit; several under one set of places are one part.
    case columns([PartColumn])
    /// The pieces of a value between any of these texts.
    case split(ValueRule, by: [String])
    /// The letters of a value, so many to a part.
    case characters(ValueRule, width: Int)

    var value: ValueRule? {
        switch self {
        case .elements, .columns: nil
        case .split(let value, _), .characters(let value, _): value
        }
    }
}

/// Columns of parts: `@part` where they have no name of their own, else `@part.name`.
public struct PartColumn: Sendable {
    public let name: String?
    /// Alternatives; all with the same places.
    public let patterns: [HeaderPattern]
}

/// `@need`, `@need.n`, `@need#`: something of a part.
struct PartReference: Sendable, Hashable {
    enum Asked: Sendable, Hashable {
        /// What the part holds.
        case itself
        /// Which part it is, from 1.
        case number
        /// A place of its columns' names, one of its columns, or a path below its element: `.n`, `[0].code`.
        case below(String)
    }

    let part: String
    let asked: Asked

    /// - Returns: nil unless the text begins with @ and a name.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "@") else { return nil }
        let rest = text.dropFirst()
        let end = rest.firstIndex { "#.[".contains($0) } ?? rest.endIndex
        part = String(rest[..<end])
        guard Self.isName(part) else { return nil }
        switch rest[end...] {
        case "": asked = .itself
        case "#": asked = .number
        case let below where below.first != "#": asked = .below(String(below))
        default: return nil
        }
    }

    /// What `.n` names; nil for a path.
    var member: String? {
        guard case .below(let text) = asked, text.first == "." else { return nil }
        return String(text.dropFirst())
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isLetterOrDigit else { return false }
        return text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    static func isReference(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "@") }
}

extension ValueRule {
    /// Whether it differs from part to part of one row.
    var usesParts: Bool {
        sources.contains { $0.columns.contains(where: PartReference.isReference) }
    }
}
