// Which child keys are which child.

import SENDRecords

/// A child key belongs to a child.
public struct StoredLink: Hashable, Sendable {
    public var subject: SubjectID
    /// The child's identifier.
    public var child: String
    /// 0 to 1.
    public var sureness: Double
    /// Why; opaque to the store.
    public var evidence: [UInt8]

    public init(subject: SubjectID, child: String, sureness: Double, evidence: [UInt8]) {
        self.subject = subject
        self.child = child
        self.sureness = sureness
        self.evidence = evidence
    }
}

/// The child key that a child got its identifier by. Kept for ever, so that identifiers survive merging and undoing.
public struct Founder: Hashable, Sendable {
    public var child: String
    public var subject: SubjectID
    /// When the child was founded, in milliseconds since 1970: of two identifiers for one child the older is kept.
    public var sequence: Int

    public init(child: String, subject: SubjectID, sequence: Int = 0) {
        self.child = child
        self.subject = subject
        self.sequence = sequence
    }
}

/// Two child keys that may be one child; a person decides.
public struct DoubtfulLink: Hashable, Sendable {
    public var first: SubjectID
    public var second: SubjectID
    public var weight: Double
    /// Why; opaque to the store.
    public var evidence: [UInt8]

    public init(first: SubjectID, second: SubjectID, weight: Double, evidence: [UInt8]) {
        self.first = first
        self.second = second
        self.weight = weight
        self.evidence = evidence
    }
}
