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

    /// Where a version stands in a payload.
    public struct Place: Hashable, Sendable {
        public let payload: PayloadHash
        public let file: String
        public let row: Int
        public let line: Int
        public let byteOffset: Int
        /// For each field in field order the name of its column, nil for none. May be shorter.
        public let columns: [String?]
    }
}
