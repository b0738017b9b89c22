// Where the council and the schools are made to disagree, and rows that cannot be used.

import SENDRecords

extension City {
    /// Plans in force that the school states as SEN support: one in forty.
    mutating func plantPlansUnknownToSchools() {
        for school in rolls.indices {
            for row in rolls[school].indices {
                let index = rolls[school][row].person
                let person = people[index]
                var chance = Chance(plan.seed, 23, index)
                guard person.provision == .plan, !person.isPlanted, person.subsidiary == nil, chance.happens(0.025)
                else { continue }
                rolls[school][row].provision = .support
                people[index].isPlanted = true
                truth.planted.append(
                    Planted(
                        .planNotKnownToSchool, child: index + 1, keys: keys(index, [.council, .school(school)]),
                        note: "the school states SEN support"))
            }
        }
    }

    /// Children whom the school states as having a plan where the council has none: one in a hundred.
    mutating func plantPlansClaimed(_ order: [Int]) {
        var left = max(2, plan.children * 6 / 1000)
        for index in order.reversed() where left > 0 {
            guard let school = people[index].school, !people[index].isPlanted, people[index].subsidiary == nil,
                people[index].year >= 0, let row = rolls[school].firstIndex(where: { $0.person == index })
            else { continue }
            rolls[school][row].provision = .plan
            people[index].isPlanted = true
            left -= 1
            if left % 3 == 0 {
                var chance = Chance(plan.seed, 24, index)
                let received = today.adding(days: -200)
                addRequest(index, received, outcome: "N", told: received.adding(days: 40), &chance)
            }
            let staters: [Stater] = council.rowOf[index] == nil ? [.school(school)] : [.council, .school(school)]
            truth.planted.append(
                Planted(
                    .schoolClaimsPlan, child: index + 1, keys: keys(index, staters),
                    note: council.rowOf[index] == nil ? "not known to the council" : "the request was refused"))
        }
    }

    mutating func plantOrphans() {
        guard plan.rates.unusableBirthDate > 0, plan.children >= 200 else { return }
        council.orphanNeeds = [9_900_001, 9_900_002]
        truth.orphanRows = 2
        for parent in council.orphanNeeds {
            truth.planted.append(
                Planted(.orphan, subject: "senneed of \(parent)", note: "its row of activeplans is missing"))
        }
        // One person of a refused request has a birth date that cannot be used.
        for number in council.persons.indices where !people[council.persons[number].person].isPlanted {
            guard council.persons[number].requests.allSatisfy({ council.requests[$0].outcome == "N" }) else { continue }
            council.persons[number].hasUnusableBirthDate = true
            people[council.persons[number].person].isPlanted = true
            break
        }
    }
}
