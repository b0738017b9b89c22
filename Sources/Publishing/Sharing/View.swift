// The whole allowed view of one child: what one delivery tells.

import Crypto
import Reconciling
import SENDRecords

/// What one agreement lets out about one child. State, not difference: it replaces every earlier view.
public struct View: Sendable, Hashable {
    /// The child's own identifier.
    public let child: String
    /// In the order of the reference, then of the file. Only records of which something may leave.
    public let records: [ViewRecord]
    /// The canonical JSON: `{"child":"C-1","records":{"child":{…},"ehc-plan":[{…}]}}`.
    public let document: [UInt8]
    /// SHA-256 of the document. A view with the digest of what was last sent is not sent again.
    public let digest: [UInt8]

    init(child: String, records: [ViewRecord]) {
        self.child = child
        self.records = records
        document = Self.document(child: child, records: records)
        digest = [UInt8](SHA256.hash(data: document))
    }

    /// Versions that any of it comes from, in order, each once: they lead back to file, line and column.
    public var versions: [Int64] {
        Set(records.flatMap { $0.values.map(\.version) }).sorted()
    }
}

/// One record of a view.
public struct ViewRecord: Sendable, Hashable {
    public let type: RecordType
    /// The feed and key that name the record within the child. They explain; they never leave.
    public let feed: String
    public let key: String
    /// In the order of the type's declaration.
    public let values: [ViewValue]
}

/// One value of a view, and where it comes from.
public struct ViewValue: Sendable, Hashable {
    /// The field's number in its record type.
    public let field: Int
    /// The field's name.
    public let name: String
    /// Text, date, integer or flag: nothing else leaves.
    public let value: Value
    public let version: Int64
    public let rule: SettlingRule
}
