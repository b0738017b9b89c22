// What partners make of a name: nicknames, spellings, double barrels, slips, lost accents, capitals.

import SENDRecords

extension City {
    func misname(_ identity: inout Identity, _ person: Person, _ stater: Stater, _ chance: inout Chance) {
        let rates = plan.rates
        if !person.formerSurname.isEmpty {
            if chance.happens(rates.staleSurname) {
                identity.surname = person.formerSurname
                identity.flaws.insert(.staleSurname)
            } else {
                identity.formerSurname = person.formerSurname
            }
        }
        if identity.middleNames.isEmpty == false, chance.happens(rates.missingMiddleName), !person.honorific {
            identity.middleNames = ""
            identity.flaws.insert(.missingMiddleName)
        }
        if person.honorific, chance.happens(rates.honorificDropped) {
            identity.forename = person.middleNames
            identity.middleNames = ""
            identity.flaws.insert(.honorificDropped)
        } else if case .health = stater, person.year < -3, chance.happens(rates.placeholderForename) {
            identity.forename = person.isBoy ? "Baby" : "Infant"
            identity.flaws.insert(.placeholderForename)
        } else if let short = NameVariant.nicknames[identity.forename], chance.happens(rates.nickname) {
            identity.forename = chance.pick(short)
            identity.flaws.insert(.nickname)
        } else if let others = NameVariant.spellings[identity.forename], chance.happens(rates.spellingVariant) {
            identity.forename = chance.pick(others)
            identity.flaws.insert(.spellingVariant)
        }
        if let others = NameVariant.spellings[identity.surname], chance.happens(rates.spellingVariant) {
            identity.surname = chance.pick(others)
            identity.flaws.insert(.spellingVariant)
        }
        reformBarrel(&identity, &chance)
        if chance.happens(rates.typo) {
            if chance.happens(0.5) {
                identity.forename = Misspelling.of(identity.forename, &chance)
            } else {
                identity.surname = Misspelling.of(identity.surname, &chance)
            }
            identity.flaws.insert(.typo)
        }
        if chance.happens(rates.truncatedName) {
            identity.surname = String(identity.surname.prefix(max(4, identity.surname.count * 2 / 3)))
            identity.flaws.insert(.truncatedName)
        }
        if chance.happens(rates.reversedNames) {
            swap(&identity.forename, &identity.surname)
            identity.flaws.insert(.reversedNames)
        }
        loseAccents(&identity, &chance)
        dress(&identity, stater, &chance)
    }

    /// The five forms of a double barrel.
    private func reformBarrel(_ identity: inout Identity, _ chance: inout Chance) {
        guard plan.rates.typo > 0 else { return }
        let parts = identity.surname.split(separator: "-")
        guard parts.count == 2, parts[0] != "Al", parts[0] != "El", chance.happens(0.35) else { return }
        switch chance.below(4) {
        case 0: identity.surname = parts[0] + " " + parts[1]
        case 1: identity.surname = String(parts[0])
        case 2: identity.surname = String(parts[1])
        default: identity.surname = parts[1] + "-" + parts[0]
        }
        identity.flaws.insert(.barrelForm)
    }

    private func loseAccents(_ identity: inout Identity, _ chance: inout Chance) {
        guard Accents.has(identity.forename) || Accents.has(identity.surname) else { return }
        if chance.happens(plan.rates.accentsLost) {
            identity.forename = Accents.lost(identity.forename)
            identity.surname = Accents.lost(identity.surname)
            identity.flaws.insert(.accents)
        } else if chance.happens(plan.rates.mojibake) {
            identity.forename = Windows1252.misread(identity.forename) ?? identity.forename
            identity.surname = Windows1252.misread(identity.surname) ?? identity.surname
            identity.flaws.insert(.accents)
        }
    }

    /// Capitals and blanks, which say nothing and are everywhere.
    private func dress(_ identity: inout Identity, _ stater: Stater, _ chance: inout Chance) {
        guard plan.rates.typo > 0 else { return }
        switch stater {
        case .council: if chance.happens(0.08) { identity.surname = identity.surname.uppercased() }
        case .transport:
            if chance.happens(0.3) {
                identity.surname = identity.surname.uppercased()
                identity.forename = identity.forename.uppercased()
            }
        case .school(let index):
            if index % 5 == 2 { identity.surname = identity.surname.uppercased() }
            if chance.happens(0.01) { identity.forename += " " }
        case .health: break
        }
    }
}
