// Gathers the truth: every partner's key with the child it stands for, and what was planted.

import SENDRecords

extension City {
    /// The keys of a child with these partners.
    func keys(_ index: Int, _ staters: [Stater]) -> [Truth.Key] {
        staters.flatMap { stater -> [Truth.Key] in
            switch stater {
            case .council: [Truth.Key(space: "council-ehc", key: String(200_000 + index))]
            case .health: [Truth.Key(space: "health-demographics", key: people[index].nhsNumber)]
            case .transport: [Truth.Key(space: "transport", key: "P\(100_000 + index)")]
            case .school(let school):
                rolls[school].filter { $0.person == index }
                    .map { Truth.Key(space: space(of: stater), key: rowKey($0)) }
            }
        }
    }

    /// The MIS admission number, else the UPN.
    func rowKey(_ row: RollRow) -> String { row.admission.isEmpty ? people[row.person].upn : row.admission }

    mutating func gatherTruth() {
        truth.entries.removeAll(keepingCapacity: true)
        truth.canaries.removeAll()
        var found: [Planted] = []
        gatherSchools(&found)
        for row in council.persons {
            record(
                row.person, by: .council, key: String(row.id), fate: row.hasUnusableBirthDate ? .quarantined : .stored,
                &found)
        }
        for entry in health {
            record(
                entry.person, by: .health, key: healthKey(entry), fate: .stored, &found,
                extra: entry.isSuperseded ? .supersededNHSNumber : [])
        }
        for allocation in transport.allocations {
            record(
                allocation.person, by: .transport, key: allocation.passenger,
                fate: allocation.hasUnusableBirthDate ? .quarantined : .stored, &found)
        }
        let derived: Set<Planted.Kind> = [
            .birthDateDiffers, .anothersIdentifier, .unusableBirthDate, .differingRows, .unknownCode, .restricted,
        ]
        truth.planted = truth.planted.filter { !derived.contains($0.kind) } + found
        gatherTwinsAndSeals()
        gatherOtherCanaries()
    }

    private mutating func gatherSchools(_ found: inout [Planted]) {
        truth.repeatedRows = 0
        for school in rolls.indices {
            let space = space(of: .school(school))
            for row in rolls[school] {
                let key = rowKey(row)
                var fate = people[row.person].hasSEND ? Truth.Fate.stored : .leftOut
                var extra: Flaws = []
                let keys = [Truth.Key(space: space, key: key)]
                switch row.trouble {
                case .none: break
                case .unusableBirthDate: fate = .quarantined
                case .differing:
                    fate = .quarantined
                    found.append(Planted(.differingRows, child: row.person + 1, keys: keys))
                case .repeated: truth.repeatedRows += 1
                case .unknownCode:
                    extra = .unknownCode
                    found.append(Planted(.unknownCode, child: row.person + 1, keys: keys, note: "a need"))
                }
                record(
                    row.person, by: .school(school), key: key, fate: fate, &found, extra: extra,
                    soundUPN: row.admission.isEmpty)
            }
        }
    }

    private mutating func record(
        _ index: Int, by stater: Stater, key: String, fate: Truth.Fate, _ found: inout [Planted], extra: Flaws = [],
        soundUPN: Bool = false
    ) {
        let place = Truth.Key(space: space(of: stater), key: key)
        guard fate != .leftOut else {
            truth.entries.append(Truth.Entry(key: place, child: index + 1, fate: fate, flaws: []))
            return
        }
        var flaws = identity(of: index, by: stater, soundUPN: soundUPN).flaws.union(extra)
        if fate == .quarantined, !found.contains(where: { $0.kind == .differingRows && $0.keys == [place] }) {
            flaws.insert(.unusableBirthDate)
            found.append(Planted(.unusableBirthDate, child: index + 1, keys: [place]))
        }
        truth.entries.append(Truth.Entry(key: place, child: index + 1, fate: fate, flaws: flaws))
        if fate == .stored, !flaws.isDisjoint(with: .birthDate) {
            found.append(
                Planted(.birthDateDiffers, child: index + 1, keys: [place], note: flaws.names.joined(separator: " ")))
        }
        if fate == .stored, !flaws.isDisjoint(with: [.anothersUPN, .wrongNHSNumber]) {
            found.append(
                Planted(.anothersIdentifier, child: index + 1, keys: [place], note: flaws.names.joined(separator: " ")))
        }
        if stater == .health, people[index].restricted, !flaws.contains(.supersededNHSNumber) {
            found.append(Planted(.restricted, child: index + 1, keys: [place]))
        }
        truth.canaries += canaryTokens(index, by: stater, key: key)
    }

    private mutating func gatherTwinsAndSeals() {
        var births: [Int: [Int]] = [:]
        for index in people.indices {
            if let birth = people[index].twins { births[birth, default: []].append(index + 1) }
        }
        truth.twins = births.keys.sorted().compactMap { births[$0] }
        truth.seals = []
        for index in people.indices {
            guard let after = people[index].sealedFrom else { continue }
            var present: [Stater] = health.contains { $0.person == after } ? [.health] : []
            if let school = people[after].school { present.append(.school(school)) }
            if council.rowOf[after] != nil { present.append(.council) }
            for key in keys(after, present) {
                for before in keys(index, [.council]) { truth.seals.append((before, key)) }
            }
        }
    }
}
