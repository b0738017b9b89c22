// The next day: a few families have moved, an error is corrected, children come and go.

import SENDRecords

extension City {
    /// The city one day later, with what changed. Everything else is stated as it was, so that partners' files differ in
    /// these places (and in the export dates) alone.
    public func changed() -> (city: City, changes: [CityChange]) {
        var next = self
        next.day += 1
        next.today = today.adding(days: 1)
        var changes: [CityChange] = []
        var chance = Chance(plan.seed, 90, next.day)
        next.correctBirthDate(&changes)
        next.moveFamilies(&chance, &changes)
        next.renameChildren(&chance, &changes)
        next.moveSchools(&chance, &changes)
        next.issuePlan(&chance, &changes)
        next.ceasePlan(&changes)
        next.renewCheck(&changes)
        next.gatherTruth()
        return (next, changes)
    }

    /// Children at school about whom nothing is planted.
    private func ordinary(_ provision: Person.Provision) -> [Int] {
        people.indices.filter {
            people[$0].provision == provision && !people[$0].isPlanted && people[$0].school != nil
                && people[$0].subsidiary == nil && people[$0].canary == nil
        }
    }

    private func schoolKeys(_ index: Int) -> [Truth.Key] {
        guard let school = people[index].school else { return [] }
        return keys(index, [.school(school)])
    }

    private mutating func correctBirthDate(_ changes: inout [CityChange]) {
        guard let index = people.firstIndex(where: \.swappedAtSchool) else { return }
        people[index].swappedAtSchool = false
        changes.append(
            CityChange(kind: .birthDateCorrected, child: index + 1, keys: schoolKeys(index), subject: ""))
    }

    private mutating func moveFamilies(_ chance: inout Chance, _ changes: inout [CityChange]) {
        let candidates = ordinary(.support)
        guard !candidates.isEmpty else { return }
        let book = AddressBook(households: max(20, plan.children))
        for _ in 0..<max(1, plan.children / 200) {
            let index = candidates[chance.below(candidates.count)]
            let address = book.address(in: chance.below(book.districts), &chance)
            let household = people[index].household
            guard households[household].latest == nil, people[index].fosterHome == nil else { continue }
            households[household].latest = address
            changes.append(CityChange(kind: .moved, child: index + 1, keys: schoolKeys(index), subject: ""))
        }
    }

    private mutating func renameChildren(_ chance: inout Chance, _ changes: inout [CityChange]) {
        let candidates = ordinary(.support)
        guard !candidates.isEmpty else { return }
        for _ in 0..<max(1, plan.children / 1000) {
            let index = candidates[chance.below(candidates.count)]
            guard people[index].formerSurname.isEmpty else { continue }
            let surname = Origin.all[households[people[index].household].origin].surnames.pick(&chance)
            guard surname != people[index].surname else { continue }
            people[index].formerSurname = people[index].surname
            people[index].surname = surname
            var staters: [Stater] = people[index].school.map { [.school($0)] } ?? []
            if council.rowOf[index] != nil { staters.append(.council) }
            if health.contains(where: { $0.person == index }) { staters.append(.health) }
            if transport.allocations.contains(where: { $0.person == index }) { staters.append(.transport) }
            changes.append(
                CityChange(kind: .surnameChanged, child: index + 1, keys: keys(index, staters), subject: ""))
        }
    }

    private mutating func moveSchools(_ chance: inout Chance, _ changes: inout [CityChange]) {
        // Those who ride to school stay: their allocation names it.
        let riders = Set(transport.allocations.map(\.person))
        let candidates = ordinary(.support).filter { !riders.contains($0) }
        guard !candidates.isEmpty else { return }
        for number in 0..<max(2, plan.children / 300) {
            let index = candidates[chance.below(candidates.count)]
            guard let school = people[index].school, rolls[school].count > 8,
                let row = rolls[school].firstIndex(where: { $0.person == index }), rolls[school][row].trouble == .none
            else { continue }
            changes.append(CityChange(kind: .leftSchool, child: index + 1, keys: schoolKeys(index), subject: ""))
            rolls[school].remove(at: row)
            people[index].school = nil
            let others = schools.indices.filter { $0 != school && schools[$0].phase == schools[school].phase }
            guard number % 2 == 1, !others.isEmpty else { continue }
            let other = others[chance.below(others.count)]
            people[index].school = other
            addRow(index, other, status: "C", &chance)
            changes.append(CityChange(kind: .joinedSchool, child: index + 1, keys: schoolKeys(index), subject: ""))
        }
    }

    private mutating func issuePlan(_ chance: inout Chance, _ changes: inout [CityChange]) {
        guard let place = truth.planted.firstIndex(where: { $0.kind == .planDueSoon }),
            let child = truth.planted[place].child, let owner = council.rowOf[child - 1],
            let request = council.persons[owner].requests.last
        else { return }
        let index = child - 1
        let subject = truth.planted[place].subject
        truth.planted.remove(at: place)
        people[index].provision = .plan
        let places = places(of: people[index], &chance)
        council.requests[request].assessment = CouncilBook.Assessment(
            outcome: "Y", outcomeDate: today,
            plan: CouncilBook.Plan(start: today, named: places))
        var review = CouncilBook.Review()
        review.attended = places
        review.entry = SchoolYear.start(today)
        review.needs = people[index].needs
        council.requests[request].active = review
        for school in [people[index].school, people[index].subsidiary].compactMap({ $0 }) {
            for row in rolls[school].indices where rolls[school][row].person == index {
                rolls[school][row].provision = .plan
            }
        }
        changes.append(
            CityChange(
                kind: .planIssued, child: child, keys: keys(index, [.council]) + schoolKeys(index), subject: subject))
    }

    private mutating func ceasePlan(_ changes: inout [CityChange]) {
        guard let index = ordinary(.plan).first, let school = people[index].school, let owner = council.rowOf[index],
            let request = council.persons[owner].requests.last,
            let row = rolls[school].firstIndex(where: { $0.person == index })
        else { return }
        people[index].provision = .support
        people[index].isPlanted = true
        council.requests[request].assessment?.plan?.ceased = today
        council.requests[request].assessment?.plan?.ceaseReason = 2
        council.requests[request].active = nil
        rolls[school][row].provision = .support
        truth.planted.removeAll { $0.child == index + 1 && $0.kind == .namedByPredecessor }
        changes.append(
            CityChange(
                kind: .planCeased, child: index + 1, keys: keys(index, [.council]) + schoolKeys(index), subject: ""))
    }

    private mutating func renewCheck(_ changes: inout [CityChange]) {
        guard let place = truth.planted.firstIndex(where: { $0.kind == .crewCheckOld }),
            let member = transport.crew.firstIndex(where: { $0.id == truth.planted[place].subject })
        else { return }
        transport.crew[member].check = TransportBook.Check(issued: today.adding(days: -3), updateCheck: nil)
        let planted = truth.planted.remove(at: place)
        changes.append(CityChange(kind: .checkRenewed, child: nil, keys: planted.keys, subject: planted.subject))
    }
}
