// A record as its feed states it now.

import SENDRecords

/// The current version of one record.
public struct StoredStatement: Hashable, Sendable {
    /// The version's number, which leads back to file, line and column.
    public let version: Int64
    public let type: RecordType
    /// The feed's name.
    public let feed: String
    public let key: String
    public let subject: SubjectID
    public let asOf: Instant
    /// The record in its canonical encoding.
    public let blob: [UInt8]
}
