import DemoCity
import SENDRecords
import Testing

@Suite struct ChangedTests {
    @Test func theNextDayDiffersInTheNamedPlacesAlone() throws {
        let city = Cities.small
        let (next, changes) = city.changed()
        #expect(next.today == city.today.adding(days: 1))
        #expect(next.day == 2)
        let kinds = Set(changes.map(\.kind))
        for kind in CityChange.Kind.allCases { #expect(kinds.contains(kind), "\(kind)") }
        let touched = Set(changes.flatMap(\.keys).map(\.space))
        var differing = 0
        for school in city.schools {
            let before = rows(
                city.schoolFile(of: school), separator: school.flavour == .list ? ";" : ",", isLatin: true)
            let after = rows(
                next.schoolFile(of: school), separator: school.flavour == .list ? ";" : ",", isLatin: true)
            let difference = Set(after).symmetricDifference(before)
            differing += difference.count
            if !touched.contains("school-pupils@\(school.urn)") {
                // Brothers and sisters move with the one who is named.
                #expect(difference.count <= 6)
            }
        }
        #expect(differing > 0 && differing < 60)
    }

    @Test func theNextDayIsTheSameEachTime() {
        #expect(Cities.small.changed().city.truth.csv() == Cities.small.changed().city.truth.csv())
    }

    @Test func aPlanThatWasDueIsIssuedAndNoLongerPlanted() throws {
        let (next, changes) = Cities.small.changed()
        let issued = try #require(changes.first { $0.kind == .planIssued })
        #expect(!next.truth.planted(.planDueSoon).contains { $0.child == issued.child })
        #expect(next.truth.planted(.planDueSoon).count == Cities.small.truth.planted(.planDueSoon).count - 1)
    }
}
