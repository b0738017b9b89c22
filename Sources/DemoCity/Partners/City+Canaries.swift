// The canary children: every text field of every feed holds a token of its own.

extension City {
    func makeCanary(_ identity: inout Identity, _ canary: Int, _ stater: Stater, _ person: Person) {
        let space = space(of: stater)
        func token(_ field: String) -> String { Canary.word(plan.seed, canary, space + "/child/" + field) }
        identity.forename = Canary.word(plan.seed, canary, "child/forename")
        identity.surname = Canary.word(plan.seed, canary, "child/surname")
        identity.middleNames = token("middle-names")
        identity.preferred = token("preferred-forename")
        identity.formerSurname = token("former-surname")
        identity.addressLine = "\(1 + canary) " + token("address-line") + " Street"
        identity.postcode = Canary.postcode(canary)
        identity.phone = "0799900" + String(1000 + canary)
    }

    /// The key space of children in that partner's feed.
    func space(of stater: Stater) -> String {
        switch stater {
        case .council: "council-ehc"
        case .health: "health-demographics"
        case .transport: "transport"
        case .school(let index): "school-pupils@\(schools[index].urn)"
        }
    }

    /// The tokens in one child record. A feed that does not hold a field has no token for it.
    func canaryTokens(_ index: Int, by stater: Stater, key: String) -> [CanaryToken] {
        guard let canary = people[index].canary else { return [] }
        let identity = identity(of: index, by: stater, soundUPN: true)
        let space = space(of: stater)
        var fields: [(String, String)] = [
            ("forename", identity.forename), ("surname", identity.surname), ("postcode", identity.postcode),
        ]
        func own(_ field: String) { fields.append((field, Canary.word(plan.seed, canary, space + "/child/" + field))) }
        switch stater {
        case .school(let school):
            fields.append(("upn", identity.upn))
            own("address-line")
            switch schools[school].flavour {
            case .sims:
                own("middle-names")
                own("preferred-forename")
                fields.append(("phone", identity.phone))
            case .census:
                own("middle-names")
                own("former-surname")
                if !identity.uln.isEmpty { fields.append(("uln", identity.uln)) }
            case .list: fields.append(("phone", identity.phone))
            }
        case .council:
            fields.append(("upn", identity.upn))
            if !identity.uln.isEmpty { fields.append(("uln", identity.uln)) }
        case .health:
            own("middle-names")
            own("address-line")
            fields += [("phone", identity.phone), ("nhs-number", identity.nhsNumber)]
        case .transport:
            fields.append(("upn", identity.upn))
        }
        return fields.map { field, token in
            CanaryToken(
                token: token, space: space, recordType: "child", field: field, key: key, child: index + 1)
        }
    }
}
