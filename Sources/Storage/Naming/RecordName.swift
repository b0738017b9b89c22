// The name of a record within one feed.

import SENDRecords

/// A record's type and the partner's key for it: within one feed these name one record for ever.
public struct RecordName: Hashable, Sendable {
    public let type: RecordType
    public let key: String

    public init(_ type: RecordType, key: String) {
        self.type = type
        self.key = key
    }
}
