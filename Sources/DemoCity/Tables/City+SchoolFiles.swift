// The schools' pupil lists in their three layouts.

import SENDRecords

extension City {
    /// The pupil list that this school drops: one row a pupil, those without SEND included.
    public func schoolFile(of school: School) -> [UInt8] { pupils(of: school).bytes() }

    /// Only that share of the list's rows, as a broken export would leave them.
    public func schoolFile(of school: School, share: Double) -> [UInt8] { pupils(of: school).bytes(share: share) }

    /// A file name as schools choose them, with the date of the export in it.
    public func schoolFileName(of school: School) -> String {
        switch school.flavour {
        case .sims: "pupils-\(today).csv"
        case .census: "census_extract_\(today).csv"
        case .list: "SEND list \(today).csv"
        }
    }

    /// Rows on that school's list, repeated ones included.
    public func schoolRows(of school: School) -> Int {
        rolls[school.index].reduce(0) { $0 + ($1.trouble == .repeated || $1.trouble == .differing ? 2 : 1) }
    }

    func pupils(of school: School) -> FeedTable {
        let rows = rolls[school.index]
        switch school.flavour {
        case .sims:
            return FeedTable(PupilRow.simsHeader, encoding: .windows1252, count: rows.count) { row, text in
                self.writePupil(rows[row], school, &text)
            }
        case .census:
            return FeedTable(PupilRow.censusHeader, mark: true, count: rows.count) { row, text in
                self.writePupil(rows[row], school, &text)
            }
        case .list:
            return FeedTable(PupilRow.listHeader, separator: .semicolon, lineEnd: .lineFeed, count: rows.count) {
                row, text in
                self.writePupil(rows[row], school, &text)
            }
        }
    }

    private func writePupil(_ row: RollRow, _ school: School, _ text: inout DelimitedText) {
        var pupil = pupilRow(row, school)
        pupil.write(school.flavour, &text)
        if row.trouble == .repeated { pupil.write(school.flavour, &text) }
        if row.trouble == .differing {
            pupil.identity.surname = households[people[row.person].household].surname + "e"
            pupil.identity.postcode = schools[(school.index + 1) % schools.count].postcode
            pupil.write(school.flavour, &text)
        }
    }

    private func pupilRow(_ row: RollRow, _ school: School) -> PupilRow {
        let person = people[row.person]
        var chance = Chance(plan.seed, 50 + school.index, row.person)
        var pupil = PupilRow(
            identity: identity(of: row.person, by: .school(school.index), soundUPN: row.admission.isEmpty),
            admission: row.admission, status: row.status, entry: row.entry, year: person.year,
            ethnicity: person.ethnicity, provision: row.provision,
            needs: row.provision == .none ? [] : person.needs, spelling: chance.below(100))
        if row.trouble == .unknownCode { pupil.needs[0] = "BESD2" }
        if row.trouble == .unusableBirthDate {
            pupil.birthText = chance.pick(["31/02/2014", "00/00/0000", "", "not known", "29/02/2015"])
        }
        return pupil
    }
}
