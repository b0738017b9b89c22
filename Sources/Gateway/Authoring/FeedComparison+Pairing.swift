// Which record of the old system is which record of the new one. Pure.

import SENDRecords

/// Pairs one child's records of two systems, whose own keys have nothing to do with each other.
///
/// Records of one type are paired by their natural fields, as `NaturalFields` declares them: a request by the day it was
/// received, an assessment by its request's day or else its outcome date, a plan by its start, a placement by basis and
/// setting, a need by its rank, a review by the day of its meeting. Where a type has several such rules they are tried in
/// turn on what is left, each only where at least one of its fields is stated. Of several records with the same natural
/// fields, those that are alike in every field are paired first, the others in order of feed and key.
///
/// What is left then: records that state none of their natural fields, and records of a type that has none, are paired
/// in order. One that is left on each side is taken for the same record with another date, except where a type is a
/// series, such as weeks of attendance, in which each side may well lack another one. All others stand alone.
struct RecordPairing: Sendable {
    struct Group: Sendable {
        let type: RecordType
        var pairs: [(old: ComparedRecord, new: ComparedRecord)] = []
        var onlyOld: [ComparedRecord] = []
        var onlyNew: [ComparedRecord] = []
    }

    /// One for each type that either side states, in order of their numbers.
    let groups: [Group]

    init(old: [ComparedRecord], new: [ComparedRecord]) {
        let before = Dictionary(grouping: old, by: \.record.type)
        let after = Dictionary(grouping: new, by: \.record.type)
        let oldKeys = Self.byKey(old)
        let newKeys = Self.byKey(new)
        groups = Set(before.keys).union(after.keys).sorted { $0.number < $1.number }.map { type in
            var group = Group(type: type, onlyOld: before[type] ?? [], onlyNew: after[type] ?? [])
            let natural = NaturalFields.of(type)
            for rule in natural.rules {
                group.pair(
                    old: { rule.values(of: $0, among: oldKeys) }, new: { rule.values(of: $0, among: newKeys) })
            }
            group.pair(
                old: { natural.isStated(by: $0, among: oldKeys) ? nil : [] },
                new: { natural.isStated(by: $0, among: newKeys) ? nil : [] })
            if !natural.isSeries, group.onlyOld.count == 1, group.onlyNew.count == 1 {
                group.pairs.append((group.onlyOld.removeFirst(), group.onlyNew.removeFirst()))
            }
            return group
        }
    }

    /// Records by feed, type and key, as others of the same feed name them.
    private static func byKey(_ records: [ComparedRecord]) -> [RecordReference: Record] {
        var found: [RecordReference: Record] = [:]
        for record in records {
            found[RecordReference(feed: record.feed, type: record.record.type, key: record.key)] = record.record
        }
        return found
    }
}

/// The name of a record, as another one of the same feed gives it.
struct RecordReference: Hashable, Sendable {
    let feed: String
    let type: RecordType
    let key: String
}

extension RecordPairing.Group {
    /// Pairs what is left and has the same values by a rule; nil stands for a record that the rule says nothing about.
    fileprivate mutating func pair(
        old oldValues: (ComparedRecord) -> [Value]?, new newValues: (ComparedRecord) -> [Value]?
    ) {
        guard !onlyOld.isEmpty, !onlyNew.isEmpty else { return }
        let before = onlyOld.map(oldValues)
        let after = onlyNew.map(newValues)
        var places: [[Value]: [Int]] = [:]
        for (place, values) in after.enumerated() { if let values { places[values, default: []].append(place) } }
        var partner = [Int?](repeating: nil, count: onlyOld.count)
        for isAlike in [true, false] {
            for (place, values) in before.enumerated() where partner[place] == nil {
                guard let values, let free = places[values] else { continue }
                let chosen =
                    isAlike
                    ? free.firstIndex { onlyNew[$0].record.isLike(onlyOld[place].record) } : free.indices.first
                guard let chosen else { continue }
                partner[place] = places[values]?.remove(at: chosen)
            }
        }
        let taken = Set(partner.compactMap { $0 })
        for (place, other) in partner.enumerated() {
            if let other { pairs.append((onlyOld[place], onlyNew[other])) }
        }
        onlyOld = zip(onlyOld, partner).filter { $0.1 == nil }.map(\.0)
        onlyNew = onlyNew.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }
}

extension Record {
    /// The same in every field but those that hold a partner's own keys.
    fileprivate func isLike(_ other: Record) -> Bool {
        let references = NaturalFields.references(of: type)
        return values.indices.allSatisfy { references.contains($0) || values[$0] == other.values[$0] }
    }
}
