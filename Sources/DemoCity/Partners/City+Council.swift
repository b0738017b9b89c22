// The council's cases, and the plans in force: reviews, placements, the settings that plans name.

import SENDRecords

extension City {
    mutating func openCases() {
        var eligible = 0
        for index in people.indices where people[index].provision == .plan {
            var chance = Chance(plan.seed, 20, index)
            let person = people[index]
            var isElsewhere = false
            if person.canary == nil, person.subsidiary == nil, person.school != nil, !person.isPlanted {
                // Every forty-fifth: between two and three in a hundred.
                eligible += 1
                isElsewhere = eligible % 45 == 20
            }
            openPlan(index, isNamedElsewhere: isElsewhere, &chance)
        }
        let order = supportOrder()
        openRequests(order)
        plantPlansUnknownToSchools()
        plantPlansClaimed(order)
        plantOrphans()
        for index in people.indices where people[index].sealedFrom != nil {
            var chance = Chance(plan.seed, 22, index)
            let received = today.adding(days: -500 - chance.below(300))
            addRequest(index, received, outcome: "N", told: received.adding(days: 40), &chance)
        }
    }

    private mutating func openPlan(_ index: Int, isNamedElsewhere: Bool, _ chance: inout Chance) {
        let person = people[index]
        let age = max(2, person.age(on: today))
        // Plans are between a month and most of a childhood old.
        let days = 30 + chance.below(min(3600, max(200, (age - 2) * 365)))
        let start = max(today.adding(days: -days), person.birth.adding(days: 700))
        let isHistorical = days > 365
        let received = start.adding(days: -100 - chance.below(120))
        let places = places(of: person, &chance)
        var named = places
        if isNamedElsewhere, let school = person.school, let other = another(than: school, &chance) {
            named = [.school(urn: schools[other].urn)]
            people[index].isPlanted = true
            truth.planted.append(
                Planted(
                    .namedElsewhere, child: index + 1, keys: keys(index, [.council, .school(school)]),
                    subject: String(schools[other].urn), note: "enrolled at \(schools[school].urn)"))
        } else if let school = person.school, let predecessor = schools[school].predecessor,
            start < schools[school].opened, person.canary == nil
        {
            named = [.school(urn: predecessor.urn)]
            truth.planted.append(
                Planted(
                    .namedByPredecessor, child: index + 1, keys: keys(index, [.council, .school(school)]),
                    subject: String(predecessor.urn), note: "now \(schools[school].urn)"))
        }
        var review = CouncilBook.Review()
        review.attended = places
        review.entry = day(year: SchoolYear.start(start).parts.year, month: 9, day: 3)
        review.needs = person.needs
        fillReview(&review, person, start, &chance)
        let newPlan = CouncilBook.Plan(
            start: start, ceased: nil, named: named, personalBudget: chance.happens(0.06))
        let assessment = CouncilBook.Assessment(
            outcome: isHistorical ? "H" : "Y", outcomeDate: isHistorical ? nil : start,
            exceptionApplies: !isHistorical && chance.happens(0.05), plan: newPlan)
        let request = addRequest(
            index, received, outcome: isHistorical ? "H" : "Y",
            told: isHistorical ? nil : received.adding(days: 25 + chance.below(30)), &chance)
        council.requests[request].assessment = assessment
        council.requests[request].active = review
    }

    private func fillReview(
        _ review: inout CouncilBook.Review, _ person: Person, _ start: CalendarDate, _ chance: inout Chance
    ) {
        if start.days(until: today) > 330, !chance.happens(0.08) {
            let meeting = today.adding(days: -10 - chance.below(340))
            review.meeting = meeting
            if meeting.days(until: today) > 28 || chance.happens(0.5) {
                let decided = meeting.adding(days: 5 + chance.below(40))
                if decided <= today {
                    review.decided = decided
                    review.outcome = chance.happens(0.7) ? "M" : "A"
                    if review.outcome == "A" { review.draft = decided }
                }
            }
        }
        if person.year == 6 || person.year == 11 {
            let year = SchoolYear.start(today).parts.year + 1
            review.transferDue = day(year: year, month: person.year == 6 ? 2 : 3, day: person.year == 6 ? 15 : 31)
        }
        if chance.happens(0.015) { review.transferredFrom = chance.pick(["332", "333", "334", "335", "336"]) }
    }

    func places(of person: Person, _ chance: inout Chance) -> [CouncilBook.Place] {
        if let school = person.school {
            let main = CouncilBook.Place.school(urn: schools[school].urn)
            return [main] + (person.subsidiary.map { [.school(urn: schools[$0].urn)] } ?? [])
        }
        if person.year >= 12 {
            let draw = chance.below(10)
            if draw < 7 { return [.college(ukprn: 10_003_000 + chance.below(9) * 11)] }
            return [.arrangement(code: draw < 9 ? "NEET" : "OTH", other: draw < 9 ? "" : "Supported internship")]
        }
        if person.year < 0 { return [.arrangement(code: "EYP", other: "")] }
        return [.arrangement(code: chance.pick(["OLA", "EHE", "NIEO", "OPA"]), other: "")]
    }

    private func another(than school: Int, _ chance: inout Chance) -> Int? {
        let others = schools.indices.filter { $0 != school && schools[$0].phase == schools[school].phase }
        return others.isEmpty ? nil : others[chance.below(others.count)]
    }
}
