// The batch way: every component of all identities, in memory, one kind of key after another.

extension Resolver {
    /// All components, in canonical order of their first members. For a large population use the streaming form.
    ///
    /// - Precondition: one identity for each child key.
    public func resolveAll(_ identities: [Identity]) -> [Component] {
        var components: [Component] = []
        resolveAll(identities) { components.append($0) }
        return components
    }

    /// All components, one at a time, in canonical order of their first members. A million identities take about 300 MB
    /// beside the identities themselves.
    public func resolveAll(_ identities: [Identity], _ take: (Component) throws -> Void) rethrows {
        let comparator = Comparator(model: model)
        let order = canonicalOrder(identities)
        var senses: [NameSenses] = []
        senses.reserveCapacity(identities.count)
        for index in order { senses.append(NameSenses(identities[Int(index)], model.names)) }

        var edges: [Edge] = []
        var pairs = CandidatePairs(model: model, identities: identities, order: order, senses: senses)
        pairs.eachPair { a, b in
            let (x, y) = (Int(a), Int(b))
            let weight = comparator.edgeWeight(
                identities[Int(order[x])], senses[x], identities[Int(order[y])], senses[y])
            if let weight { edges.append(Edge(a: a, b: b, weight: weight)) }
        }
        pairs.clear()

        var sets = DisjointSets(count: identities.count)
        for edge in edges { sets.join(edge.a, edge.b) }
        joinVerdicts(identities, order, &sets)
        var partition = Partition(sets: &sets, edges: edges)
        edges = []
        var settlement = Settlement(comparator: comparator, decisions: decisions)
        try partition.eachComponent { ranks, edges in
            if ranks.count == 1 {
                try take(settlement.alone(identities[Int(order[Int(ranks[0])])]))
                return
            }
            settlement.begin()
            for rank in ranks { settlement.add(identities[Int(order[Int(rank)])], senses[Int(rank)]) }
            try take(settlement.settle(edges))
        }
    }

    private func canonicalOrder(_ identities: [Identity]) -> [UInt32] {
        struct Place {
            var order: CanonicalOrder
            var index: UInt32
        }
        var places: [Place] = []
        places.reserveCapacity(identities.count)
        for index in identities.indices { places.append(Place(order: identities[index].order, index: UInt32(index))) }
        places.sort { $0.order < $1.order }
        return places.map(\.index)
    }

    private func joinVerdicts(_ identities: [Identity], _ order: [UInt32], _ sets: inout DisjointSets) {
        func rank(_ key: CanonicalOrder) -> UInt32? {
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if identities[Int(order[middle])].order < key { low = middle + 1 } else { high = middle }
            }
            return low < order.count && identities[Int(order[low])].order == key ? UInt32(low) : nil
        }
        for (key, about) in decisions.byKey where about.contains(where: { $0.kind == .same }) {
            guard let a = rank(key) else { continue }
            for verdict in about where verdict.kind == .same {
                if let b = rank(verdict.other) { sets.join(a, b) }
            }
        }
    }
}
