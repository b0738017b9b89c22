// The national register of schools and its links, as it is downloaded.

import SENDRecords

extension City {
    /// `edubasealldata.csv`: Windows-1252, dates dd-mm-yyyy, closed predecessors included.
    public func registerFile() -> [UInt8] { registerTable().bytes() }

    /// `links.csv`: predecessors and successors.
    public func registerLinksFile() -> [UInt8] { linksTable().bytes() }

    private static let registerHeader = [
        "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
        "TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate",
        "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge",
        "UKPRN", "Street", "Town", "Postcode",
    ]

    func registerTable() -> FeedTable {
        let schools = schools
        return FeedTable(Self.registerHeader, encoding: .windows1252, count: schools.count) { row, text in
            self.writeSchool(schools[row], &text)
        }
    }

    private func writeSchool(_ school: School, _ text: inout DelimitedText) {
        let canary = canary(atSchool: school.index)
        func write(urn: Int, name: String, isAcademy: Bool, opened: CalendarDate, closed: CalendarDate?) {
            text.field(urn)
            text.field(330)
            text.field("Birmingham")
            text.field(school.establishmentNumber)
            text.field(name)
            let type = Self.type(school.phase, isAcademy: isAcademy)
            text.field(type.code)
            text.field(type.name)
            text.field(closed == nil ? 1 : 2)
            text.field(closed == nil ? "Open" : "Closed")
            text.field(opened, .hyphens)
            text.field(closed, .hyphens)
            let isAllAges = school.phase == .special || school.phase == .alternative
            text.field(isAllAges ? 0 : school.phase == .primary ? 2 : 4)
            text.field(isAllAges ? "Not applicable" : school.phase == .primary ? "Primary" : "Secondary")
            text.field(school.ages.lowerBound)
            text.field(school.ages.upperBound)
            text.field(closed == nil ? school.ukprn : nil)
            text.field(canaryWord(canary, "setting/street") ?? school.street)
            text.field(canaryWord(canary, "setting/town") ?? "Birmingham")
            text.field(school.postcode)
            text.endRow()
        }
        write(
            urn: school.urn, name: canaryWord(canary, "setting/name") ?? school.name, isAcademy: school.isAcademy,
            opened: school.opened, closed: nil)
        if let predecessor = school.predecessor {
            write(
                urn: predecessor.urn, name: predecessor.name, isAcademy: false,
                opened: day(year: 1972, month: 9, day: 1),
                closed: predecessor.closed)
        }
    }

    func linksTable() -> FeedTable {
        let linked = schools.filter { $0.predecessor != nil }
        let header = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]
        return FeedTable(header, encoding: .windows1252, count: linked.count) { row, text in
            let school = linked[row]
            guard let predecessor = school.predecessor else { return }
            text.field(school.urn)
            text.field(predecessor.urn)
            text.field(predecessor.name)
            text.field("Predecessor")
            text.field(school.opened, .hyphens)
            text.endRow()
            text.field(predecessor.urn)
            text.field(school.urn)
            text.field(school.name)
            text.field("Successor")
            text.field(school.opened, .hyphens)
            text.endRow()
        }
    }

    private static func type(_ phase: School.Phase, isAcademy: Bool) -> (code: Int, name: String) {
        switch (phase, isAcademy) {
        case (.primary, false), (.secondary, false): (1, "Community school")
        case (.primary, true), (.secondary, true): (34, "Academy converter")
        case (.special, false): (7, "Community special school")
        case (.special, true): (44, "Academy special converter")
        case (.alternative, false): (14, "Pupil referral unit")
        case (.alternative, true): (42, "Academy alternative provision converter")
        }
    }
}
