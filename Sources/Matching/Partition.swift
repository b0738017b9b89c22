// Members and edges by component.

/// Sets of ranks that edges join.
struct DisjointSets {
    private var parents: [UInt32]

    init(count: Int) {
        parents = []
        parents.reserveCapacity(count)
        for i in 0..<count { parents.append(UInt32(i)) }
    }

    var count: Int { parents.count }

    mutating func root(_ member: UInt32) -> UInt32 {
        var at = member
        while parents[Int(at)] != at {
            parents[Int(at)] = parents[Int(parents[Int(at)])]
            at = parents[Int(at)]
        }
        return at
    }

    /// The smaller root stays, so that a component is called by its first member in canonical order.
    mutating func join(_ a: UInt32, _ b: UInt32) {
        let (x, y) = (root(a), root(b))
        if x < y { parents[Int(y)] = x } else { parents[Int(x)] = y }
    }
}

/// Hands out components in canonical order: their ranks ascending, their edges strongest first with indices into the ranks.
struct Partition {
    private var root: [UInt32]
    private var edges: [Edge]

    init(sets: inout DisjointSets, edges: [Edge]) {
        root = []
        root.reserveCapacity(sets.count)
        for i in 0..<sets.count { root.append(sets.root(UInt32(i))) }
        self.edges = edges
    }

    mutating func eachComponent(_ take: ([UInt32], [Edge]) throws -> Void) rethrows {
        let (members, memberStarts) = grouped(count: root.count) { root[$0] }
        let (edgeOrder, edgeStarts) = grouped(count: edges.count) { root[Int(edges[$0].a)] }
        var ranks: [UInt32] = []
        var local: [Edge] = []
        for first in root.indices where root[first] == UInt32(first) {
            ranks.removeAll(keepingCapacity: true)
            local.removeAll(keepingCapacity: true)
            for i in Int(memberStarts[first])..<Int(memberStarts[first + 1]) { ranks.append(members[i]) }
            for i in Int(edgeStarts[first])..<Int(edgeStarts[first + 1]) {
                let edge = edges[Int(edgeOrder[i])]
                local.append(Edge(a: place(edge.a, ranks), b: place(edge.b, ranks), weight: edge.weight))
            }
            if local.count > 1 {
                local.sort { x, y in
                    if x.weight != y.weight { return x.weight > y.weight }
                    return x.a != y.a ? x.a < y.a : x.b < y.b
                }
            }
            try take(ranks, local)
        }
    }

    /// The index of a rank among the ascending ranks of a component.
    private func place(_ rank: UInt32, _ ranks: [UInt32]) -> UInt32 {
        var (low, high) = (0, ranks.count)
        while low < high {
            let middle = (low + high) / 2
            if ranks[middle] < rank { low = middle + 1 } else { high = middle }
        }
        return UInt32(low)
    }

    /// Items by component, keeping their order, and where each component starts.
    private func grouped(count: Int, _ component: (Int) -> UInt32) -> ([UInt32], [UInt32]) {
        var starts = [UInt32](repeating: 0, count: root.count + 1)
        for i in 0..<count { starts[Int(component(i)) + 1] += 1 }
        for i in 0..<root.count { starts[i + 1] += starts[i] }
        var next = starts
        var items = [UInt32](repeating: 0, count: count)
        for i in 0..<count {
            let c = Int(component(i))
            items[Int(next[c])] = UInt32(i)
            next[c] += 1
        }
        return (items, starts)
    }
}
