// From a `child` record to what matching compares: only what can be evidence goes in.

import Matching
import SENDRecords

extension IdentityStatement {
    /// A failing identifier, a temporary UPN or ULN, an NHS number that nobody has traced and a pseudo-postcode stay on the
    /// record and are left out here: they are never keys.
    init(_ record: Record) {
        let untraced = record[Child.nhsNumberStatus].map { $0 != "01" } ?? false
        self.init(
            forename: record[Child.forename], middleNames: record[Child.middleNames],
            preferredForename: record[Child.preferredForename], surname: record[Child.surname],
            formerSurname: record[Child.formerSurname], birthDate: record[Child.birthDate].map(BirthDate.init),
            sex: record[Child.sex], nhsNumber: untraced ? nil : record[Child.nhsNumber],
            upn: record[Child.upn].flatMap { UPN.isTemporary($0) ? nil : $0 },
            formerUPN: record[Child.formerUPN].flatMap { UPN.isTemporary($0) ? nil : $0 },
            uln: record[Child.uln].flatMap { $0 == ULN.temporary ? nil : $0 },
            postcode: record[Child.postcode].flatMap { $0.hasPrefix("ZZ") ? nil : $0 },
            addressLine: record[Child.addressLine], phone: record[Child.phone])
    }
}

extension BirthDate {
    init(_ date: CalendarDate) {
        let (year, month, day) = date.parts
        self.init(year: year, month: month, day: day)
    }
}
