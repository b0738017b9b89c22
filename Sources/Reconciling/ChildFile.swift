// The reconciled view of a child: per field the settled value, the statement that gave it, the rule that chose it.

import SENDRecords

/// A child key that belongs to the child, and how sure that is.
public struct ChildMember: Hashable, Sendable {
    public let subject: SubjectKey
    /// 0 to 1: how sure it is that this child key is the same child as the others. 1 for a child key on its own.
    public let sureness: Double

    public init(subject: SubjectKey, sureness: Double) {
        self.subject = subject
        self.sureness = sureness
    }
}

/// Why a value was chosen over others.
public enum SettlingRule: String, Sendable, Hashable {
    /// Nobody else states one.
    case onlyStated = "only stated"
    /// The feed with the highest authority for this field.
    case authority
    /// Among equals the latest.
    case recency
    /// All state the same.
    case agreement
    /// Neither authority nor time tells: the first by the feed's name, so that the answer doesn't depend on arrival.
    case order = "first by name"
}

/// A settled value with the version that it comes from.
public struct SettledValue: Hashable, Sendable {
    public let value: Value
    public let version: Int64
    public let rule: SettlingRule

    public init(value: Value, version: Int64, rule: SettlingRule) {
        self.value = value
        self.version = version
        self.rule = rule
    }
}

/// One record of the file. `child` is settled field by field from all child keys, and what several feeds state is settled
/// so from their statements; other records stand as stated.
public struct SettledRecord: Hashable, Sendable {
    public let type: RecordType
    /// Names the record within its child: feed and partner's key, of several the first; empty for the one `child` record.
    public let key: String
    public let feed: String
    /// In the field order of the type; nil where nothing usable or kept is stated.
    public let values: [SettledValue?]
    /// Which feeds state it and why that is one thing; nil where one feed does.
    public let pairing: RecordPairing?

    public init(
        type: RecordType, key: String, feed: String, values: [SettledValue?], pairing: RecordPairing? = nil
    ) {
        self.type = type
        self.key = key
        self.feed = feed
        self.values = values
        self.pairing = pairing
    }

    /// The settled value of a field; nil where nobody states one.
    public subscript<Content: FieldContent>(field: Field<Content>) -> Content? {
        values[field.declaration.number].flatMap { Content($0.value) }
    }
}

/// Everything that is settled about one child.
public struct ChildFile: Hashable, Sendable {
    /// The child's own identifier, kept by the founding child key.
    public let child: String
    /// In canonical order.
    public let members: [ChildMember]
    /// In canonical order: by type, then key.
    public let records: [SettledRecord]
    /// Any feed or person says that nothing may leave.
    public let isRestricted: Bool

    public init(child: String, members: [ChildMember], records: [SettledRecord], isRestricted: Bool) {
        self.child = child
        self.members = members
        self.records = records
        self.isRestricted = isRestricted
    }

    /// The settled records of a type.
    public func records(_ type: RecordType) -> [SettledRecord] {
        records.filter { $0.type == type }
    }

    /// The one settled identity.
    public var identity: SettledRecord? { records.first { $0.type == Child.declaration.type } }
}
