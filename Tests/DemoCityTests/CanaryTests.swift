import DemoCity
import SENDRecords
import Testing

@Suite struct CanaryTests {
    @Test func everyTokenStandsInTheFeedThatItIsListedFor() {
        let city = Cities.canaries
        var texts: [String: String] = [:]
        for school in city.schools {
            texts["school-pupils@\(school.urn)"] = String(decoding: city.schoolFile(of: school), as: UTF8.self)
        }
        texts["council-ehc"] = CouncilModule.allCases.map { String(decoding: city.councilFile($0), as: UTF8.self) }
            .joined()
        texts["transport"] = TransportFile.allCases.map { String(decoding: city.transportFile($0), as: UTF8.self) }
            .joined()
        texts["gias-schools"] = String(decoding: city.registerFile(), as: UTF8.self)
        texts["health-demographics"] = String(decoding: city.healthPage(1, size: 5000, base: "http://x"), as: UTF8.self)
        #expect(city.truth.canaries.count > 200)
        for canary in city.truth.canaries {
            // Capitals are dress only: a partner may write a name in them.
            let text = texts[canary.space] ?? ""
            #expect(text.contains(canary.token), "\(canary.space) \(canary.recordType) \(canary.field)")
        }
    }

    @Test func aTokenOfOneSpaceStandsInNoOther() {
        let own = Cities.canaries.truth.canaries.filter { $0.field == "address-line" || $0.field == "middle-names" }
        #expect(Set(own.map(\.token)).count == own.count)
    }

    @Test func canaryChildrenAreInAllFourFeeds() {
        let spaces = Dictionary(grouping: Cities.canaries.truth.canaries.filter { $0.recordType == "child" }) {
            $0.child
        }
        #expect(spaces.count == 12)
        for (_, tokens) in spaces {
            #expect(Set(tokens.map { $0.space.prefix(6) }) == ["school", "counci", "health", "transp"])
        }
    }

    @Test func theTokensAreRecordFieldsThatExist() {
        let known = Dictionary(uniqueKeysWithValues: RecordType.all.map { ($0.name, Set($0.fields.map(\.name))) })
        for canary in Cities.canaries.truth.canaries {
            #expect(known[canary.recordType]?.contains(canary.field) == true, "\(canary.recordType) \(canary.field)")
        }
    }

    @Test func aCityWithoutCanariesHasNone() { #expect(Cities.small.truth.canaries.isEmpty) }
}
