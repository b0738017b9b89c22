// One huge pupil list, written without ever being held: for measuring how sendgate reads and matches.

import Foundation
import SENDRecords

extension City {
    /// Writes a pupil list of so many rows, all with SEND, in the census layout (UTF-8). Children come in families with
    /// twins among them; every row has an admission number and a sound UPN of its own. Memory stays bounded.
    /// - Returns: the bytes written.
    @discardableResult
    public static func writePupils(
        rows: Int, to path: String, seed: UInt64, today: CalendarDate, flavour: School.Flavour = .census
    ) throws -> Int {
        let place = URL(fileURLWithPath: path)
        try Data().write(to: place)
        let file = try FileHandle(forWritingTo: place)
        defer { try? file.close() }
        var written = 0
        try eachPupil(rows: rows, seed: seed, today: today, flavour: flavour) { bytes in
            try file.write(contentsOf: bytes)
            written += bytes.count
        }
        return written
    }

    /// The same list in pieces of about half a megabyte, for whoever sends it on.
    public static func eachPupil(
        rows: Int, seed: UInt64, today: CalendarDate, flavour: School.Flavour = .census,
        _ take: ([UInt8]) throws -> Void
    ) rethrows {
        let city = City(empty: CityPlan(children: rows, seed: seed, today: today, rates: .none))
        let book = AddressBook(households: rows / 2)
        let table = city.emptyPupils(flavour)
        var text = table.start
        var household = 0
        var index = 0
        while index < rows {
            var chance = Chance(seed, 3, household)
            let home = city.household(book, &chance)
            let size = min(rows - index, 1 + chance.below(3))
            let isTwins = size > 1 && chance.happens(0.04)
            var birth = city.schoolBirth(&chance)
            var taken: [String] = []
            for number in 0..<size {
                if number > 0, !(isTwins && number == 1) { birth = city.schoolBirth(&chance) }
                let person = city.person(
                    index: index, household: household, home: home, birth: birth, taken: taken, &chance)
                taken.append(person.honorific ? person.middleNames : person.forename)
                city.writePupil(person, home, index, &chance, flavour, &text)
                index += 1
            }
            household += 1
            if text.bytes.count > 500_000 {
                try take(text.bytes)
                text.bytes.removeAll(keepingCapacity: true)
            }
        }
        if !text.bytes.isEmpty { try take(text.bytes) }
    }

    /// A city with nobody in it yet.
    private init(empty plan: CityPlan) {
        self.plan = plan
        today = plan.today
    }

    private func emptyPupils(_ flavour: School.Flavour) -> FeedTable {
        switch flavour {
        case .sims: FeedTable(PupilRow.simsHeader, encoding: .windows1252, count: 0) { _, _ in }
        case .census: FeedTable(PupilRow.censusHeader, mark: true, count: 0) { _, _ in }
        case .list: FeedTable(PupilRow.listHeader, separator: .semicolon, lineEnd: .lineFeed, count: 0) { _, _ in }
        }
    }

    private func schoolBirth(_ chance: inout Chance) -> CalendarDate { birthDate(age: 4 + chance.below(12), &chance) }

    private func writePupil(
        _ person: Person, _ home: Household, _ index: Int, _ chance: inout Chance, _ flavour: School.Flavour,
        _ text: inout DelimitedText
    ) {
        let identity = Identity(
            forename: person.forename, middleNames: person.middleNames, preferred: person.preferred,
            surname: person.surname, formerSurname: person.formerSurname, birth: person.birth, isBoy: person.isBoy,
            upn: person.upn, uln: person.uln, nhsNumber: "", postcode: home.address.postcode,
            addressLine: home.address.line, phone: home.address.phone)
        let start = SchoolYear.start(today).parts.year
        let row = PupilRow(
            identity: identity, admission: String(100_000 + index), status: "C",
            entry: day(year: start - chance.below(3), month: 9, day: 3), year: person.year,
            ethnicity: person.ethnicity, provision: chance.happens(0.3) ? .plan : .support, needs: person.needs,
            spelling: chance.below(100))
        row.write(flavour, &text)
    }
}
