// What resolving gives: components, their clusters, and what a person has to look at.

/// Everything that could be one child by any chain of evidence at or above the review cut, or by verdicts; settled into
/// clusters. Children of one component are decided together, and again whenever one of its records changes.
public struct Component: Sendable, Equatable {
    /// All subjects, in canonical order.
    public var members: [Int64]
    /// In the canonical order of their first members. Every member is in exactly one.
    public var clusters: [Cluster]
    /// Pairs of clusters that a person should look at, strongest first.
    public var doubtful: [DoubtfulLink]
    /// 'Same' verdicts that could not be followed.
    public var conflicts: [Conflict]
}

/// The child keys that are one child.
public struct Cluster: Sendable, Equatable {
    /// In canonical order.
    public var members: [Member]
}

/// One child key of a cluster, and how sure it is that it belongs there.
public struct Member: Sendable, Equatable {
    public var subject: Int64
    /// The probability, 0 to 1, of the weakest link by which this key came to the larger part of its cluster. 1 for a key
    /// that others came to, or one that a verdict brought.
    public var sureness: Double
    /// That link; nil for a key that others came to.
    public var link: Link?
}

/// The link that brought a key to its cluster.
public struct Link: Sendable, Equatable {
    /// The two child keys that the link joins, in canonical order.
    public var a: Int64
    public var b: Int64
    public var reason: Reason

    /// Why a key belongs to its child.
    public enum Reason: Sendable, Equatable {
        case evidence(Evidence)
        case verdict
    }
}

/// Two clusters that may be one child. `a` and `b` are the two keys with the strongest evidence.
public struct DoubtfulLink: Sendable, Equatable {
    public var a: Int64
    public var b: Int64
    public var weight: Weight
    public var why: Why
    public var evidence: Evidence

    /// Why nobody but a person can tell.
    public enum Why: String, Sendable {
        /// The evidence lies between the two cuts.
        case betweenCuts = "between-cuts"
        /// Names and birth date agree, and NHS numbers or UPNs differ.
        case identifiersDiffer = "identifiers-differ"
    }
}

/// A 'same' verdict that stands against a seal or a 'different' verdict: somebody has to take one back.
public struct Conflict: Sendable, Equatable {
    public var a: Int64
    public var b: Int64
    public var why: Why

    /// What the verdict runs against.
    public enum Why: String, Sendable {
        case sealed
        case verdictsDisagree = "verdicts-disagree"
    }
}
