// Who of the young people has SEND, who has a plan, who is adopted, who is a canary.

import SENDRecords

extension City {
    /// How many canary children a city has.
    static let canaries = 12

    mutating func chooseChildren() {
        var scores: [(Double, Int)] = []
        scores.reserveCapacity(people.count)
        for index in people.indices {
            var chance = Chance(plan.seed, 4, people[index].twins.map { $0 + 10_000_000 } ?? index)
            var score = chance.share()
            var own = Chance(plan.seed, 5, index)
            if people[index].twins != nil { score = score * 0.8 + own.share() * 0.2 }
            // Outside the years on a roll only those with SEND are anybody's concern.
            let year = people[index].year
            if year < -2 || year > 13 { score -= 1 }
            scores.append((score, index))
        }
        scores.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
        for (_, index) in scores.prefix(plan.children) {
            people[index].hasSEND = true
            people[index].provision = .support
        }
        givePlans()
        chooseCanaries()
        adopt()
        var chance = Chance(plan.seed, 9)
        let ordinary = people.indices.filter { people[$0].hasSEND && people[$0].canary == nil }
        for _ in 0..<max(1, plan.children / 200) { people[ordinary[chance.below(ordinary.count)]].restricted = true }
        for _ in 0..<plan.children / 2000 {
            let index = ordinary[chance.below(ordinary.count)]
            people[index].deceased = plan.today.adding(days: -20 - chance.below(200))
        }
    }

    /// Three in ten: all over 18 (SEN support ends with school), then by chance.
    private mutating func givePlans() {
        var order: [(Double, Int)] = []
        for index in people.indices where people[index].hasSEND && people[index].year >= -1 {
            var chance = Chance(plan.seed, 6, index)
            order.append((people[index].year > 13 ? -1 : chance.share(), index))
        }
        order.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
        for (_, index) in order.prefix(plan.children * 3 / 10) { people[index].provision = .plan }
    }

    private mutating func chooseCanaries() {
        guard plan.canary else { return }
        var number = 0
        for index in people.indices where number < Self.canaries {
            let person = people[index]
            guard person.provision == .plan, (1...11).contains(person.year), person.twins == nil else { continue }
            people[index].canary = number
            people[index].isPlanted = true
            people[index].formerSurname = ""
            people[index].temporaryUPN = ""
            people[index].fosterHome = nil
            people[index].honorific = false
            number += 1
        }
    }

    /// An adopted child has a new surname, UPN and NHS number. Health knows the new identity, the council's old file
    /// still the one from before the order.
    private mutating func adopt() {
        guard plan.children >= 200 else { return }
        var chance = Chance(plan.seed, 7)
        let candidates = people.indices.filter {
            people[$0].provision == .support && (0...9).contains(people[$0].year) && people[$0].canary == nil
                && people[$0].twins == nil
        }
        guard !candidates.isEmpty else { return }
        var chosen: Set<Int> = []
        for _ in 0..<max(1, plan.children / 1000) {
            let index = candidates[chance.below(candidates.count)]
            guard chosen.insert(index).inserted else { continue }
            let household = people[index].household
            var before = person(
                index: people.count, household: household, home: households[household], birth: people[index].birth,
                taken: [], &chance)
            before.forename = people[index].forename
            before.middleNames = people[index].middleNames
            before.honorific = people[index].honorific
            before.isBoy = people[index].isBoy
            before.needs = people[index].needs
            before.hasSEND = true
            before.provision = .support
            before.sealedFrom = index
            let book = AddressBook(households: max(20, plan.children))
            before.fosterHome = book.address(in: chance.below(book.districts), &chance)
            before.isPlanted = true
            people[index].isPlanted = true
            people.append(before)
        }
    }
}
