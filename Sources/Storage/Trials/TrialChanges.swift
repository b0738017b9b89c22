// What a trial's copy says has changed, as values.

import SENDRecords

/// Records of one type that a run states anew, otherwise than before, or no more.
public struct RecordChanges: Hashable, Sendable {
    public let type: RecordType
    public var new = 0
    public var changed = 0
    public var ended = 0

    public init(type: RecordType) { self.type = type }
}

/// A child key that a run's child record is about, and what matching has made of it.
public struct TrialChildKey: Hashable, Sendable {
    /// The child that the key belonged to before the run.
    public let childBefore: String?
    public let child: String?
    /// Whether another key of the child belonged to one before the run.
    public let hasKnownPartner: Bool
    /// The weight of the strongest pair of which a person would be asked.
    public let doubt: Double?
    /// Whether a person has said that it must not be joined to another key.
    public let isKeptApart: Bool
}

/// A file before and after; nil where there is none.
public struct FileChange: Sendable {
    public let entity: String
    public let kind: EntityKind
    public let before: [UInt8]?
    public let after: [UInt8]?
}

/// Findings of one kind that came and went.
public struct FindingChanges: Hashable, Sendable {
    public let kind: String
    public let findingClass: FindingClass
    public var opened = 0
    public var closed = 0
}

/// What a consumer was last sent of a child before, and would be sent now.
public struct SentChange: Sendable {
    /// What the consumer holds, or would hold.
    public struct Document: Sendable {
        public let kind: DeliveryKind
        public let body: [UInt8]
    }

    public let consumer: String
    public let child: String
    /// Nil where it was never sent anything.
    public let before: Document?
    /// Nil where what waited was dropped before anybody tried to send it.
    public let after: Document?
}
