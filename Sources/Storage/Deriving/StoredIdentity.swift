// Who a child is as one partner states it, in the compact form that matching reads.

import SENDRecords

/// The identity of one child key, with the hashes under which it is found.
public struct StoredIdentity: Hashable, Sendable {
    public let subject: SubjectID
    public let key: SubjectKey
    /// Opaque to the store.
    public let blob: [UInt8]
}

/// A change to one identity.
public struct IdentityUpdate: Sendable {
    public var subject: SubjectID
    /// nil takes the identity away.
    public var blob: [UInt8]?
    /// Keyed hashes of the blocking keys.
    public var matchKeys: [UInt64]
    /// Whether `saveMatchKeys` has put the keys in already.
    public var keysAreSaved: Bool

    public init(subject: SubjectID, blob: [UInt8]?, matchKeys: [UInt64], keysAreSaved: Bool = false) {
        self.subject = subject
        self.blob = blob
        self.matchKeys = matchKeys
        self.keysAreSaved = keysAreSaved
    }
}

/// What shares a match key with something.
public struct SharedIdentities: Sendable {
    /// Each identity once, in order of subject.
    public var identities: [StoredIdentity]
    /// Match keys with more members than were asked for; their members are not among the identities.
    public var crowded: [UInt64]
}
