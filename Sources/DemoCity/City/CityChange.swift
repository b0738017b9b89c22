// What is different on a later day.

/// One thing that changed in the city from one day to the next.
public struct CityChange: Sendable {
    /// What has happened to a child.
    public enum Kind: String, Sendable, CaseIterable {
        /// The family has moved; schools know it.
        case moved
        /// The school has corrected the birth date.
        case birthDateCorrected = "birth-date-corrected"
        case surnameChanged = "surname-changed"
        /// The child's row is gone from the school's list.
        case leftSchool = "left-school"
        /// A new row at another school.
        case joinedSchool = "joined-school"
        /// The council has issued a plan that was due; the school states E.
        case planIssued = "plan-issued"
        case planCeased = "plan-ceased"
        /// A crew member has a new DBS check.
        case checkRenewed = "check-renewed"
    }

    public let kind: Kind
    /// The child's true number, where it is about a child.
    public let child: Int?
    /// Keys whose records change.
    public let keys: [Truth.Key]
    /// What else it is about: a crew member, a request.
    public let subject: String
}
