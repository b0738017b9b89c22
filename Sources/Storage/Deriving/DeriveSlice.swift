// Everything that one commit of derive changes.

import SENDRecords

/// One slice of derive: whole components, worked in or not at all.
public struct DeriveSlice: Sendable {
    public var at: Instant
    /// Identities that came, changed or went: stored with the links that follow from them, so that a slice that is cut off
    /// leaves the state before the change to be resolved from.
    public var identities: [IdentityUpdate] = []
    /// New or changed links.
    public var links: [StoredLink] = []
    /// Child keys that belong to no child any more.
    public var unlinked: [SubjectID] = []
    public var founders: [Founder] = []
    /// Child keys whose doubtful links are replaced by `doubtful`.
    public var reviewed: [SubjectID] = []
    public var doubtful: [DoubtfulLink] = []
    public var files: [EntityFile] = []
    /// Entities that have no file any more. Their findings are closed too.
    public var removedFiles: [String] = []
    /// For each entity the complete set.
    public var findings: [EntityFindings] = []
    public var deliveries: [DeliveryDraft] = []
    /// Views that nobody has tried to send and that may not be sent any more.
    public var unsent: [UnsentChild] = []
    /// What goes off the list: exactly the pairs that were read before the slice was worked out.
    public var done: [TouchedSubject] = []
    /// What else goes on the list.
    public var touch: [SubjectID] = []

    public init(at: Instant) {
        self.at = at
    }
}
