// The child health service: about seven children in ten.

extension City {
    mutating func register() {
        let council = council.rowOf
        for index in people.indices where people[index].hasSEND && people[index].sealedFrom == nil {
            var chance = Chance(plan.seed, 30, index)
            let isKnownElsewhere = people[index].school != nil || council[index] != nil
            let isRegistered = chance.happens(0.7)
            let isSuperseded = chance.happens(plan.rates.supersededNHSNumber)
            guard isRegistered || !isKnownElsewhere || people[index].canary != nil || people[index].restricted
            else { continue }
            health.append(HealthEntry(person: index, isSuperseded: false))
            if isSuperseded, people[index].canary == nil {
                health.append(HealthEntry(person: index, isSuperseded: true))
            }
        }
    }

    /// `Patient.id`: the child's NHS number, or an earlier one where the entry is superseded.
    func healthKey(_ entry: HealthEntry) -> String {
        entry.isSuperseded
            ? Numbers(seed: plan.seed).nhsNumber(4_000_000 + entry.person) : people[entry.person].nhsNumber
    }
}

struct HealthEntry: Sendable {
    var person: Int
    /// Kept under an earlier NHS number; its identifier is today's.
    var isSuperseded: Bool
}
