// One version of a record, with the way back to where it came from.

import SENDRecords

/// What was stated, when it was learnt, and from which row of which file.
public struct StoredVersion: Hashable, Sendable {
    public let id: Int64
    public let name: RecordName
    public let feed: String
    public let subject: SubjectID
    public let subjectKey: SubjectKey
    public let run: RunID
    public let runState: RunState
    public let asOf: Instant
    /// When the run that stated it was finished: when it was learnt.
    public let learnt: Instant?
    /// nil where the record was withdrawn by this version.
    public let blob: [UInt8]?
    /// The place; nil for what a snapshot withdrew by leaving it out.
    public let place: Place?
    /// Whether it is what the feed states now.
    public let isCurrent: Bool
    /// For a record that several rows state together: for each field in field order what it came from. Empty where every
    /// field came from `place`; may be shorter.
    public let origins: [Origin]

    /// Where a version stands in a payload.
    public struct Place: Hashable, Sendable {
        public let payload: PayloadHash
        public let file: String
        /// What the payload was asked for.
        public let requested: RequestedPart
        public let row: Int
        public let line: Int
        public let byteOffset: Int
        /// For each field in field order the name of its column, nil for none. May be shorter.
        public let columns: [String?]
    }
    /// What one field of a record came from that several rows state together.
    public struct Origin: Hashable, Sendable {
        /// In the order of the rows: all, or where `count` is larger the first ones and the last. Empty where the field
        /// says nothing.
        public let cells: [Cell]
        public let count: Int
    }

    /// One value of one row.
    public struct Cell: Hashable, Sendable {
        public let payload: PayloadHash
        public let file: String
        /// What the payload was asked for.
        public let requested: RequestedPart
        public let line: Int
        public let byteOffset: Int
        /// The name of its column; nil for none.
        public let column: String?
    }

    /// Where a field came from: one cell, or several where rows were put together.
    public func origin(ofField number: Int) -> Origin? {
        if origins.indices.contains(number), !origins[number].cells.isEmpty { return origins[number] }
        guard let place else { return nil }
        let column = place.columns.indices.contains(number) ? place.columns[number] : nil
        return Origin(
            cells: [
                Cell(
                    payload: place.payload, file: place.file, requested: place.requested, line: place.line,
                    byteOffset: place.byteOffset, column: column)
            ], count: 1)
    }
}
