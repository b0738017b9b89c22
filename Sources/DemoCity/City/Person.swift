// A child or young person as they are, whatever partners state.

import SENDRecords

struct Person: Sendable {
    enum Provision: Sendable { case none, support, plan }

    var household: Int
    var forename: String
    var middleNames: String
    var preferred: String
    var surname: String
    var formerSurname: String
    /// Carries the honorific Mohammed before the name in use.
    var honorific = false
    var isBoy: Bool
    var birth: CalendarDate
    var ethnicity: String
    var upn: String
    var temporaryUPN = ""
    var uln: String
    var nhsNumber: String
    var provision = Provision.none
    /// Whether the child belongs to the city's children with SEND.
    var hasSEND = false
    var needs: [String] = []
    var twins: Int?
    /// National curriculum year: 0 is reception, negative before.
    var year: Int
    var school: Int?
    /// The second school of a child who is registered at two.
    var subsidiary: Int?
    /// Lives with foster carers: some partners know the carers' address, others the parents'.
    var fosterHome: Address?
    /// Where this is an adopted child's identity from before the order: the index of the identity after it.
    var sealedFrom: Int?
    var restricted = false
    var deceased: CalendarDate?
    /// A canary child: fields hold tokens and no errors.
    var canary: Int?
    /// One school row of this child has the birth date's day and month exchanged; a later day corrects it.
    var swappedAtSchool = false
    /// Kept free of further planting.
    var isPlanted = false

    /// The age in whole years on that day.
    func age(on day: CalendarDate) -> Int { Self.age(born: birth, on: day) }

    static func age(born birth: CalendarDate, on day: CalendarDate) -> Int {
        let born = birth.parts
        let now = day.parts
        let years = now.year - born.year
        return (now.month, now.day) < (born.month, born.day) ? years - 1 : years
    }
}
