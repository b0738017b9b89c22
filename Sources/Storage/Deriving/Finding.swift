// What reconciling found about an entity: that partners disagree, or that somebody must act.

import SENDRecords

/// The two classes of findings. The numbers are stored.
public enum FindingClass: UInt8, Sendable, CaseIterable {
    /// Two partners state different things where one must be wrong.
    case discrepancy = 1
    /// Something that somebody must act on.
    case signal = 2
}

/// A discrepancy or a signal as one derive slice states it.
public struct Finding: Hashable, Sendable {
    /// The same finding has the same identifier every time it is stated.
    public var id: String
    public var kind: String
    public var findingClass: FindingClass
    public var due: CalendarDate?
    /// JSON; opaque to the store.
    public var detail: [UInt8]

    public init(id: String, kind: String, findingClass: FindingClass, due: CalendarDate?, detail: [UInt8]) {
        self.id = id
        self.kind = kind
        self.findingClass = findingClass
        self.due = due
        self.detail = detail
    }
}

/// All that is found about one entity now: whatever else was open about it is closed.
public struct EntityFindings: Hashable, Sendable {
    public var entity: String
    public var findings: [Finding]

    public init(entity: String, findings: [Finding]) {
        self.entity = entity
        self.findings = findings
    }
}

/// A finding with its life.
public struct StoredFinding: Hashable, Sendable {
    public let finding: Finding
    public let entity: String
    /// When it was first stated, or stated again after it was closed.
    public let opened: Instant
    public let closed: Instant?
}
