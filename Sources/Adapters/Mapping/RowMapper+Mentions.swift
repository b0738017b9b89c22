// Which records a quarantined row is about: they are still there at the partner's, though the row can't be used.

import SENDRecords

extension RowMapper {
    /// Every record of the mapping that the row may state and whose key can be read, so that a snapshot does not
    /// withdraw it. A record that the row clearly doesn't state is not mentioned.
    mutating func mentions() -> [RecordMention] {
        var mentions: [RecordMention] = []
        var known: Set<RecordMention> = []
        for rule in mapping.records {
            count = 0
            forEachPart(rule.parts) { mapper in
                guard mapper.mayAllHold(rule.when), let mention = mapper.mention(rule) else { return }
                if known.insert(mention).inserted { mentions.append(mention) }
            }
        }
        return mentions
    }

    private mutating func mention(_ rule: CompiledRecord) -> RecordMention? {
        guard let key = text(of: find(rule.key)), key.utf8.count <= Self.longestKey else { return nil }
        return RecordMention(rule.type, key: key)
    }

    private mutating func mayAllHold(_ conditions: [CompiledCondition]) -> Bool {
        for condition in conditions where !mayHold(condition) { return false }
        return true
    }

    /// Like `holds`, but a test of something that can't be read, or that stands in a row that is missing from
    /// another file, may hold.
    private mutating func mayHold(_ condition: CompiledCondition) -> Bool {
        switch condition {
        case .stated(let values):
            for value in values where isStated(value) || isOrphan(value) { return true }
            return false
        case .blank: return holds(condition)
        case .oneOf(let value, _, _): return isOrphan(value) || holds(condition)
        case .compare(let value, let comparison, let orBlank):
            return isOrphan(value) || holds(value, comparison, orBlank: orBlank) ?? true
        case .field(let field, _, _, _):
            if field.constant == nil {
                switch value(of: find(field.value), field.reader) {
                case .unreadable, .unverified: return true
                default: break
                }
            }
            return holds(condition)
        case .any(let conditions):
            for condition in conditions where mayHold(condition) { return true }
            return false
        }
    }

    private mutating func isOrphan(_ value: CompiledValue) -> Bool {
        find(value).isTrouble
    }
}
