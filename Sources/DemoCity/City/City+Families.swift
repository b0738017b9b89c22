// Families: who lives with whom, names, birth dates, twins, moves.

import SENDRecords

extension City {
    /// Ages of first children, out of 100.
    static let ages: [Int] = {
        let shares: [(ClosedRange<Int>, Int)] = [
            (0...2, 2), (3...4, 9), (5...10, 42), (11...15, 33), (16...18, 9), (19...24, 5),
        ]
        return shares.flatMap { range, share in (0..<share).map { range.lowerBound + $0 % range.count } }
    }()

    private static let needs = [
        "SLCN", "SLCN", "SLCN", "SLCN", "SEMH", "SEMH", "SEMH", "ASD", "ASD", "ASD", "ASD", "MLD", "MLD", "SPLD",
        "SPLD",
        "SLD", "PD", "HI", "VI", "OTH", "PMLD", "MSI", "DS",
    ]

    /// Families until there are half as many pupils again as children with SEND.
    mutating func makeFamilies() {
        let total = plan.children + plan.children / 2
        people.reserveCapacity(total + total / 100)
        let book = AddressBook(households: total * 2 / 3)
        var births = 0
        while people.count < total {
            let index = households.count
            var chance = Chance(plan.seed, 3, index)
            households.append(household(book, &chance))
            let draw = chance.below(100)
            let size = min(total - people.count, draw < 55 ? 1 : draw < 83 ? 2 : draw < 95 ? 3 : 4)
            // A few multiple births in every city, however small.
            let isMultiple = size > 1 && (chance.happens(0.05) || index % 97 == 11)
            let isTriple = isMultiple && size > 2 && (chance.happens(0.05) || births % 40 == 3)
            let twins = isMultiple ? (isTriple ? 3 : 2) : 0
            if isMultiple { births += 1 }
            raise(size: size, twins: twins, birth: births, household: index, &chance)
        }
    }

    func household(_ book: AddressBook, _ chance: inout Chance) -> Household {
        let origin = Origin.byShare[chance.below(100)]
        let district = chance.below(book.districts)
        let names = Origin.all[origin].surnames
        let surname = names.pick(&chance)
        let hasSecond = chance.happens(0.22)
        let second = Origin.all[chance.happens(0.8) ? origin : 0].surnames.pick(&chance)
        let address = book.address(in: district, &chance)
        let hasMoved = chance.happens(0.14)
        let earlier = book.address(in: chance.below(book.districts), &chance)
        return Household(
            origin: origin, district: district, surname: surname,
            secondSurname: hasSecond && second != surname ? second : nil, address: address,
            earlier: hasMoved ? earlier : nil, latest: nil, otherPhone: book.phone(&chance))
    }

    private mutating func raise(size: Int, twins: Int, birth: Int, household: Int, _ chance: inout Chance) {
        var age = Self.ages[chance.below(Self.ages.count)]
        var date = birthDate(age: age, &chance)
        var taken: [String] = []
        let first = people.count
        // Twins whose names look alike: one pair in four.
        let alike = twins > 0 && chance.happens(0.25)
        for number in 0..<size {
            if number > 0 && number >= twins {
                age = max(0, age - 1 - chance.below(4))
                date = birthDate(age: age, &chance)
            }
            var person = person(
                index: people.count, household: household, home: households[household], birth: date, taken: taken,
                &chance)
            if alike, number == 1 {
                person.isBoy = people[first].isBoy
                let pair = chance.pick(NameVariant.confusable[person.isBoy ? 0 : 1])
                rename(&people[first], pair.0)
                rename(&person, pair.1)
            }
            if twins > 0, number < twins { person.twins = birth }
            taken.append(person.honorific ? person.middleNames : person.forename)
            people.append(person)
        }
    }

    private func rename(_ person: inout Person, _ forename: String) {
        person.forename = forename
        person.preferred = ""
        if person.honorific { person.middleNames = "" }
        person.honorific = false
    }

    func birthDate(age: Int, _ chance: inout Chance) -> CalendarDate {
        plan.today.adding(days: -(age * 365 + (age + 3) / 4 + chance.below(365)))
    }

    /// A young person of that household; the index decides the identifiers.
    func person(
        index: Int, household: Int, home: Household, birth: CalendarDate, taken: [String], _ chance: inout Chance
    ) -> Person {
        let origin = Origin.all[home.origin]
        let isBoy = chance.happens(0.6)
        let list = isBoy ? origin.boys : origin.girls
        var forename = list.pick(&chance)
        while taken.contains(forename) { forename = list.pick(&chance) }
        var middle = chance.happens(0.6) ? list.pick(&chance) : ""
        var honorific = false
        if isBoy, origin.honorific, chance.happens(0.3), !forename.hasPrefix("M") {
            middle = forename
            forename = chance.happens(0.6) ? "Mohammed" : "Muhammad"
            honorific = true
        }
        let numbers = Numbers(seed: plan.seed)
        let year = SchoolYear.group(born: birth, on: plan.today)
        var person = Person(
            household: household, forename: forename, middleNames: middle == forename ? "" : middle, preferred: "",
            surname: surname(home, isBoy: isBoy, &chance), formerSurname: "", isBoy: isBoy, birth: birth,
            ethnicity: chance.pick(origin.ethnicities), upn: numbers.upn(index, born: birth),
            uln: year >= 10 ? numbers.uln(index) : "", nhsNumber: numbers.nhsNumber(index), year: year)
        person.honorific = honorific
        if honorific { person.preferred = middle }
        if chance.happens(0.02) {
            person.formerSurname = person.surname
            person.surname = origin.surnames.pick(&chance)
            if person.surname == person.formerSurname { person.formerSurname = "" }
        }
        if chance.happens(plan.rates.temporaryUPN) { person.temporaryUPN = numbers.temporaryUPN(index, born: birth) }
        if chance.happens(0.01) {
            let book = AddressBook(households: max(20, plan.children))
            person.fosterHome = book.address(in: chance.below(book.districts), &chance)
        }
        let first = chance.pick(Self.needs)
        let second = chance.pick(Self.needs)
        person.needs = second == first || chance.happens(0.6) ? [first] : [first, second]
        return person
    }

    private func surname(_ home: Household, isBoy: Bool, _ chance: inout Chance) -> String {
        let draw = chance.below(100)
        if let second = home.secondSurname {
            if draw < 35, home.origin != 1, home.origin != 3 { return home.surname + "-" + second }
            if draw < 50 { return second }
        }
        guard !isBoy, draw >= 70 else { return home.surname }
        // Girls' own second names, as many families from South Asia have them.
        switch home.origin {
        case 1: return draw >= 85 ? "Bibi" : "Begum"
        case 2: return "Kaur"
        case 3: return draw >= 85 ? "Khatun" : "Begum"
        default: return home.surname
        }
    }
}
