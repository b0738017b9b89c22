// What two systems state about the same children, side by side: counters, and child by child what differs. Pure.

import SENDRecords

/// One system's side of one child: the keys it knows the child by, and what it states.
struct ComparedSide: Sendable {
    var keys: [SubjectKey] = []
    /// In order of feed and record key.
    var records: [ComparedRecord] = []

    var isEmpty: Bool { records.isEmpty }
}

/// A record of one side with the partner's own key, by which other records name it.
struct ComparedRecord: Sendable {
    let feed: String
    let key: String
    let record: Record
}

/// The two systems' feeds, compared child by child: give it one child after another, it keeps nothing but counters.
///
/// Within a child the records of one type are paired as `RecordPairing` says. Of a pair each field agrees, differs, or is
/// stated by one side only; a value that is empty or unreadable states nothing. Fields that hold a partner's own key of
/// another record are left out: each system numbers in its own way.
struct FeedComparison: Sendable {
    /// Children and records by who has them.
    struct Presence: Equatable, Sendable {
        var both = 0
        var onlyOld = 0
        var onlyNew = 0

        var old: Int { both + onlyOld }
        var new: Int { both + onlyNew }
    }

    struct FieldCount: Equatable, Sendable {
        var agree = 0
        var differ = 0
        var onlyOld = 0
        var onlyNew = 0
    }

    private(set) var children = Presence()
    /// All records of each type; `both` are pairs.
    private(set) var records: [RecordType: Presence] = [:]
    /// By field number; fields that no pair states are all zero.
    private(set) var fields: [RecordType: [FieldCount]] = [:]
    /// Children of both for whom the new system lacks something or says it otherwise.
    private(set) var childrenInTheWay = 0
    /// Children of both for whom the new system has all that the old one has, and more.
    private(set) var childrenWithMore = 0
    /// Records that only the old system has, of children that both have.
    private(set) var lackingRecords: [RecordType: Int] = [:]

    /// Takes in one child. Gives what differs, or nil where nothing does or neither side states anything.
    mutating func add(old: ComparedSide, new: ComparedSide) -> ChildDifference? {
        if old.isEmpty, new.isEmpty { return nil }
        let isInBoth = !old.isEmpty && !new.isEmpty
        var difference = ChildDifference(
            presence: isInBoth ? .both : new.isEmpty ? .onlyOld : .onlyNew, oldKeys: old.keys, newKeys: new.keys)
        switch difference.presence {
        case .both: children.both += 1
        case .onlyOld: children.onlyOld += 1
        case .onlyNew: children.onlyNew += 1
        }
        let pairing = RecordPairing(old: old.records, new: new.records)
        for group in pairing.groups {
            records[group.type, default: Presence()].both += group.pairs.count
            records[group.type, default: Presence()].onlyOld += group.onlyOld.count
            records[group.type, default: Presence()].onlyNew += group.onlyNew.count
            guard isInBoth else { continue }
            if !group.onlyOld.isEmpty { lackingRecords[group.type, default: 0] += group.onlyOld.count }
            difference.records += group.onlyOld.map { RecordDifference(type: group.type, isOld: true, key: $0.key) }
            difference.records += group.onlyNew.map { RecordDifference(type: group.type, isOld: false, key: $0.key) }
            for pair in group.pairs { compare(pair.old.record, pair.new.record, into: &difference) }
        }
        guard isInBoth else { return difference }
        if difference.isInTheWay { childrenInTheWay += 1 } else if difference.isMore { childrenWithMore += 1 }
        return difference.isInTheWay || difference.isMore ? difference : nil
    }

    private mutating func compare(_ old: Record, _ new: Record, into difference: inout ChildDifference) {
        let declared = old.type.declaration.fields
        var counts = fields[old.type] ?? [FieldCount](repeating: FieldCount(), count: declared.count)
        let references = NaturalFields.references(of: old.type)
        for field in declared where !references.contains(field.number) {
            let (before, after) = (old[field.number], new[field.number])
            let kind: FieldDifference.Kind
            switch (before.isStatement, after.isStatement) {
            case (false, false): continue
            case (true, true) where before == after:
                counts[field.number].agree += 1
                continue
            case (true, true):
                counts[field.number].differ += 1
                kind = .differs
            case (true, false):
                counts[field.number].onlyOld += 1
                kind = .onlyOld
            case (false, true):
                counts[field.number].onlyNew += 1
                kind = .onlyNew
            }
            difference.fields.append(
                FieldDifference(type: old.type, field: field.number, kind: kind, old: before, new: after))
        }
        fields[old.type] = counts
    }
}

extension Value {
    /// Whether it says something that can be held against the other system's word.
    fileprivate var isStatement: Bool {
        switch self {
        case .text, .date, .integer, .flag, .unverified: true
        case .notStated, .empty, .unreadable: false
        }
    }
}
