// What differs about one child between two systems.

import SENDRecords

/// One child with what differs.
struct ChildDifference: Equatable, Sendable {
    enum Presence: String, Sendable {
        case both
        case onlyOld = "only-old"
        case onlyNew = "only-new"
    }

    let presence: Presence
    /// The keys by which each system knows the child.
    let oldKeys: [SubjectKey]
    let newKeys: [SubjectKey]
    var fields: [FieldDifference] = []
    /// Records without a partner on the other side.
    var records: [RecordDifference] = []

    /// Whether switching the old system off would lose or change something about the child.
    var isInTheWay: Bool {
        presence == .onlyOld
            || presence == .both && (fields.contains { $0.kind != .onlyNew } || records.contains { $0.isOld })
    }

    /// Whether the new system states something that the old one doesn't.
    var isMore: Bool {
        presence == .onlyNew || fields.contains { $0.kind == .onlyNew } || records.contains { !$0.isOld }
    }
}

/// A field of a pair of records that is not the same on both sides.
struct FieldDifference: Equatable, Sendable {
    enum Kind: String, Sendable {
        case differs
        case onlyOld = "only-old"
        case onlyNew = "only-new"
    }

    let type: RecordType
    let field: Int
    let kind: Kind
    let old: Value
    let new: Value

    /// `ehc-plan.started`.
    var name: String { "\(type.name).\(type.declaration.fields[field].name)" }
}

/// A record that only one side has.
struct RecordDifference: Equatable, Sendable {
    let type: RecordType
    let isOld: Bool
    /// That system's own key of the record.
    let key: String
}
