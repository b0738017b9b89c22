// Requests for an assessment that have led to no plan in force, those with planted deadlines among them.

import SENDRecords

extension City {
    /// Children without a plan in an order of chance; those of school age first.
    func supportOrder() -> [Int] {
        var order: [(UInt64, Int)] = []
        for index in people.indices
        where people[index].provision == .support && !people[index].isPlanted && people[index].sealedFrom == nil {
            var chance = Chance(plan.seed, 21, index)
            order.append((chance.next() >> (people[index].school == nil ? 0 : 1), index))
        }
        order.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
        return order.map(\.1)
    }

    mutating func openRequests(_ order: [Int]) {
        let soon = max(3, plan.children / 250)
        let late = max(3, plan.children / 250)
        let excepted = max(1, plan.children / 1000)
        let total = max(soon + late + excepted + 6, plan.children / 20)
        for (number, index) in order.prefix(total).enumerated() {
            var chance = Chance(plan.seed, 22, index)
            if number < soon {
                plantRequest(index, .planDueSoon, day140: 1 + number % 18, &chance)
            } else if number < soon + late {
                plantRequest(index, .planLate, day140: -1 - chance.below(120), &chance)
            } else if number < soon + late + excepted {
                plantRequest(index, .planLateExcepted, day140: -5 - chance.below(60), &chance)
            } else {
                openOrdinaryRequest(index, number % 20, &chance)
            }
        }
    }

    /// A request whose twentieth week ends so many days from today, assessed, without a plan.
    private mutating func plantRequest(
        _ index: Int, _ kind: Planted.Kind, day140: Int, _ chance: inout Chance
    ) {
        // CFA 2014 and SEND Regulations 2014, reg 13(2): 20 weeks, so day 140.
        let received = today.adding(days: day140 - 140)
        let request = addRequest(index, received, outcome: "Y", told: received.adding(days: 30), &chance)
        council.requests[request].assessment = CouncilBook.Assessment(
            outcome: "A", outcomeDate: nil, exceptionApplies: kind == .planLateExcepted)
        people[index].isPlanted = true
        truth.planted.append(
            Planted(
                kind, child: index + 1, keys: keys(index, [.council]),
                subject: String(council.requests[request].id),
                note: "day 140 is \(received.adding(days: 140))"))
    }

    private mutating func openOrdinaryRequest(_ index: Int, _ kind: Int, _ chance: inout Chance) {
        switch kind {
        case 0..<6:
            let received = today.adding(days: -120 - chance.below(200))
            addRequest(index, received, outcome: "N", told: received.adding(days: 35 + chance.below(10)), &chance)
        case 6..<8:
            addRequest(index, today.adding(days: -60 - chance.below(200)), outcome: "W", told: nil, &chance)
        case 8..<16:
            // Day 140 is far off for these: received within the last 80 days.
            let received = today.adding(days: -2 - chance.below(78))
            guard received.days(until: today) > 42 else {
                addRequest(index, received, outcome: "A", told: nil, &chance)
                return
            }
            let request = addRequest(index, received, outcome: "Y", told: received.adding(days: 38), &chance)
            council.requests[request].assessment = CouncilBook.Assessment(outcome: "A")
        case 16..<17:
            let received = today.adding(days: -250 - chance.below(100))
            let request = addRequest(index, received, outcome: "Y", told: received.adding(days: 40), &chance)
            council.requests[request].assessment = CouncilBook.Assessment(
                outcome: "N", outcomeDate: received.adding(days: 110))
        default:
            let start = max(today.adding(days: -900 - chance.below(900)), people[index].birth.adding(days: 700))
            let request = addRequest(
                index, start.adding(days: -140), outcome: "H", told: nil, &chance)
            let place = places(of: people[index], &chance)
            council.requests[request].assessment = CouncilBook.Assessment(
                outcome: "H",
                plan: CouncilBook.Plan(
                    start: start, ceased: today.adding(days: -30 - chance.below(200)), ceaseReason: 2, named: place))
        }
    }

    @discardableResult
    mutating func addRequest(
        _ index: Int, _ received: CalendarDate, outcome: String, told: CalendarDate?, _ chance: inout Chance
    ) -> Int {
        let owner: Int
        if let known = council.rowOf[index] {
            owner = known
        } else {
            owner = council.persons.count
            council.rowOf[index] = owner
            council.persons.append(CouncilBook.Person(person: index))
        }
        let draw = chance.below(10)
        let number = council.requests.count
        council.requests.append(
            CouncilBook.Request(
                owner: owner, id: 400_000 + index * 2 + council.persons[owner].requests.count, received: received,
                source: draw < 4 ? 1 : draw < 8 ? 2 : draw - 5, outcome: outcome, outcomeDate: told,
                isMediated: outcome == "N" && chance.happens(0.2)))
        council.persons[owner].requests.append(number)
        return number
    }
}
