// How well found children agree with the truth, counted in pairs of keys.

/// Pairwise precision and recall.
public struct LinkQuality: Sendable {
    /// Pairs of keys of one true child, among keys that are stored or were clustered.
    public internal(set) var truePairs = 0
    /// Pairs that the clusters make.
    public internal(set) var foundPairs = 0
    /// Pairs found that are true.
    public internal(set) var rightPairs = 0
    /// Pairs found between twins or triplets.
    public internal(set) var falsePairsAmongTwins = 0
    /// Pairs found that a seal forbids.
    public internal(set) var sealedPairs = 0
    /// Keys in the clusters that the truth does not know.
    public internal(set) var unknownKeys = 0
    /// True children with at least one stored key, and children found.
    public internal(set) var trueChildren = 0
    public internal(set) var foundChildren = 0

    public var falsePairs: Int { foundPairs - rightPairs }
    public var missedPairs: Int { truePairs - rightPairs }
    public var precision: Double { foundPairs == 0 ? 1 : Double(rightPairs) / Double(foundPairs) }
    public var recall: Double { truePairs == 0 ? 1 : Double(rightPairs) / Double(truePairs) }
    public var f1: Double {
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
}

extension Truth {
    /// Compares found children with the truth. Keys that were to be left out or quarantined count only where a cluster
    /// holds them.
    /// - Parameter clusters: for each child found, its keys.
    public func quality(of clusters: [some Hashable: [Key]]) -> LinkQuality {
        var childOf: [Key: Int] = [:]
        childOf.reserveCapacity(entries.count)
        var counted: [Key: Bool] = [:]
        counted.reserveCapacity(entries.count)
        for entry in entries {
            childOf[entry.key] = entry.child
            if entry.fate == .stored { counted[entry.key] = true }
        }
        var twinGroup: [Int: Int] = [:]
        for (group, children) in twins.enumerated() { for child in children { twinGroup[child] = group } }

        var quality = LinkQuality()
        quality.foundChildren = clusters.count
        var cluster: [Key: Int] = [:]
        for (number, keys) in clusters.values.enumerated() {
            var sizes: [Int: Int] = [:]
            var known = 0
            for key in keys {
                cluster[key] = number
                guard let child = childOf[key] else {
                    quality.unknownKeys += 1
                    continue
                }
                counted[key] = true
                known += 1
                sizes[child, default: 0] += 1
            }
            quality.foundPairs += known * (known - 1) / 2
            for size in sizes.values { quality.rightPairs += size * (size - 1) / 2 }
            guard sizes.count > 1 else { continue }
            let children = Array(sizes.keys)
            for left in children.indices {
                for right in children.indices where right > left {
                    guard let group = twinGroup[children[left]], group == twinGroup[children[right]] else { continue }
                    quality.falsePairsAmongTwins += (sizes[children[left]] ?? 0) * (sizes[children[right]] ?? 0)
                }
            }
        }
        var sizes: [Int: Int] = [:]
        for key in counted.keys { if let child = childOf[key] { sizes[child, default: 0] += 1 } }
        quality.trueChildren = sizes.count
        for size in sizes.values { quality.truePairs += size * (size - 1) / 2 }
        for (before, after) in seals {
            if let left = cluster[before], left == cluster[after] { quality.sealedPairs += 1 }
        }
        return quality
    }
}
