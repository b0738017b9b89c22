import Testing

@testable import Matching

@Suite("Which child keys are one child")
struct ResolverTests {
    let model: MatchingModel

    init() throws { model = try Samples.model() }

    private func clusters(
        _ identities: [Identity], verdicts: [Verdict] = [], seals: [Seal] = []
    ) -> [Set<Int64>] {
        let resolver = Resolver(model: model, verdicts: verdicts, seals: seals, secret: (1, 2))
        return resolver.resolveAll(identities).flatMap(\.clusters).map { Set($0.members.map(\.subject)) }
    }

    private func key(_ name: String) -> ChildKey { ChildKey(space: name, key: name) }

    private let hassan = Person("Hassan Malik", 2014, 5, 6).at("B8 1AA", "7 Mill Lane")
    private let hussain = Person("Hussain Malik", 2014, 5, 6).at("B8 1AA", "7 Mill Lane")

    @Test("records that agree are one child, with a sureness and the link that brought them")
    func agreeingRecordsAreOneChild() throws {
        let resolver = Resolver(model: model, secret: (1, 2))
        let components = resolver.resolveAll([
            hassan.identity("a", 1), hassan.identity("b", 2), hassan.identity("c", 3),
        ])
        let cluster = try #require(components.first?.clusters.first)
        #expect(components.count == 1 && cluster.members.count == 3)
        #expect(cluster.members.filter { $0.link == nil }.count == 1)
        #expect(cluster.members.allSatisfy { $0.sureness > 0.95 && $0.sureness <= 1 })
    }

    @Test("twins stay two children however alike their names")
    func twinsStayTwo() {
        let found = clusters([
            hassan.identity("health-1", 1), hussain.identity("health-2", 2), hassan.identity("school-1", 3),
            hussain.identity("school-2", 4), hassan.identity("transport", 5),
        ])
        #expect(Set(found) == [[1, 3, 5], [2, 4]])
    }

    @Test("two NHS numbers never share a cluster, not even through a record without one")
    func clusterRemembersNumbers() {
        let ann = Person("Ann Smith", 2012, 3, 4).at("B1 1AA", "4 High Street")
        let found = clusters([
            ann.with { $0.nhsNumber = "9434765919" }.identity("health-1", 1),
            ann.with { $0.nhsNumber = "9434765870" }.identity("health-2", 2), ann.identity("school", 3),
        ])
        #expect(found.count == 2)
        #expect(found.allSatisfy { !$0.isSuperset(of: [1, 2]) })
    }

    @Test("two UPNs share a cluster when forename, birth date and NHS number agree")
    func otherIdentifierOutweighs() {
        let ann = Person("Ann Smith", 2012, 3, 4).with { $0.nhsNumber = "9434765919" }
        let found = clusters([
            ann.with { $0.upn = "A123456789012" }.identity("a", 1),
            ann.with { $0.upn = "B210987654321" }.identity("b", 2),
        ])
        #expect(found == [[1, 2]])
    }

    @Test("a UPN that is plainly another child's does not keep a child's records apart")
    func contestedNumber() {
        let ann = Person("Ann Velterop", 2012, 3, 4).at("B1 1AA", "4 High Street")
        let other = Person("Tereniel Okafor", 2009, 11, 25).at("B29 7ZZ", "90 Park Row")
        let found = clusters([
            ann.with { $0.upn = "A123456789012" }.identity("school-1", 1),
            ann.with { $0.upn = "B210987654321" }.identity("council", 2),
            other.with { $0.upn = "B210987654321" }.identity("school-2", 3),
        ])
        #expect(Set(found) == [[1, 2], [3]])
    }

    @Test("an identifier alone links nobody")
    func identifierIsNoProof() {
        let found = clusters([
            Person("Ann Velterop", 2012, 3, 4).with { $0.nhsNumber = "9434765919" }.identity("a", 1),
            Person("Tereniel Okafor", 2009, 11, 25).with { $0.nhsNumber = "9434765919" }.identity("b", 2),
        ])
        #expect(found.count == 2)
    }

    @Test("a second key of one space must agree on forename and birth date")
    func secondKeyOfOneSpace() {
        let ann = Person("Ann Velterop", 2012, 3, 4).at("B1 1AA", "4 High Street")
        let later = Person("Ann Velterop", 2012, 3, 5).at("B1 1AA", "4 High Street")
        func two(_ first: Person, _ second: Person, spaces: (String, String)) -> Int {
            clusters([
                Identity(subject: 1, child: ChildKey(space: spaces.0, key: "1"), statement: first.statement),
                Identity(subject: 2, child: ChildKey(space: spaces.1, key: "2"), statement: second.statement),
            ]).count
        }
        #expect(two(ann, ann, spaces: ("council", "council")) == 1)
        #expect(two(ann, later, spaces: ("council", "council")) == 2)
        #expect(two(ann, later, spaces: ("council", "school")) == 1)
    }

    @Test("verdicts stand: 'different' parts what agrees, 'same' joins what does not")
    func verdictsStand() {
        let records = [hassan.identity("a", 1), hassan.identity("b", 2), hussain.identity("c", 3)]
        #expect(Set(clusters(records)) == [[1, 2], [3]])
        #expect(clusters(records, verdicts: [Verdict(key("a"), key("b"), .different)]).count == 3)
        #expect(clusters(records, verdicts: [Verdict(key("b"), key("c"), .same)]) == [[1, 2, 3]])
    }

    @Test("nothing overrides a seal, and a verdict against it is reported")
    func sealsStand() throws {
        let records = [hassan.identity("a", 1), hassan.identity("b", 2), hassan.identity("c", 3)]
        let resolver = Resolver(
            model: model,
            verdicts: [
                Verdict(key("a"), key("b"), .same), Verdict(key("b"), key("c"), .same),
                Verdict(key("a"), key("c"), .same),
            ], seals: [Seal(key("a"), key("c"))], secret: (1, 2))
        let components = resolver.resolveAll(records)
        let component = try #require(components.first)
        #expect(component.clusters.allSatisfy { !Set($0.members.map(\.subject)).isSuperset(of: [1, 3]) })
        #expect(component.conflicts.contains { $0.why == .sealed })
        #expect(component.doubtful.isEmpty)
    }

    @Test("what lies between the cuts is listed once for two clusters, and nothing that a person decided")
    func doubtfulLinks() {
        let strict = model.cutting(link: Weight(40), review: Weight(2))
        let records = [hassan.identity("a", 1), hassan.identity("b", 2)]
        let resolver = Resolver(model: strict, secret: (1, 2))
        let doubtful = resolver.resolveAll(records).flatMap(\.doubtful)
        #expect(doubtful.count == 1 && doubtful[0].why == .betweenCuts)
        let decided = Resolver(model: strict, verdicts: [Verdict(key("a"), key("b"), .different)], secret: (1, 2))
        #expect(decided.resolveAll(records).flatMap(\.doubtful).isEmpty)
    }
}
