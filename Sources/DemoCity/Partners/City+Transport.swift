// Home-to-school transport: about three children in twenty.

import SENDRecords

extension City {
    mutating func allocate() {
        var order: [(Int, UInt64, Int)] = []
        for index in people.indices where people[index].hasSEND {
            guard let school = people[index].school, people[index].year >= 0 else { continue }
            var chance = Chance(plan.seed, 40, index)
            let rank = people[index].canary != nil ? 0 : people[index].provision == .plan ? 1 : 2
            let isSpecial = schools[school].phase == .special && chance.happens(0.8)
            order.append((isSpecial ? min(rank, 1) : rank == 1 ? 2 : rank * 2, chance.next(), index))
        }
        order.sort { $0 < $1 }
        var bySchool: [[Int]] = Array(repeating: [], count: schools.count)
        for (_, _, index) in order.prefix(plan.children * 15 / 100) {
            if let school = people[index].school { bySchool[school].append(index) }
        }
        for school in bySchool.indices {
            for first in stride(from: 0, to: bySchool[school].count, by: 6) {
                let route = transport.routes.count
                transport.routes.append(TransportBook.Route(number: route, school: school))
                for index in bySchool[school][first..<min(first + 6, bySchool[school].count)] {
                    transport.allocations.append(TransportBook.Allocation(person: index, route: route))
                }
            }
        }
        makeCrews()
        plantUnusableAllocation()
    }

    private mutating func makeCrews() {
        let routes = transport.routes.count
        for route in 0..<routes {
            var chance = Chance(plan.seed, 41, route)
            addCrew("DRIVER", [(route, nil)], &chance)
            if chance.happens(0.8) { addCrew("PA", [(route, nil)], &chance) }
            if route % 8 == 7 { addCrew("RESERVE", [(route, nil), (route - 1, nil)], &chance) }
            if route % 25 == 3 {
                // Left the route in summer, without a check since: nobody needs to act.
                addCrew("PA", [(route, today.adding(days: -60))], &chance)
                transport.crew[transport.crew.count - 1].check = nil
                let member = transport.crew[transport.crew.count - 1]
                truth.planted.append(
                    Planted(.formerCrew, subject: member.id, note: "left \(transport.routes[route].id)"))
            }
        }
        plantChecks()
    }

    private mutating func addCrew(
        _ role: String, _ routes: [(route: Int, ended: CalendarDate?)], _ chance: inout Chance
    ) {
        let issued = today.adding(days: -20 - chance.below(950))
        transport.crew.append(
            TransportBook.CrewMember(
                number: transport.crew.count, role: role, routes: routes,
                check: TransportBook.Check(
                    issued: issued, updateCheck: chance.happens(0.3) ? today.adding(days: -chance.below(20)) : nil)))
    }

    private mutating func plantChecks() {
        let candidates = transport.crew.indices.filter { transport.crew[$0].routes.allSatisfy { $0.ended == nil } }
        guard candidates.count > 8 else { return }
        var chance = Chance(plan.seed, 42)
        var free = candidates
        func draw(_ free: inout [Int], _ chance: inout Chance) -> Int { free.remove(at: chance.below(free.count)) }
        for _ in 0..<max(2, candidates.count / 80) {
            let member = draw(&free, &chance)
            transport.crew[member].check = nil
            plantCrew(.crewWithoutCheck, member, "no check at all")
        }
        for _ in 0..<max(2, candidates.count / 50) {
            let member = draw(&free, &chance)
            let issued = today.adding(months: -37).adding(days: -chance.below(700))
            transport.crew[member].check = TransportBook.Check(issued: issued, updateCheck: nil)
            plantCrew(.crewCheckOld, member, "issued \(issued)")
        }
        for _ in 0..<max(1, candidates.count / 25) {
            let member = draw(&free, &chance)
            let issued = today.adding(months: -38).adding(days: -chance.below(700))
            transport.crew[member].check = TransportBook.Check(
                issued: issued, updateCheck: today.adding(days: -5 - chance.below(200)))
            plantCrew(.crewCheckRefreshed, member, "issued \(issued), checked with the Update Service since")
        }
    }

    private mutating func plantCrew(_ kind: Planted.Kind, _ member: Int, _ note: String) {
        let routes = transport.crew[member].routes.map(\.route)
        let keys = transport.allocations.filter { routes.contains($0.route) }
            .map { Truth.Key(space: "transport", key: $0.passenger) }
        truth.planted.append(Planted(kind, keys: keys, subject: transport.crew[member].id, note: note))
    }

    private mutating func plantUnusableAllocation() {
        guard plan.rates.unusableBirthDate > 0, plan.children >= 200 else { return }
        for number in transport.allocations.indices where number % 5 == 4 {
            let index = transport.allocations[number].person
            guard !people[index].isPlanted else { continue }
            transport.allocations[number].hasUnusableBirthDate = true
            people[index].isPlanted = true
            return
        }
    }
}
