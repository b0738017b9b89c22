// What a snapshot says something about by leaving it out, and what it left out.

import SENDRecords

/// Which current records of a feed a snapshot would have to name.
public struct SnapshotScope: Sendable {
    /// The record types of the snapshot.
    public var types: Set<RecordType>
    /// Whether the contract's window covers this record (its canonical encoding); nil covers all.
    public var covers: (@Sendable (RecordType, [UInt8]) -> Bool)?

    public init(types: Set<RecordType>, covers: (@Sendable (RecordType, [UInt8]) -> Bool)? = nil) {
        self.types = types
        self.covers = covers
    }
}

/// How many records a snapshot covers and how many of them it does not name.
public struct Absence: Hashable, Sendable {
    /// Records now seen that the snapshot covers.
    public var covered = 0
    /// Of these, the ones that it does not name.
    public var absent = 0
    /// The same by record type.
    public var byType: [RecordType: Share] = [:]

    /// How many current records the snapshot covers, and how many of them it leaves out.
    public struct Share: Hashable, Sendable {
        public var covered = 0
        public var absent = 0
        /// Of the absent, those whose key begins with zeros and which the run names, for the first time, without them: a
        /// spreadsheet has probably taken the zeros away.
        public var zerosLost = 0
    }

    /// The keys that have lost their zeros: records of several types share theirs.
    public var zerosLost: Int { byType.values.map(\.zerosLost).max() ?? 0 }

    public init() {}
}
