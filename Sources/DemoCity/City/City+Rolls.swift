// Which child is on which roll.

import SENDRecords

extension City {
    mutating func enrol() {
        var byPhase: [School.Phase: [Int]] = [:]
        for school in schools { byPhase[school.phase, default: []].append(school.index) }
        for index in people.indices where people[index].sealedFrom == nil {
            var chance = Chance(plan.seed, 10, index)
            guard let phase = phase(of: people[index], &chance), let choices = byPhase[phase] else { continue }
            let home = households[people[index].household]
            // Brothers and sisters mostly go to one school near home.
            let near = (home.district * 3 + people[index].household % 2) % choices.count
            let isNear = chance.happens(0.8)
            let other = chance.below(choices.count)
            let school = choices[isNear ? near : other]
            people[index].school = school
            let isDual = chance.happens(0.01) && people[index].hasSEND && people[index].canary == nil
            let second = byPhase[chance.happens(0.5) ? .special : .alternative] ?? choices
            let subsidiary = second[chance.below(second.count)]
            let isTaken = isDual && subsidiary != school && people[index].year >= 1
            if isTaken { people[index].subsidiary = subsidiary }
            addRow(index, school, status: isTaken ? "M" : "C", &chance)
            if isTaken { addRow(index, subsidiary, status: chance.happens(0.9) ? "S" : "G", &chance) }
        }
        makeNamesakes()
        plantRowTrouble()
    }

    private func phase(of person: Person, _ chance: inout Chance) -> School.Phase? {
        let draw = chance.share()
        if person.canary != nil { return person.year <= 6 ? .primary : .secondary }
        let hasPlan = person.provision == .plan
        switch person.year {
        case -2 ... -1: return person.hasSEND && draw < 0.4 ? nil : hasPlan && draw > 0.8 ? .special : .primary
        case 0...11:
            if person.hasSEND && draw < 0.02 { return nil }
            if hasPlan && draw > 0.62 { return .special }
            if person.provision == .support && person.year >= 8 && draw > 0.985 { return .alternative }
            return person.year <= 6 ? .primary : .secondary
        case 12...13:
            if person.hasSEND && draw < 0.4 { return nil }
            return hasPlan && draw > 0.7 ? .special : .secondary
        case 14: return hasPlan && draw > 0.6 ? .special : nil
        default: return nil
        }
    }

    mutating func addRow(_ index: Int, _ school: Int, status: String, _ chance: inout Chance) {
        let number = String(1001 + admissions[school] * 3 + school % 3)
        admissions[school] += 1
        let isKeyedByUPN =
            schools[school].flavour == .census && chance.happens(0.01) && people[index].canary == nil
            && people[index].year >= 0
        let padded = schools[school].flavour == .sims ? "00" + number : number
        let start = SchoolYear.start(today).parts.year
        let years = min(max(0, people[index].year), chance.below(6))
        rolls[school].append(
            RollRow(
                person: index, admission: isKeyedByUPN ? "" : padded, status: status,
                entry: day(year: start - years, month: 9, day: 1 + chance.below(5)),
                provision: people[index].hasSEND ? people[index].provision : .none))
    }

    /// Two children of one name in one school, of which one pair in five has the same birth date.
    private mutating func makeNamesakes() {
        for school in rolls.indices where rolls[school].count > 20 && school % 3 == 0 {
            var chance = Chance(plan.seed, 11, school)
            let left = rolls[school][chance.below(rolls[school].count)].person
            let right = rolls[school][chance.below(rolls[school].count)].person
            let isSame = chance.happens(0.2)
            guard left != right, people[left].household != people[right].household,
                people[left].canary == nil, people[right].canary == nil, people[left].twins == nil,
                people[right].twins == nil, people[left].formerSurname.isEmpty, people[right].formerSurname.isEmpty,
                people[right].sealedFrom == nil, abs(people[left].year - people[right].year) < 3
            else { continue }
            people[right].forename = people[left].forename
            people[right].middleNames = people[left].honorific ? people[left].middleNames : ""
            people[right].honorific = people[left].honorific
            people[right].preferred = people[left].preferred
            people[right].surname = people[left].surname
            people[right].isBoy = people[left].isBoy
            if isSame {
                people[right].birth = people[left].birth
                people[right].year = people[left].year
            }
        }
    }

    /// Rows that cannot be used, or not wholly, and rows that stand twice.
    private mutating func plantRowTrouble() {
        guard plan.rates.unusableBirthDate > 0 else { return }
        var isSwapPlanted = false
        for school in rolls.indices {
            var chance = Chance(plan.seed, 12, school)
            var hasRepeated = !chance.happens(0.04) && school != 1
            var hasDiffering = !chance.happens(0.02) && school != 2
            for row in rolls[school].indices {
                let person = people[rolls[school][row].person]
                let isUnusable = chance.happens(plan.rates.unusableBirthDate)
                let isUnknown = chance.happens(plan.rates.unknownCode)
                guard person.provision == .support, !person.isPlanted, person.subsidiary == nil,
                    rolls[school][row].trouble == .none
                else { continue }
                let parts = person.birth.parts
                if !isSwapPlanted, parts.day <= 12, parts.day != parts.month, parts.month < 6,
                    !rolls[school][row].admission.isEmpty
                {
                    people[rolls[school][row].person].swappedAtSchool = true
                    isSwapPlanted = true
                } else if isUnusable || (school == 0 && row < 12 && rolls[school].count > 20 && row % 6 == 5) {
                    rolls[school][row].trouble = .unusableBirthDate
                } else if isUnknown {
                    rolls[school][row].trouble = .unknownCode
                } else if !hasRepeated, row > 3 {
                    rolls[school][row].trouble = .repeated
                    hasRepeated = true
                } else if !hasDiffering, row > 5, !rolls[school][row].admission.isEmpty {
                    rolls[school][row].trouble = .differing
                    hasDiffering = true
                } else {
                    continue
                }
                people[rolls[school][row].person].isPlanted = true
            }
        }
    }
}
