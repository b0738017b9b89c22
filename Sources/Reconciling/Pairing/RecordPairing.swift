// What a record of a file says of the statements that it was made of, where several feeds state the same thing.

import SENDRecords

/// One feed's statement behind a settled record.
public struct RecordSource: Hashable, Sendable {
    public let feed: String
    /// The partner's key of the record.
    public let key: String
    /// The partner's key of the record that it follows, where its type follows one.
    public let parent: String?

    public init(feed: String, key: String, parent: String? = nil) {
        self.feed = feed
        self.key = key
        self.parent = parent
    }
}

/// Why statements of different feeds are taken for one thing.
public enum PairingReason: Hashable, Sendable {
    /// All state the authority's own reference, the same one.
    case sameReference
    /// Their dates are the same day.
    case sameDay
    /// Their dates lie so many days apart, within what the type's rule allows.
    case daysApart(Int)
    /// What they follow is one thing.
    case sameParent
    /// The fields that make it what it is are the same, and no dates tell them apart.
    case sameFields

    /// How firm it is: firmer reasons are looked at first.
    var step: PairingStep {
        switch self {
        case .sameReference: .reference
        case .sameDay: .day
        case .daysApart, .sameParent, .sameFields: .rest
        }
    }

    /// The weaker of two.
    func weakened(by other: PairingReason) -> PairingReason {
        if case .daysApart(let mine) = self, case .daysApart(let others) = other {
            return .daysApart(max(mine, others))
        }
        return other.step > step ? other : self
    }
}

/// The steps in which statements are paired, the firmest first.
enum PairingStep: Int, CaseIterable, Comparable {
    case reference, day, rest

    static func < (left: PairingStep, right: PairingStep) -> Bool { left.rawValue < right.rawValue }
}

/// A settled record's sources, where there are several.
public struct RecordPairing: Hashable, Sendable {
    /// In canonical order; the first names the record.
    public let sources: [RecordSource]
    public let reason: PairingReason

    public init(sources: [RecordSource], reason: PairingReason) {
        self.sources = sources
        self.reason = reason
    }
}

extension SettledRecord {
    /// The statements behind the record; never empty but for the identity, which comes from every child key.
    public var sources: [RecordSource] {
        if let pairing { return pairing.sources }
        if feed.isEmpty { return [] }
        let parent = type.declaration.pairing?.parent.flatMap { parent in values[parent.field] }
        return [RecordSource(feed: feed, key: key, parent: parent.flatMap { String($0.value) })]
    }

    /// Whether any of its statements names the other record as the one that it follows, in its own feed's words.
    public func follows(_ other: SettledRecord) -> Bool {
        let others = other.sources
        return sources.contains { source in
            source.parent.map { parent in others.contains { $0.feed == source.feed && $0.key == parent } } ?? false
        }
    }
}
