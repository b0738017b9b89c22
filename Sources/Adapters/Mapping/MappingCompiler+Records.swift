// Records: their keys and key spaces, their fields, and when they have ended.

import Feeds
import SENDRecords

extension MappingCompiler {
    mutating func record(_ rule: RecordRule, _ index: Int) -> CompiledRecord {
        parts = []
        var compiledParts: [CompiledPart] = []
        for part in rule.parts {
            compiledParts.append(self.part(part))
            parts.append(part)
        }
        defer { parts = [] }
        let type = rule.type
        var counts: [Int: WordTable<Void>] = [:]
        for fold in rule.fold ?? [] where fold.isCount { counts[fold.field] = WordTable(fold.words) }
        let fold = rule.fold?.compactMap { fold -> CompiledFoldValue? in
            guard let value = fold.value else { return nil }
            var places: Int?
            if case .place(let count, _, _) = fold.way { places = count }
            return CompiledFoldValue(value: self.value(value), places: places)
        }
        let declaration = rule.type.declaration
        let fields = rule.fields.map { rule in
            var field = self.field(rule, of: type, in: index)
            field.counts = counts[rule.field.number]
            return field
        }
        var columns = [UInt16](repeating: 0, count: declaration.fields.count)
        for field in fields { columns[field.declaration.number] = UInt16(clamping: field.value.column) }
        return CompiledRecord(
            type: rule.type, fieldCount: declaration.fields.count, space: space(of: declaration.entity),
            parts: compiledParts,
            key: value(rule.key),
            about: value(rule.about),
            isAboutKey: rule.key.source == rule.about.source && rule.key.place == rule.about.place,
            when: rule.when.map { condition($0) }, ending: ending(rule.ending), fields: fields,
            fold: fold ?? (folded.contains(type.number) ? [] : nil), columns: columns)
    }

    private mutating func ending(_ ending: RecordEnding) -> CompiledEnding {
        switch ending {
        case .never: .never
        case .always: .always
        case .when(let conditions): .when(conditions.map { condition($0) })
        }
    }

    /// The key space of an entity's keys.
    private func space(of entity: EntityKind) -> String {
        let (partner, requested) = (partner, requested)
        let space = manifest.keySpace(of: entity)?.name
        return space?.filled { requested.value($0) ?? partner.value($0) } ?? manifest.id
    }

    mutating func knownChild(_ rule: KnownChildRule, _ number: Int) -> CompiledKnownChild {
        CompiledKnownChild(
            space: space(of: .child), key: rule.key.map { value($0) },
            fields: rule.fields.map { field($0, of: Child.declaration.type, in: number) })
    }
}
