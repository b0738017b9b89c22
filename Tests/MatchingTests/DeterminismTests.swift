import Testing

@testable import Matching

/// All identities in memory, indexed by blocking key: a store for tests.
struct MemorySource: CandidateSource {
    let resolver: Resolver
    private var identities: [CanonicalOrder: Identity] = [:]
    private var index: [UInt64: [CanonicalOrder]] = [:]

    init(resolver: Resolver) { self.resolver = resolver }

    mutating func put(_ identity: Identity) {
        remove(identity.order)
        identities[identity.order] = identity
        for key in resolver.blockingKeys(of: identity) { index[key, default: []].append(identity.order) }
    }

    mutating func remove(_ order: CanonicalOrder) {
        guard let old = identities.removeValue(forKey: order) else { return }
        for key in resolver.blockingKeys(of: old) { index[key]?.removeAll { $0 == order } }
    }

    subscript(order: CanonicalOrder) -> Identity? { identities[order] }

    func counts(of keys: [UInt64]) -> [Int] { keys.map { index[$0]?.count ?? 0 } }

    func identities(sharingAtLeast least: Int, of keys: [UInt64]) -> [Identity] {
        var shared: [CanonicalOrder: Int] = [:]
        for key in keys { for order in index[key] ?? [] { shared[order, default: 0] += 1 } }
        return shared.filter { $0.value >= least }.compactMap { identities[$0.key] }
    }

    func identities(of children: [ChildKey]) -> [Identity] {
        children.compactMap { identities[CanonicalOrder($0)] }
    }
}

@Suite("The same records give the same children")
struct DeterminismTests {
    let model: MatchingModel

    init() throws { model = try Samples.model() }

    /// Components by their members, so that results of several calls can be put together.
    private struct State {
        var components: [Int64: Component] = [:]

        mutating func take(_ component: Component) {
            for member in component.members {
                if let old = components[member] { for other in old.members { components[other] = nil } }
            }
            for member in component.members { components[member] = component }
        }

        mutating func withdraw(_ subject: Int64) { components[subject] = nil }
    }

    private func state(_ components: [Component]) -> [Int64: Component] {
        var state = State()
        for component in components { state.take(component) }
        return state.components
    }

    private func decisions(_ city: GeneratedCity) -> ([Verdict], [Seal]) {
        var dice = Dice(seed: 99)
        var verdicts: [Verdict] = []
        var seals: [Seal] = []
        for _ in 0..<30 {
            let (a, b) = (dice.below(city.records.count - 1), dice.below(city.records.count))
            verdicts.append(
                Verdict(city.records[a].child, city.records[a + 1].child, dice.chance(0.5) ? .same : .different))
            if a != b { verdicts.append(Verdict(city.records[a].child, city.records[b].child, .same)) }
            seals.append(Seal(city.records[a].child, city.records[min(a + 2, city.records.count - 1)].child))
        }
        return (verdicts, seals)
    }

    @Test("neither the order of arrival nor the subject numbers matter", arguments: [1, 2])
    func arrivalOrderDoesNotMatter(seed: UInt64) {
        let city = GeneratedCity(children: 600, seed: seed)
        let (verdicts, seals) = decisions(city)
        let resolver = Resolver(model: model, verdicts: verdicts, seals: seals, secret: (1, 2))
        let straight = resolver.resolveAll(city.identities())
        var dice = Dice(seed: seed)
        let shuffled = resolver.resolveAll(city.identities().shuffled(using: &dice))
        #expect(straight == shuffled)

        let renamed = city.identities().map { identity in
            var identity = identity
            identity.subject = 10_000 - identity.subject
            return identity
        }
        let again = resolver.resolveAll(renamed).map { $0.members.map { 10_000 - $0 } }
        #expect(again == straight.map(\.members))
    }

    @Test(
        "records that come one by one or in slices end as in the batch", arguments: [(1, 60), (2, 3), (3, 60), (4, 2)])
    func incrementalIsBatch(seed: UInt64, largestBlock: Int) throws {
        let city = GeneratedCity(children: 220, seed: seed)
        let (verdicts, seals) = decisions(city)
        let model = model.blocking(atMost: largestBlock)
        let resolver = Resolver(model: model, verdicts: verdicts, seals: seals, secret: (seed, 7))
        var source = MemorySource(resolver: resolver)
        var state = State()
        var dice = Dice(seed: seed + 50)
        var waiting = city.identities().shuffled(using: &dice)[...]
        while !waiting.isEmpty {
            let slice = Array(waiting.prefix(1 + dice.below(4)))
            waiting = waiting.dropFirst(slice.count)
            for identity in slice { source.put(identity) }
            for component in try resolver.resolve(touched: slice, from: &source) { state.take(component) }
        }
        #expect(state.components == self.state(resolver.resolveAll(city.identities())))
    }

    @Test("changed and withdrawn records leave nothing behind", arguments: [(1, 60), (2, 3)])
    func undoneIsAsIfItHadNeverBeen(seed: UInt64, largestBlock: Int) throws {
        let city = GeneratedCity(children: 200, seed: seed)
        let resolver = Resolver(model: model.blocking(atMost: largestBlock), secret: (3, 4))
        let identities = city.identities()
        var source = MemorySource(resolver: resolver)
        for identity in identities { source.put(identity) }
        var state = State()
        for component in resolver.resolveAll(identities) { state.take(component) }
        let before = state.components

        var dice = Dice(seed: seed)
        for _ in 0..<60 {
            let victim = dice.pick(identities)
            let stranger = dice.pick(city.records)
            let place = Int(victim.subject)
            switch dice.below(2) {
            case 0:
                // It goes, and comes back.
                source.remove(victim.order)
                state.withdraw(victim.subject)
                for component in try resolver.resolve(touched: [], withdrawn: [victim], from: &source) {
                    state.take(component)
                }
                let without = identities.filter { $0.order != victim.order }
                #expect(state.components == self.state(resolver.resolveAll(without)))
                source.put(victim)
                for component in try resolver.resolve(touched: [victim], from: &source) { state.take(component) }
            default:
                // It becomes somebody else, and itself again.
                let child = city.records[place].child
                let other = Identity(subject: victim.subject, child: child, statement: stranger.statement)
                source.put(other)
                for component in try resolver.resolve(touched: [other], withdrawn: [victim], from: &source) {
                    state.take(component)
                }
                source.put(victim)
                for component in try resolver.resolve(touched: [victim], withdrawn: [other], from: &source) {
                    state.take(component)
                }
            }
            #expect(state.components == before)
        }
    }

    @Test("blocking keys are the same in every process, and another secret gives others")
    func keysAreStable() {
        let ann = Person("Ann Velterop", 2012, 3, 4).at("B1 1AA", "4 High Street").identity("a", 1)
        let keys = model.blockingKeys(of: ann, secret: (1, 2))
        #expect(keys == model.blockingKeys(of: ann, secret: (1, 2)))
        #expect(Set(keys).isDisjoint(with: model.blockingKeys(of: ann, secret: (1, 3))))
        #expect(Set(keys).count == keys.count)
    }
}
