import SENDRecords
import Testing

@testable import DemoCity

@Suite struct CityTests {
    let city = Cities.small

    @Test func theSamePlanMakesTheSameCityByteForByte() {
        let again = City(city.plan)
        for school in city.schools {
            #expect(city.schoolFile(of: school) == again.schoolFile(of: again.schools[school.index]))
        }
        for module in CouncilModule.allCases { #expect(city.councilFile(module) == again.councilFile(module)) }
        for file in TransportFile.allCases { #expect(city.transportFile(file) == again.transportFile(file)) }
        #expect(city.registerFile() == again.registerFile())
        #expect(
            city.healthPage(1, size: 500, base: "http://x") == again.healthPage(1, size: 500, base: "http://x"))
        #expect(city.truth.csv() == again.truth.csv())
        #expect(city.truth.plantedCSV() == again.truth.plantedCSV())
        let other = City(CityPlan(children: 600, seed: 12, today: Cities.today))
        #expect(other.councilFile(.person) != city.councilFile(.person))
    }

    @Test func theNumbersOfChildrenAreAsPlanned() {
        // An adopted child's identity from before the order counts on its own.
        let sealed = city.people.count { $0.sealedFrom != nil }
        #expect(city.childrenWithSEND == 600 + sealed)
        #expect(city.childrenWithPlan == 180)
        #expect(city.schools.count == 8)
        #expect(city.people.allSatisfy { (0...25).contains($0.age(on: Cities.today)) })
        #expect(city.truth.twins.count > 3)
        #expect(city.truth.twins.contains { $0.count == 3 } || city.truth.twins.count < 40)
        let enrolled = city.people.count { !$0.hasSEND && $0.school != nil }
        #expect((280...300).contains(enrolled))
    }

    @Test func everyChildWithSENDIsKnownToAtLeastOnePartner() {
        let known = Set(city.truth.entries.map(\.child))
        for index in city.people.indices where city.people[index].hasSEND { #expect(known.contains(index + 1)) }
    }

    @Test func partnersHoldAboutTheSharesOfChildrenThatTheyShould() {
        func share(_ space: String) -> Double {
            Double(city.truth.entries.count { $0.key.space == space && $0.fate == .stored }) / 600
        }
        #expect((0.33...0.42).contains(share("council-ehc")))
        #expect((0.65...0.82).contains(share("health-demographics")))
        #expect((0.12...0.16).contains(share("transport")))
    }

    @Test func everyIdentifierOfTheTruthPassesItsCheckAndIsUnique() {
        for person in city.people {
            guard case .valid = UPN.check(person.upn) else {
                Issue.record("a UPN fails its check")
                return
            }
            guard case .valid = NHSNumber.check(person.nhsNumber) else {
                Issue.record("an NHS number fails its check")
                return
            }
            if !person.uln.isEmpty, case .valid = ULN.check(person.uln) {} else { #expect(person.uln.isEmpty) }
            if !person.temporaryUPN.isEmpty {
                guard case .weak = UPN.check(person.temporaryUPN) else {
                    Issue.record("a temporary UPN is not recognised as one")
                    return
                }
            }
        }
        #expect(Set(city.people.map(\.upn)).count == city.people.count)
        #expect(Set(city.people.map(\.nhsNumber)).count == city.people.count)
        for household in city.households {
            guard case .valid = Postcode.check(household.address.postcode) else {
                Issue.record("a postcode fails its check")
                return
            }
        }
    }

    @Test func keysAreUniqueInTheirSpace() {
        #expect(Set(city.truth.entries.map(\.key)).count == city.truth.entries.count)
    }

    @Test func aCityWithoutErrorsStatesEveryChildAsTheyAre() {
        let plain = Cities.faultless
        #expect(plain.truth.entries.allSatisfy { $0.flaws.subtracting([.missingUPN]).isEmpty })
        #expect(plain.truth.entries.allSatisfy { $0.fate != .quarantined })
    }

    @Test func theErrorsOfRealFeedsAreThere() {
        let all = city.truth.entries.reduce(into: Flaws()) { $0.formUnion($1.flaws) }
        for flaw: Flaws in [
            .typo, .nickname, .spellingVariant, .staleAddress, .dayMonthSwapped, .missingMiddleName, .honorificDropped,
        ] { #expect(all.contains(flaw)) }
        let wrong = city.truth.entries.count { !$0.flaws.isDisjoint(with: .birthDate) }
        #expect(wrong > 0 && wrong < city.truth.entries.count / 40)
    }

    @Test func everythingThatSendgateShouldFindIsPlanted() {
        for kind in Planted.Kind.allCases where kind != .namedByPredecessor && kind != .differingRows {
            #expect(!city.truth.planted(kind).isEmpty, "\(kind)")
        }
        let keys = Set(city.truth.entries.map(\.key))
        for planted in city.truth.planted { for key in planted.keys { #expect(keys.contains(key)) } }
    }

    @Test func oneChildHasAtMostOneThingPlantedAboutThePlan() {
        let kinds: Set<Planted.Kind> = [
            .planNotKnownToSchool, .schoolClaimsPlan, .namedElsewhere, .planDueSoon, .planLate, .planLateExcepted,
        ]
        let children = city.truth.planted.filter { kinds.contains($0.kind) }.compactMap(\.child)
        #expect(Set(children).count == children.count)
    }

    @Test func requestsDueSoonOrLateAreThePlantedOnesAlone() {
        let planted: [Planted.Kind] = [.planDueSoon, .planLate, .planLateExcepted]
        let expected = Set(planted.flatMap { kind in city.truth.planted(kind).compactMap { Int($0.subject) } })
        var found: Set<Int> = []
        for request in city.council.requests {
            let isOpen = request.outcome == "A" || request.outcome == "Y"
            guard isOpen, request.assessment?.outcome ?? "A" == "A", request.assessment?.plan == nil else { continue }
            if Cities.today.days(until: request.received.adding(days: 140)) <= 20 { found.insert(request.id) }
        }
        #expect(found == expected)
    }

    @Test func plansAndSchoolsDisagreeWherePlantedAlone() {
        let unknown = Set(city.truth.planted(.planNotKnownToSchool).compactMap(\.child))
        let claimed = Set(city.truth.planted(.schoolClaimsPlan).compactMap(\.child))
        for roll in city.rolls {
            for row in roll where city.people[row.person].hasSEND {
                let hasPlan = city.people[row.person].provision == .plan
                #expect((hasPlan && row.provision != .plan) == unknown.contains(row.person + 1))
                #expect((!hasPlan && row.provision == .plan) == claimed.contains(row.person + 1))
            }
        }
    }

    @Test func anAdoptedChildsTwoIdentitiesAreSealed() {
        #expect(!city.truth.seals.isEmpty)
        let child = Dictionary(uniqueKeysWithValues: city.truth.entries.map { ($0.key, $0.child) })
        for (before, after) in city.truth.seals { #expect(child[before] != nil && child[before] != child[after]) }
    }
}
