// What people decided about children, which no statistics overrule.

import SENDRecords

/// What a person can decide of two child keys. The numbers are stored.
public enum VerdictKind: UInt8, Sendable, CaseIterable {
    /// The two child keys are one child.
    case same = 1
    /// They are two children.
    case different = 2
    /// They must never be linked, whatever anybody says later; visible to few.
    case seal = 3

    public var name: String {
        switch self {
        case .same: "same"
        case .different: "different"
        case .seal: "seal"
        }
    }
}

/// A verdict on two child keys.
public struct Verdict: Hashable, Sendable {
    public let id: Int64
    public let first: SubjectKey
    public let second: SubjectKey
    public let kind: VerdictKind
    public let who: String
    public let why: String
    public let at: Instant
    public let undoneAt: Instant?
    public let undoneBy: String?

    /// Whether it still stands.
    public var stands: Bool { undoneAt == nil }
}

/// A person's word that nothing about a child leaves the gateway.
public struct Restriction: Hashable, Sendable {
    public let id: Int64
    public let child: SubjectKey
    public let who: String
    public let why: String
    public let at: Instant
    public let liftedAt: Instant?
    public let liftedBy: String?

    public var stands: Bool { liftedAt == nil }
}

/// One line of the record of what people did.
public struct AuditEntry: Hashable, Sendable {
    public let at: Instant
    public let who: String
    public let what: String
    public let detail: String
}
