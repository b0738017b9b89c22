// What one source states of a child, with the slips of real lists.

import Matching

extension GeneratedCity {
    mutating func statement(
        _ child: Child, nhs: Double, upn: Double, phone: Double, address: Double
    ) -> IdentityStatement {
        var statement = IdentityStatement()
        state(namesOf: child, in: &statement)
        statement.birthDate = birthDate(child)
        statement.sex = dice.chance(0.003) ? (child.sex == "F" ? "M" : "F") : child.sex
        if dice.chance(nhs) {
            let wrong = dice.chance(0.003)
            let number = wrong ? (dice.chance(0.5) ? children[dice.below(children.count)].nhs : validNHS()) : child.nhs
            statement.nhsNumber = "\(number)"
        }
        if dice.chance(upn) {
            let number = dice.chance(0.005) ? children[dice.below(children.count)].upn : child.upn
            statement.upn = "A" + String("\(1_000_000_000_000 + number)".dropFirst())
        }
        if dice.chance(address) { state(home: dice.chance(0.12) ? child.oldHome : child.home, in: &statement) }
        if dice.chance(phone) {
            statement.phone = dice.chance(0.15) ? "0\(7_000_000_000 + dice.below(999_999_999))" : "0\(child.phone)"
        }
        return statement
    }

    private mutating func state(namesOf child: Child, in statement: inout IdentityStatement) {
        var forename = child.forename
        if forename.hasPrefix("Mohammed ") {
            if dice.chance(0.25) { forename = String(forename.dropFirst(9)) }
        } else if let short = Self.nicknames[forename], dice.chance(0.08) {
            forename = short
        }
        if let others = Self.spellings[String(forename.prefix { $0 != " " })], dice.chance(0.1) {
            forename = dice.pick(others) + forename.drop { $0 != " " }
        }
        if dice.chance(0.015) { forename = typo(forename) }
        var middle = dice.chance(0.5) ? child.middle : nil
        if let known = child.middle, dice.chance(0.02) { (forename, middle) = (known, child.forename) }
        var surname = child.surname
        if surname.contains("-") && dice.chance(0.3) {
            surname = String(dice.chance(0.5) ? surname.prefix { $0 != "-" } : surname.drop { $0 != "-" }.dropFirst())
        }
        if dice.chance(0.03) {
            statement.formerSurname = dice.chance(0.4) ? surname : nil
            surname = self.surname(dice.below(10))
        }
        if dice.chance(0.015) { surname = typo(surname) }
        if dice.chance(0.007) { (forename, surname) = (surname, forename) }
        (statement.forename, statement.middleNames, statement.surname) = (forename, middle, surname)
    }

    private mutating func birthDate(_ child: Child) -> BirthDate? {
        let (year, month, day) = child.birth
        if dice.chance(0.003) { return nil }
        if dice.chance(0.005) && day <= 12 { return BirthDate(year: year, month: day, day: month) }
        if dice.chance(0.007) { return BirthDate(year: year, month: 1, day: 1) }
        if dice.chance(0.007) {
            switch dice.below(3) {
            case 0: return BirthDate(year: year, month: month, day: day % 28 + 1)
            case 1: return BirthDate(year: year, month: month % 12 + 1, day: day)
            default: return BirthDate(year: year - 1, month: month, day: day)
            }
        }
        return BirthDate(year: year, month: month, day: day)
    }

    private mutating func state(home: Int, in statement: inout IdentityStatement) {
        // 36,000 postcodes of about 15 homes.
        let postcode = home % 36_000
        let letters = Array("ABDEFGHJLNPQRSTUWXYZ")
        let second = "\(letters[postcode / 20 % 20])\(letters[postcode % 20])"
        statement.postcode = "B\(1 + postcode / 4000) \(postcode / 400 % 10)\(second)"
        if dice.chance(0.85) {
            let streets = [
                "High", "Church", "Station", "Mill", "Victoria", "Albert", "Park", "Queens", "Kings", "Grove",
            ]
            statement.addressLine = "\(1 + home / 36_000 % 60) \(streets[postcode % 10]) Road"
        }
    }

    private mutating func typo(_ name: String) -> String {
        var letters = Array(name)
        guard letters.count > 3 else { return name }
        let place = 1 + dice.below(letters.count - 2)
        switch dice.below(4) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(dice.pick(Array("aeinrst")), at: place)
        case 2: letters.swapAt(place, place + 1)
        default: letters[place] = dice.pick(Array("aeinrst"))
        }
        return String(letters)
    }
}
