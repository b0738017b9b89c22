// Where the resolver finds candidates: the store, with the changes at hand laid over it.

import Matching
import SENDRecords
import Storage

/// The store's identities as they will be once the changes at hand are committed.
struct StoreCandidates: CandidateSource {
    private let store: Store
    private let changed: Set<Int64>
    private let arrivedByKey: [UInt64: [Int]]
    private let arrived: [Identity]
    private let leftByKey: [UInt64: Int]

    /// - Parameters:
    ///   - arrived: new and changed identities with their keys.
    ///   - left: the identities in the store that these replace or that have gone, with their keys.
    init(store: Store, arrived: [(Identity, [UInt64])], left: [(Identity, [UInt64])]) {
        self.store = store
        self.arrived = arrived.map(\.0)
        changed = Set(arrived.map(\.0.subject)).union(left.map(\.0.subject))
        var byKey: [UInt64: [Int]] = [:]
        for (place, (_, keys)) in arrived.enumerated() {
            for key in keys { byKey[key, default: []].append(place) }
        }
        arrivedByKey = byKey
        var gone: [UInt64: Int] = [:]
        for (_, keys) in left { for key in keys { gone[key, default: 0] += 1 } }
        leftByKey = gone
    }

    mutating func counts(of keys: [UInt64]) throws -> [Int] {
        let stored = try store.matchCounts(of: keys)
        return zip(keys, stored).map { key, count in
            count - (leftByKey[key] ?? 0) + (arrivedByKey[key]?.count ?? 0)
        }
    }

    mutating func identities(sharingAtLeast least: Int, of keys: [UInt64]) throws -> [Identity] {
        var result = try store.identities(sharingAtLeast: least, of: keys).compactMap { stored in
            changed.contains(stored.subject.rawValue) ? nil : Identity(stored)
        }
        var shared: [Int: Int] = [:]
        for key in keys { for place in arrivedByKey[key] ?? [] { shared[place, default: 0] += 1 } }
        for (place, count) in shared where count >= least { result.append(arrived[place]) }
        return result
    }

    mutating func identities(of children: [ChildKey]) throws -> [Identity] {
        let keys = children.map { SubjectKey(.child, space: $0.space, key: $0.key) }
        let wanted = Set(children.map(CanonicalOrder.init))
        let ids = Array(try store.subjects(of: keys).values)
        let stored = try store.identities(of: ids).values.compactMap { stored in
            changed.contains(stored.subject.rawValue) ? nil : Identity(stored)
        }
        return stored + arrived.filter { wanted.contains($0.order) }
    }
}

extension Identity {
    init?(_ stored: StoredIdentity) {
        self.init(subject: stored.subject.rawValue, encoded: stored.blob)
    }
}
