// Where the sources of values stand in this header: names become numbers.

import Feeds
import SENDRecords

extension MappingCompiler {
    mutating func finder(_ source: ValueSource) -> Finder {
        switch source {
        case .columns(let names) where names.contains { PartReference.isReference($0.text) }:
            let found = names.map { name in
                PartReference(name.text).map { part($0, name) } ?? position(of: name).map(Finder.column) ?? .nowhere
            }
            return found.count == 1 ? found[0] : .firstOf(found)
        case .columns(let names):
            let found = names.compactMap { position(of: $0) }
            if found.isEmpty { return .nowhere }
            return found.count == 1 ? .column(found[0]) : .columns(found)
        case .text(let text): return .constant(text)
        case .named(let name): return named(name) ?? .nowhere
        case .template(let template):
            return .template(
                template.parts.map { part in
                    switch part {
                    case .text(let text): .text(text)
                    case .name(let name): .value(named(name) ?? finder(.columns([ColumnName(name)])))
                    }
                })
        case .lookup(let lookup):
            guard let table = tables.firstIndex(where: { $0.serves(lookup) }),
                let take = tables[table].takes.firstIndex(of: lookup.take)
            else { return .nowhere }
            return .lookup(table: table, take: take, by: value(lookup.by))
        case .within(let within):
            let column = mapping.columns.count
            appendPartColumn(within.elements.description + within.take.description.dropFirst())
            let take = ElementPath(
                name: ColumnName(within.take.description), path: within.take, words: WordTable<Void>())
            mapping.withins.append(
                CompiledWithin(elements: within.elements, key: within.key, take: take, column: column))
            return .within(mapping.withins.count - 1, by: value(within.by))
        }
    }

    /// What later files look up: a column, or a value that lists its names.
    mutating func kept(_ name: String) -> Finder {
        let value = file.values.first { $0.name == name && $0.value.isColumns }
        return finder(value?.value.source ?? .columns([ColumnName(name)]))
    }

    private func named(_ name: String) -> Finder? {
        if let index = file.values.firstIndex(where: { $0.name == name }) { return .named(index) }
        if RequestedPart.valueNames.contains(name) {
            return requested.value(name).map(Finder.constant) ?? .nowhere
        }
        guard FeedPartner.valueNames.contains(name) else { return nil }
        return partner.value(name).map(Finder.constant) ?? .nowhere
    }

    mutating func position(of name: ColumnName) -> Int? {
        // Of two that differ in capitals and punctuation only, the one that is spelt so.
        guard isJSON else { return header.firstIndex(of: name.text) ?? positions[Fold.header(name.text)] }
        if let known = pathPositions[name] { return known }
        guard let path = try? JSONPath(parsing: name.text) else { return nil }
        let words = WordTable(name.anyOf)
        pathPositions[name] = mapping.columns.count
        mapping.columns.append(name.text)
        mapping.paths.append(ElementPath(name: name, path: path, words: words))
        return mapping.columns.count - 1
    }

    /// The column that a message names when there is nothing in any.
    func column(of finder: Finder) -> Int {
        switch finder {
        case .nowhere, .constant: return 0
        case .column(let index): return index + 1
        case .columns(let indices): return (indices.first ?? -1) + 1
        case .firstOf(let several): return several.lazy.map { column(of: $0) }.first { $0 > 0 } ?? 0
        case .partPath(let index): return mapping.partPaths[index].column + 1
        case .part, .partNumber, .partPlace, .partColumn: return 0
        case .named(let index): return index < mapping.values.count ? mapping.values[index].column : 0
        case .lookup(_, _, let by): return by.column
        case .within(let number, _): return mapping.withins[number].column + 1
        case .template(let parts):
            for case .value(let finder) in parts {
                let number = column(of: finder)
                if number > 0 { return number }
            }
            return 0
        }
    }
}
