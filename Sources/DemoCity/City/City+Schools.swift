// The city's schools: invented names, numbers that look real.

import SENDRecords

extension City {
    private static let places = [
        "Kingfisher", "Larch", "Hawthorn", "Skylark", "Foundry", "Linden", "Bramble", "Wharf", "Rowan", "Chapel",
        "Heron",
        "Orchard", "Quarry", "Sorrel", "Tannery", "Willow", "Juniper", "Mill", "Plover", "Station", "Cedar", "Primrose",
        "Lapwing", "Elder", "Foxglove", "Canal", "Maple", "Thistle", "Swallow", "Alder",
    ]
    private static let features = [
        "Hill", "Bank", "Park", "Vale", "Green", "Heath", "Lane", "Wood", "Brook", "Meadow", "Rise", "Moor", "Fields",
        "View", "Bridge", "Cross", "Ridge",
    ]
    /// Sixteen schools in order: primary, secondary, special, alternative provision.
    private static let pattern: [School.Phase] = [
        .primary, .primary, .secondary, .primary, .special, .primary, .secondary, .primary, .primary, .secondary,
        .primary, .primary, .secondary, .special, .primary, .alternative,
    ]

    mutating func makeSchools() {
        let count = max(8, plan.children / 70)
        let book = AddressBook(households: plan.children)
        for index in 0..<count {
            var chance = Chance(plan.seed, 2, index)
            let phase = Self.pattern[index % Self.pattern.count]
            // Some become academies, of which a third have a predecessor that the register still lists as closed.
            let isAcademy = chance.happens(0.45)
            let isConverted = isAcademy && (index % 7 == 1 || chance.happens(0.15))
            let opened =
                isConverted
                ? day(year: 2018 + chance.below(7), month: 9, day: 1)
                : day(year: 1955 + chance.below(55), month: 9, day: 1)
            let place = Self.places[index % Self.places.count]
            let feature = Self.features[(index / Self.places.count + index) % Self.features.count]
            let stem = index == 3 ? "St Thérèse" : "\(place) \(feature)"
            let base: Int =
                switch phase {
                case .primary: 2000
                case .secondary: 4000
                case .special: 7000
                case .alternative: 1100
                }
            let address = book.address(in: index % book.districts, &chance)
            let former: String? = isConverted ? Self.name(stem, phase, isAcademy: false) : nil
            schools.append(
                School(
                    index: index, urn: (isAcademy ? 141_000 : 103_000) + index * 3 + 1,
                    name: Self.name(stem, phase, isAcademy: isAcademy), phase: phase, isAcademy: isAcademy,
                    establishmentNumber: base + index, ukprn: 10_060_000 + index * 7, opened: opened,
                    street: address.line, postcode: address.postcode,
                    predecessor: former.map {
                        School.Predecessor(urn: 115_000 + index * 2, name: $0, closed: opened.adding(days: -1))
                    },
                    flavour: School.Flavour.allCases[index % 3]))
        }
        rolls = Array(repeating: [], count: count)
        admissions = Array(repeating: 0, count: count)
    }

    private static func name(_ stem: String, _ phase: School.Phase, isAcademy: Bool) -> String {
        switch (phase, isAcademy) {
        case (.primary, false): "\(stem) Primary School"
        case (.primary, true): "\(stem) Primary Academy"
        case (.secondary, false): "\(stem) School"
        case (.secondary, true): "\(stem) Academy"
        case (.special, false): "\(stem) Special School"
        case (.special, true): "\(stem) School, Learning Trust"
        case (.alternative, _): "\(stem) Centre"
        }
    }

    func day(year: Int, month: Int, day: Int) -> CalendarDate {
        CalendarDate(year: year, month: month, day: day) ?? plan.today
    }
}
