// From the truth to what a partner states: the errors of real feeds, drawn anew for each child and partner and the same
// in every run.

import SENDRecords

extension City {
    /// The child as that partner states it.
    /// - Parameter soundUPN: the UPN is the row's key and so is always the child's own.
    func identity(of index: Int, by stater: Stater, soundUPN: Bool = false) -> Identity {
        let person = people[index]
        var identity = faithful(person, stater)
        if let canary = person.canary {
            makeCanary(&identity, canary, stater, person)
            return identity
        }
        // A stream for each aspect: a new surname tomorrow must not bring other dates with it.
        let salt = 1_000 + stater.salt * 4
        var names = Chance(plan.seed, salt, index)
        var dates = Chance(plan.seed, salt + 1, index)
        var numbers = Chance(plan.seed, salt + 2, index)
        var places = Chance(plan.seed, salt + 3, index)
        misname(&identity, person, stater, &names)
        misdate(&identity, person, stater, &dates)
        misnumber(&identity, person, index, stater, soundUPN, &numbers)
        mislocate(&identity, person, stater, &places)
        return identity
    }

    private func faithful(_ person: Person, _ stater: Stater) -> Identity {
        let household = households[person.household]
        let home = person.fosterHome ?? household.address
        return Identity(
            forename: person.forename, middleNames: person.middleNames, preferred: person.preferred,
            surname: person.surname, formerSurname: "", birth: person.birth, isBoy: person.isBoy, upn: person.upn,
            uln: person.uln, nhsNumber: person.nhsNumber, postcode: home.postcode, addressLine: home.line,
            phone: home.phone)
    }

    // MARK: Birth dates

    private func misdate(_ identity: inout Identity, _ person: Person, _ stater: Stater, _ chance: inout Chance) {
        let rates = plan.rates
        let (year, month, day) = person.birth.parts
        let isSwapped = chance.happens(rates.dayMonthSwapped)
        let isDigitWrong = chance.happens(rates.birthDigitWrong)
        let isDefault = chance.happens(rates.defaultBirthday)
        var forced = false
        if case .school = stater { forced = person.swappedAtSchool }
        if forced || isSwapped, day <= 12, day != month,
            let swapped = CalendarDate(year: year, month: day, day: month), swapped <= plan.today
        {
            identity.birth = swapped
            identity.flaws.insert(.dayMonthSwapped)
        } else if isDigitWrong {
            let wrong = chance.happens(0.5) ? (day % 28 + 1, year) : (day, year + (chance.happens(0.5) ? 1 : -1))
            if let date = CalendarDate(year: wrong.1, month: month, day: wrong.0), date <= plan.today {
                identity.birth = date
                identity.flaws.insert(.birthDigitWrong)
            }
        } else if isDefault, month != 1 || day != 1, let date = CalendarDate(year: year, month: 1, day: 1) {
            identity.birth = date
            identity.flaws.insert(.defaultBirthday)
        }
    }

    // MARK: Identifiers

    private func misnumber(
        _ identity: inout Identity, _ person: Person, _ index: Int, _ stater: Stater, _ soundUPN: Bool,
        _ chance: inout Chance
    ) {
        let rates = plan.rates
        let missing: Double =
            switch stater {
            case .school: 0.01
            case .council: 0.06
            case .transport: 0.25
            case .health: 1
            }
        let isAnothers = chance.happens(rates.anothersUPN)
        let isFailing = chance.happens(rates.failingUPN)
        let isMissing = chance.happens(rates.typo > 0 || missing == 1 ? missing : 0)
        let other = chance.below(people.count)
        // Those who never were on a roll have no UPN.
        let hasUPN = person.year >= -2 && !person.upn.isEmpty
        if soundUPN {
            identity.formerUPN = person.temporaryUPN
        } else if isMissing || !hasUPN {
            identity.upn = ""
            identity.flaws.insert(.missingUPN)
        } else if isAnothers, other != index {
            identity.upn = people[other].upn
            identity.flaws.insert(.anothersUPN)
        } else if isFailing {
            identity.upn = Numbers.failing(person.upn)
            identity.flaws.insert(.failingUPN)
        } else if !person.temporaryUPN.isEmpty {
            if case .school = stater {
                identity.formerUPN = person.temporaryUPN
            } else {
                identity.upn = person.temporaryUPN
                identity.flaws.insert(.temporaryUPN)
            }
        }
        guard case .health = stater else { return }
        if chance.happens(rates.wrongNHSNumber), other != index {
            identity.nhsNumber = people[other].nhsNumber
            identity.flaws.insert(.wrongNHSNumber)
        } else if chance.happens(rates.failingNHSNumber) {
            identity.nhsNumber = Numbers.failing(person.nhsNumber)
            identity.flaws.insert(.failingNHSNumber)
        }
    }

    // MARK: Addresses

    private func mislocate(_ identity: inout Identity, _ person: Person, _ stater: Stater, _ chance: inout Chance) {
        let rates = plan.rates
        let household = households[person.household]
        let isStale = chance.happens(rates.staleAddress)
        if person.fosterHome != nil, isStale || (stater == .health && rates.staleAddress > 0) {
            place(&identity, household.address)
            identity.flaws.insert(.staleAddress)
        } else if person.fosterHome == nil, let earlier = household.earlier, isStale {
            place(&identity, earlier)
            identity.flaws.insert(.staleAddress)
        } else if person.fosterHome == nil, let latest = household.latest, case .school = stater {
            place(&identity, latest)
        }
        let isOther = chance.happens(rates.otherPhone)
        if isOther { identity.phone = household.otherPhone }
        let isPhoneMissing = chance.happens(rates.missingPhone)
        if isPhoneMissing, stater != .council, stater != .transport {
            identity.phone = ""
            identity.flaws.insert(.missingPhone)
        }
        if chance.happens(rates.missingPostcode) {
            identity.postcode = ""
            identity.flaws.insert(.missingPostcode)
        }
    }

    private func place(_ identity: inout Identity, _ address: Address) {
        identity.addressLine = address.line
        identity.postcode = address.postcode
        identity.phone = address.phone
    }
}
