// One pupil's row in a school's list, in whichever layout.

import SENDRecords

struct PupilRow: Sendable {
    var identity: Identity
    var admission: String
    var status: String
    var entry: CalendarDate
    var year: Int
    var ethnicity: String
    var provision: Person.Provision
    var needs: [String]
    /// 0 to 99: picks the way in which this row spells its codes.
    var spelling: Int
    /// Stands in place of the birth date.
    var birthText: String?

    static let simsHeader = [
        "UPN", "Adno", "Legal Surname", "Legal Forename", "Middle Name(s)", "Preferred Forename", "DOB", "Gender",
        "Ethnicity", "Year", "SEN Status", "SEN Need 1", "SEN Need 2", "SEN Start Date", "Date of Admission",
        "Date of Leaving", "Enrolment Status", "Address Line 1", "Postcode", "Telephone",
    ]
    static let censusHeader = [
        "UPN", "UniqueLearnerNumber", "Surname", "Forename", "Middlenames", "FormerSurname", "PreferredSurname", "DoB",
        "Sex", "Ethnicity", "NCyearActual", "EnrolStatus", "EntryDate", "LeavingDate", "AdmissionNumber",
        "SENprovision", "SENneed1", "SENneed2", "Street", "Postcode",
    ]
    static let listHeader = [
        "Admission Number", "UPN", "Former UPN", "Surname", "Forename", "Date of birth", "Sex", "Year group", "SEN",
        "Primary need", "Secondary need", "Date of admission", "Address", "Postcode", "Phone",
    ]

    func write(_ flavour: School.Flavour, _ text: inout DelimitedText) {
        switch flavour {
        case .sims: writeSims(&text)
        case .census: writeCensus(&text)
        case .list: writeList(&text)
        }
        text.endRow()
    }

    private func writeSims(_ text: inout DelimitedText) {
        text.field(identity.upn)
        text.field(admission)
        text.field(identity.surname)
        text.field(identity.forename)
        text.field(identity.middleNames)
        text.field(identity.preferred.isEmpty ? identity.forename : identity.preferred)
        birth(.slashes, &text)
        text.field(identity.isBoy ? "Male" : "Female")
        text.field(ethnicity)
        text.field(year > 0 ? "Year \(year)" : SchoolYear.code(year))
        text.field(simsProvision)
        text.field(need(0))
        text.field(need(1))
        text.field(provision == .none ? nil : entry, .slashes)
        text.field(entry, .slashes)
        text.field("")
        text.field(status)
        text.field(identity.addressLine)
        text.field(identity.postcode)
        text.field(identity.phone)
    }

    private func writeCensus(_ text: inout DelimitedText) {
        text.field(identity.upn)
        text.field(identity.uln)
        text.field(identity.surname)
        text.field(identity.forename)
        text.field(identity.middleNames)
        text.field(identity.formerSurname)
        text.field(identity.surname)
        birth(.iso, &text)
        text.field(identity.isBoy ? "M" : "F")
        text.field(ethnicity)
        text.field(SchoolYear.code(year))
        text.field(status)
        text.field(entry, .iso)
        text.field("")
        text.field(admission)
        text.field(provision == .plan ? "E" : provision == .support ? "K" : "N")
        text.field(need(0))
        text.field(need(1))
        text.field(identity.addressLine)
        text.field(identity.postcode)
    }

    private func writeList(_ text: inout DelimitedText) {
        text.field(admission)
        text.field(identity.upn)
        text.field(identity.formerUPN)
        text.field(identity.surname)
        text.field(identity.forename)
        birth(.slashes, &text)
        text.field(identity.isBoy ? "1" : "2")
        text.field(year > 0 ? "Y\(year)" : SchoolYear.code(year))
        text.field(listProvision)
        text.field(need(0))
        text.field(need(1))
        text.field(entry, .slashes)
        text.field(identity.addressLine)
        text.field(identity.postcode)
        text.field(identity.phone)
    }

    private func need(_ rank: Int) -> String { rank < needs.count ? needs[rank] : "" }

    private func birth(_ style: DelimitedText.DateStyle, _ text: inout DelimitedText) {
        if let birthText { text.field(birthText) } else { text.field(identity.birth, style) }
    }

    private var simsProvision: String {
        switch provision {
        case .plan: spelling < 2 ? "S" : spelling < 30 ? "E - Education, Health and Care Plan" : "E"
        case .support: spelling < 2 ? (spelling == 0 ? "A" : "P") : spelling < 30 ? "K - SEN Support" : "K"
        case .none: spelling < 40 ? "" : "N"
        }
    }

    private var listProvision: String {
        switch provision {
        case .plan: spelling < 50 ? "EHCP" : "EHC Plan"
        case .support: "SEN Support"
        case .none: spelling < 50 ? "" : "No SEN"
        }
    }
}
