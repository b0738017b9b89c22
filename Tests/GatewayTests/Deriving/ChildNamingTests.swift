import Testing

@testable import Gateway

/// A child keeps the identifier that its founding key got.
@Suite struct ChildNamingTests {
    private func member(_ key: String, former: String? = nil, founded: [String] = []) -> NamedMember<String> {
        NamedMember(
            subject: key, formerChild: former,
            founded: founded.map { FoundedChild(child: $0, sequence: $0 == "C-old" ? 1 : 2) })
    }

    private func name(_ members: [NamedMember<String>], orphaned: Set<String> = []) -> ClusterName<String> {
        let inherited = Dictionary(
            uniqueKeysWithValues: orphaned.map { ($0, FoundedChild(child: $0, sequence: $0 == "C-old" ? 1 : 2)) })
        return ChildNaming.name(members, orphaned: inherited) { "C-\($0)" }
    }

    @Test func aNewClusterIsFoundedByItsFirstKey() {
        #expect(name([member("a"), member("b")]) == ClusterName(child: "C-a", founder: "a", merged: []))
    }

    @Test func aNewKeyThatComesFirstChangesNothing() {
        let members = [member("0"), member("a", former: "C-a", founded: ["C-a"])]
        #expect(name(members) == ClusterName(child: "C-a", founder: nil, merged: []))
    }

    @Test func ofTwoMergedChildrenTheOlderCounts() {
        let members = [
            member("a", former: "C-a", founded: ["C-a"]), member("b", former: "C-old", founded: ["C-old"]),
        ]
        #expect(name(members) == ClusterName(child: "C-old", founder: nil, merged: ["C-a"]))
    }

    @Test func afterAnUndoneMergeEachHasItsOwnAgain() {
        #expect(name([member("b", former: "C-a", founded: ["C-b"])]).child == "C-b")
        #expect(name([member("a", former: "C-a", founded: ["C-a"])]).child == "C-a")
    }

    @Test func theIdentifierOutlivesItsFounder() {
        let members = [member("b", former: "C-a"), member("c", former: "C-a")]
        #expect(name(members, orphaned: ["C-a"]) == ClusterName(child: "C-a", founder: "b", merged: []))
    }

    @Test func anInheritedIdentifierThatIsOlderIsKeptOverOnesOwn() {
        let members = [member("b", former: "C-old", founded: ["C-b"])]
        #expect(name(members, orphaned: ["C-old"]) == ClusterName(child: "C-old", founder: "b", merged: ["C-b"]))
    }
}
