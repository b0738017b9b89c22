import DemoCity
import Testing

@Suite struct LinkQualityTests {
    let truth = Cities.small.truth

    @Test func theTruthItselfIsPerfect() {
        let stored = truth.entries.filter { $0.fate == .stored }
        let quality = truth.quality(of: Dictionary(grouping: stored, by: \.child).mapValues { $0.map(\.key) })
        #expect(quality.precision == 1 && quality.recall == 1 && quality.f1 == 1)
        #expect(quality.truePairs > 500)
        #expect(quality.foundChildren == quality.trueChildren)
        #expect(quality.falsePairsAmongTwins == 0 && quality.sealedPairs == 0)
    }

    @Test func keysAloneHaveNoRecall() {
        let stored = truth.entries.filter { $0.fate == .stored }
        let alone = Dictionary(uniqueKeysWithValues: stored.enumerated().map { ($0.offset, [$0.element.key]) })
        let quality = truth.quality(of: alone)
        #expect(quality.recall == 0 && quality.precision == 1)
    }

    @Test func twinsTakenForOneChildAreCounted() throws {
        var clusters = Dictionary(grouping: truth.entries.filter { $0.fate == .stored }, by: \.child)
            .mapValues { $0.map(\.key) }
        let twins = try #require(
            truth.twins.first { $0.count == 2 && (clusters[$0[0]] ?? []).isEmpty == false && clusters[$0[1]] != nil })
        let pairs = (clusters[twins[0]]?.count ?? 0) * (clusters[twins[1]]?.count ?? 0)
        clusters[twins[0], default: []] += clusters.removeValue(forKey: twins[1]) ?? []
        let quality = truth.quality(of: clusters)
        #expect(quality.falsePairs == pairs && quality.falsePairsAmongTwins == pairs)
        #expect(quality.recall == 1 && quality.precision < 1)
    }

    @Test func aSealedPairThatWasLinkedIsCounted() throws {
        let seal = try #require(truth.seals.first)
        let quality = truth.quality(of: [1: [seal.0, seal.1]])
        #expect(quality.sealedPairs == 1 && quality.precision == 0)
    }

    @Test func keysThatTheTruthDoesNotKnowAreCounted() {
        #expect(truth.quality(of: [1: [Truth.Key(space: "other", key: "1")]]).unknownKeys == 1)
    }
}
