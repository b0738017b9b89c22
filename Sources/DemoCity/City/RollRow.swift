// One row of a school's roll.

import SENDRecords

struct RollRow: Sendable {
    enum Trouble: Sendable {
        case none
        /// A birth date that no calendar has.
        case unusableBirthDate
        /// A need that no code set has.
        case unknownCode
        /// The row stands twice, byte for byte the same.
        case repeated
        /// The row stands twice, with another surname and postcode.
        case differing
    }

    var person: Int
    /// The MIS admission number as written; empty where the UPN is the key.
    var admission: String
    /// C, M, S or G.
    var status: String
    var entry: CalendarDate
    /// What the school states: none, support or plan.
    var provision: Person.Provision
    var trouble = Trouble.none
}
