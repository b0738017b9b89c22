// The incremental way: the components of what was touched, found by closing over candidates.

extension Resolver {
    /// The components that the touched identities belong to, and those that withdrawn ones belonged to.
    ///
    /// - Parameters:
    ///   - touched: identities that are new or changed, and both ends of new, changed or withdrawn verdicts and seals; as
    ///     they are now.
    ///   - withdrawn: identities as they were before they changed or went.
    ///   - source: the state after the change.
    /// - Returns: whole components, in canonical order of their first members. Together they hold every child key whose
    ///   cluster can have changed.
    public func resolve(
        touched: [Identity], withdrawn: [Identity] = [], from source: inout some CandidateSource
    ) throws -> [Component] {
        var closure = Closure(model: model, secret: secret)
        closure.start(touched)
        try closure.startBlocks(touched: touched, withdrawn: withdrawn, &source)
        while !closure.frontier.isEmpty {
            try closure.expand(&source, decisions)
        }
        return components(closure.members, closure.edges)
    }

    /// Components from members in any order and their edges by index.
    private func components(_ members: [Closure.Known], _ edges: [Edge]) -> [Component] {
        let order = members.indices.sorted { members[$0].identity.order < members[$1].identity.order }
        var rank = [UInt32](repeating: 0, count: members.count)
        for (place, index) in order.enumerated() { rank[index] = UInt32(place) }
        var sets = DisjointSets(count: members.count)
        var ranked: [Edge] = []
        ranked.reserveCapacity(edges.count)
        for edge in edges {
            let (a, b) = (rank[Int(edge.a)], rank[Int(edge.b)])
            ranked.append(Edge(a: min(a, b), b: max(a, b), weight: edge.weight))
            sets.join(a, b)
        }
        if !decisions.isEmpty {
            var places: [CanonicalOrder: UInt32] = [:]
            for (place, index) in order.enumerated() { places[members[index].identity.order] = UInt32(place) }
            for (key, about) in decisions.byKey {
                guard let a = places[key] else { continue }
                for verdict in about where verdict.kind == .same {
                    if let b = places[verdict.other] { sets.join(a, b) }
                }
            }
        }
        var components: [Component] = []
        var partition = Partition(sets: &sets, edges: ranked)
        var settlement = Settlement(comparator: Comparator(model: model), decisions: decisions)
        partition.eachComponent { ranks, edges in
            settlement.begin()
            for rank in ranks {
                let known = members[order[Int(rank)]]
                settlement.add(known.identity, known.senses)
            }
            components.append(settlement.settle(edges))
        }
        return components
    }
}

/// The identities that are connected with what was touched, growing round by round.
private struct Closure {
    struct Known {
        var identity: Identity
        var senses: NameSenses
    }

    let comparator: Comparator
    let secret: (UInt64, UInt64)
    private(set) var members: [Known] = []
    private(set) var edges: [Edge] = []
    /// Members whose candidates haven't been looked at.
    private(set) var frontier: [Int] = []
    private var places: [CanonicalOrder: Int] = [:]
    private var compared: PairSet

    init(model: MatchingModel, secret: (UInt64, UInt64)) {
        comparator = Comparator(model: model)
        self.secret = secret
        compared = PairSet(expecting: 256)
    }

    mutating func start(_ identities: [Identity]) {
        for identity in identities { _ = member(identity, NameSenses(identity, comparator.model.names)) }
    }

    /// The index of a member, which is new to the closure if it wasn't one.
    private mutating func member(_ identity: Identity, _ senses: NameSenses) -> Int {
        if let place = places[identity.order] { return place }
        places[identity.order] = members.count
        frontier.append(members.count)
        members.append(Known(identity: identity, senses: senses))
        return members.count - 1
    }

