// A value that is looked up among the other elements of the same document: FHIR references.

import Feeds

/// A look-up within one element, compiled.
struct CompiledWithin: Sendable {
    let elements: JSONPath
    let key: JSONPath
    let take: ElementPath
    /// The 0-based column of what is taken.
    let column: Int
}

extension RowMapper {
    /// What the element with that key says. Nothing where there is no such element.
    mutating func find(within number: Int, key: String) -> Found {
        guard let element else { return .nothing }
        let rule = mapping.withins[number]
        if indices[number] == nil {
            var index: [String: JSONValue] = [:]
            for candidate in rule.elements.values(in: element) {
                guard let key = rule.key.first(in: candidate)?.scalarText, index[key] == nil else { continue }
                index[key] = candidate
            }
            indices[number] = index
        }
        guard let match = indices[number]?[key] else { return .blank(rule.column + 1) }
        guard let cell = rule.take.cell(in: match) else { return .nothing }
        return cell.isEmpty ? .blank(rule.column + 1) : .text(cell, rule.column + 1)
    }
}
