// Which identifier a cluster carries: a child keeps the one that its founding child key got. Pure.

/// A child key in a cluster that is to be named.
struct NamedMember<Subject: Hashable & Sendable>: Sendable {
    let subject: Subject
    /// The child that it belonged to until now.
    let formerChild: String?
    /// Children that this key founded.
    let founded: [FoundedChild]
}

/// A child with its place in the order in which children were founded.
struct FoundedChild: Sendable, Hashable, Comparable {
    let child: String
    let sequence: Int

    static func < (left: FoundedChild, right: FoundedChild) -> Bool {
        (left.sequence, left.child) < (right.sequence, right.child)
    }
}

/// What naming one cluster comes to.
struct ClusterName<Subject: Hashable & Sendable>: Sendable, Equatable {
    let child: String
    /// The founder to be kept from now on, where it is new or has changed.
    let founder: Subject?
    /// Children that have become this one.
    let merged: [String]
}

/// Names clusters.
///
/// The founder is kept for ever, like a verdict, so that an identifier survives merging, undoing and rebuilding. Of two
/// identifiers for one cluster the older counts, so that a split that is undone leaves no trace. Where a child's founder
/// has gone, the largest rest of its cluster takes the identifier over.
enum ChildNaming {
    /// - Parameters:
    ///   - members: the cluster in canonical order.
    ///   - orphaned: identifiers whose founder has gone and that no other cluster has a better claim to, by their name.
    ///   - fresh: makes the identifier of a new child from its founder.
    static func name<Subject>(
        _ members: [NamedMember<Subject>], orphaned: [String: FoundedChild], fresh: (Subject) throws -> String
    ) rethrows -> ClusterName<Subject> {
        let founded = Set(members.flatMap(\.founded))
        let inherited = Set(members.compactMap(\.formerChild).compactMap { orphaned[$0] })
        let known = founded.union(inherited)
        guard let oldest = known.min() else {
            return ClusterName(child: try fresh(members[0].subject), founder: members[0].subject, merged: [])
        }
        return ClusterName(
            child: oldest.child, founder: founded.contains(oldest) ? nil : members[0].subject,
            merged: known.subtracting([oldest]).map(\.child).sorted())
    }
}