    /// Neighbours of what was withdrawn, and whole blocks that have become or ceased to be too large: their pairs count
    /// differently now.
    mutating func startBlocks(
        touched: [Identity], withdrawn: [Identity], _ source: inout some CandidateSource
    ) throws {
        var arrived: [UInt64: Int] = [:]
        var left: [UInt64: Int] = [:]
        for identity in touched { for key in keys(identity) { arrived[key, default: 0] += 1 } }
        for identity in withdrawn { for key in keys(identity) { left[key, default: 0] += 1 } }
        let all = Array(Set(arrived.keys).union(left.keys)).sorted()
        if all.isEmpty { return }
        let largest = comparator.model.largestBlock
        var again: [UInt64] = []
        var large: [UInt64] = []
        for (key, count) in zip(all, try source.counts(of: all)) {
            let gone = left[key, default: 0]
            let couldHaveBeen = max(0, count - arrived[key, default: 0])...(count + gone)
            let isLarge = count > largest
            if isLarge ? couldHaveBeen.lowerBound <= largest : couldHaveBeen.upperBound > largest {
                again.append(key)
            } else if gone > 0 {
                if isLarge { large.append(key) } else { again.append(key) }
            }
        }
        if !again.isEmpty { start(try source.identities(sharingAtLeast: 1, of: again)) }
        if large.count > 1 { start(try source.identities(sharingAtLeast: 2, of: large)) }
    }

    private func keys(_ identity: Identity) -> [UInt64] {
        comparator.model.blockingKeys(of: identity, secret: secret)
    }

    /// Compares the frontier with its candidates; those at or above the review cut become the next frontier.
    mutating func expand(_ source: inout some CandidateSource, _ decisions: Decisions) throws {
        let front = frontier
        frontier.removeAll()
        // Which members of the front stand under each key.
        var under: [UInt64: [Int]] = [:]
        for place in front { for key in keys(members[place].identity) { under[key, default: []].append(place) } }
        let all = under.keys.sorted()
        var small: [UInt64] = []
        var large: Set<UInt64> = []
        for (key, count) in zip(all, try source.counts(of: all)) {
            if count > comparator.model.largestBlock {
                large.insert(key)
            } else if count > 1 {
                small.append(key)
            }
        }
        var candidates = small.isEmpty ? [] : try source.identities(sharingAtLeast: 1, of: small)
        if large.count > 1 { candidates += try source.identities(sharingAtLeast: 2, of: large.sorted()) }
        var seen: Set<CanonicalOrder> = []
        for candidate in candidates where seen.insert(candidate.order).inserted {
            compare(candidate, under, large)
        }
        if !decisions.isEmpty { try follow(decisions, front, &source) }
    }

    private mutating func compare(_ candidate: Identity, _ under: [UInt64: [Int]], _ large: Set<UInt64>) {
        let senses = NameSenses(candidate, comparator.model.names)
        var halves: [Int] = []
        for key in keys(candidate) {
            guard let here = under[key] else { continue }
            let isLarge = large.contains(key)
            for place in here where members[place].identity.order != candidate.order {
                if isLarge && !halves.contains(place) {
                    halves.append(place)
                    continue
                }
                compare(candidate, senses, place)
            }
        }
    }

    private mutating func compare(_ candidate: Identity, _ senses: NameSenses, _ place: Int) {
        if let other = places[candidate.order], !compared.insert(place, other) { return }
        let known = members[place]
        guard let weight = comparator.edgeWeight(known.identity, known.senses, candidate, senses) else { return }
        let isNew = places[candidate.order] == nil
        let other = member(candidate, senses)
        if isNew { _ = compared.insert(place, other) }
        edges.append(Edge(a: UInt32(place), b: UInt32(other), weight: weight))
    }

    /// The other ends of 'same' verdicts belong to the component.
    private mutating func follow(
        _ decisions: Decisions, _ front: [Int], _ source: inout some CandidateSource
    ) throws {
        var wanted: [ChildKey] = []
        for place in front {
            for verdict in decisions.byKey[members[place].identity.order] ?? [] where verdict.kind == .same {
                if places[verdict.other] == nil, let child = decisions.children[verdict.other] { wanted.append(child) }
            }
        }
        if !wanted.isEmpty { start(try source.identities(of: wanted)) }
    }
}
