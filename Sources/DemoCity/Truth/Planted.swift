// Something put into the feeds on purpose, for sendgate to find (or to pass over).

/// One planted thing.
public struct Planted: Sendable {
    /// What partners disagree on, by design.
    public enum Kind: String, Sendable, CaseIterable {
        /// The council maintains a plan; the school's provision is not E.
        case planNotKnownToSchool = "plan-not-known-to-school"
        /// The school states E; the council has no plan.
        case schoolClaimsPlan = "school-claims-plan"
        /// The setting named in the plan is not where the child is enrolled.
        case namedElsewhere = "named-elsewhere"
        /// The plan names the school by its number from before it became an academy: no discrepancy.
        case namedByPredecessor = "named-by-predecessor"
        /// Day 140 of a request falls within the next 20 days and there is no plan (C5).
        case planDueSoon = "plan-due-soon"
        /// Day 140 has passed and there is no plan (C5).
        case planLate = "plan-late"
        /// Day 140 has passed, and the council states that an exception applies.
        case planLateExcepted = "plan-late-excepted"
        /// A crew member at work on a route with children, without any DBS check.
        case crewWithoutCheck = "crew-without-check"
        /// A crew member at work whose check is older than three years, without an Update Service check since.
        case crewCheckOld = "crew-check-old"
        /// An old certificate, but checked with the Update Service lately: in order.
        case crewCheckRefreshed = "crew-check-refreshed"
        /// A crew member without a check who no longer works on the route: in order.
        case formerCrew = "former-crew"
        case restricted
        case birthDateDiffers = "birth-date-differs"
        /// Another child's UPN or NHS number.
        case anothersIdentifier = "anothers-identifier"
        case unusableBirthDate = "unusable-birth-date"
        /// Two rows of one key that differ.
        case differingRows = "differing-rows"
        case unknownCode = "unknown-code"
        case orphan
    }

    public let kind: Kind
    /// The child's true number, where it is about a child.
    public let child: Int?
    /// Keys of the child concerned, in the feeds that disagree.
    public let keys: [Truth.Key]
    /// What else it is about: a crew member, a request, a URN, a table.
    public let subject: String
    public let note: String

    init(_ kind: Kind, child: Int? = nil, keys: [Truth.Key] = [], subject: String = "", note: String = "") {
        self.kind = kind
        self.child = child
        self.keys = keys
        self.subject = subject
        self.note = note
    }
}
