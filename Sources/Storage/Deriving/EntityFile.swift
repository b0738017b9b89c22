// The reconciled file of a child, a setting, a route or a crew member.

import SENDRecords

/// A file to be stored.
public struct EntityFile: Hashable, Sendable {
    /// A child's identifier, or for instance `route:transport:R1`.
    public var entity: String
    public var kind: EntityKind
    /// The file; opaque to the store.
    public var blob: [UInt8]
    /// What an unchanged file is told by.
    public var digest: [UInt8]
    /// The first day on which the file would read differently with no data arriving.
    public var wakes: CalendarDate?
    /// The subjects that the file read beyond its own: when one of them changes, so may this.
    public var uses: [SubjectID]

    public init(
        entity: String, kind: EntityKind, blob: [UInt8], digest: [UInt8], wakes: CalendarDate?, uses: [SubjectID]
    ) {
        self.entity = entity
        self.kind = kind
        self.blob = blob
        self.digest = digest
        self.wakes = wakes
        self.uses = uses
    }
}

/// A file's entity with its kind.
public struct EntityName: Hashable, Sendable {
    public let entity: String
    public let kind: EntityKind

    public init(entity: String, kind: EntityKind) {
        self.entity = entity
        self.kind = kind
    }
}
