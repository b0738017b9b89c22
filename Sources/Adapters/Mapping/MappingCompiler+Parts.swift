// Parts of a row: elements, columns, pieces and letters, and what a value takes of them.

import Feeds

extension MappingCompiler {
    mutating func part(_ rule: PartRule) -> CompiledPart {
        let blank = WordTable(rule.blank)
        var column = 0
        let kind: CompiledPart.Kind
        switch rule.source {
        case .elements(let path, let parent):
            kind = .elements(path, of: parent.flatMap { name in parts.firstIndex { $0.name == name } })
            column = mapping.columns.count + 1
            appendPartColumn(self.path(of: rule))
        case .columns(let columns): kind = .columns(columns.matches(in: header))
        case .split(let value, let by): kind = .split(self.value(value), by: by.map { Array($0.utf8) })
        case .characters(let value, let width): kind = .characters(self.value(value), width: width)
        }
        return CompiledPart(kind: kind, blank: blank, keepsBlank: rule.keepsBlank, column: column)
    }

    mutating func appendPartColumn(_ name: String) {
        mapping.columns.append(name)
        mapping.paths.append(nil)
    }

    /// The path of a part from the row's element, wild cards and all.
    private func path(of rule: PartRule) -> String {
        guard case .elements(let path, let parent) = rule.source else { return "$" }
        guard let above = parts.first(where: { $0.name == parent }) else { return path.description }
        return self.path(of: above) + path.description.dropFirst()
    }

    mutating func part(_ reference: PartReference, _ name: ColumnName) -> Finder {
        guard let level = parts.firstIndex(where: { $0.name == reference.part }) else { return .nowhere }
        switch (parts[level].source, reference.asked) {
        case (_, .number): return .partNumber(level: level)
        case (.elements, .itself) where name.anyOf.isEmpty: return .part(level: level)
        case (.elements, .below), (.elements, .itself):
            var rest = ""
            if case .below(let below) = reference.asked { rest = below }
            guard let path = try? JSONPath(parsing: "$\(rest)") else { return .nowhere }
            let words = WordTable(name.anyOf)
            let column = mapping.columns.count
            let full = self.path(of: parts[level]) + rest
            appendPartColumn(full)
            mapping.partPaths.append(
                PartPath(level: level, path: ElementPath(name: name, path: path, words: words), column: column))
            return .partPath(mapping.partPaths.count - 1)
        case (.columns(let columns), _):
            guard let member = reference.member else { return .part(level: level) }
            if let index = columns.firstIndex(where: { $0.name == member }) {
                return .partColumn(level: level, index)
            }
            let places = columns.first?.patterns.first?.names ?? []
            return places.firstIndex(of: member).map { .partPlace(level: level, $0) } ?? .nowhere
        case (.split, _), (.characters, _): return .part(level: level)
        }
    }
}
