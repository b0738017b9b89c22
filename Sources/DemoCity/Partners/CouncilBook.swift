// What the council's EHC team holds: persons, requests, assessments, plans, reviews, placements (SEN2 modules 1 to 5).

import SENDRecords

struct CouncilBook: Sendable {
    struct Person: Sendable {
        /// Place in the city's list of people.
        var person: Int
        /// Numbers of its requests in `requests`.
        var requests: [Int] = []
        var hasUnusableBirthDate = false
        /// `persontableid`: stable from export to export.
        var id: Int { 200_000 + person }
    }

    /// Where a child is placed: by URN, by UKPRN, or by an arrangement's code.
    enum Place: Hashable, Sendable {
        case school(urn: Int)
        case college(ukprn: Int)
        case arrangement(code: String, other: String)
    }

    struct Plan: Sendable {
        var start: CalendarDate
        var ceased: CalendarDate?
        var ceaseReason = 0
        var named: [Place] = []
        var personalBudget = false
    }

    struct Assessment: Sendable {
        var outcome: String
        var outcomeDate: CalendarDate?
        var exceptionApplies = false
        var plan: Plan?
    }

    struct Review: Sendable {
        var meeting: CalendarDate?
        var outcome = ""
        var draft: CalendarDate?
        var decided: CalendarDate?
        var transferDue: CalendarDate?
        var transferFinal: CalendarDate?
        var transferredFrom = ""
        var attended: [Place] = []
        var entry: CalendarDate?
        var needs: [String] = []
    }

    struct Request: Sendable {
        /// Place in `persons`.
        var owner: Int
        var id: Int
        var received: CalendarDate
        var source: Int
        var outcome: String
        var outcomeDate: CalendarDate?
        var assessment: Assessment?
        /// The row of module 5a, for a plan in force.
        var active: Review?
        var isMediated = false
    }

    var persons: [Person] = []
    var requests: [Request] = []
    /// Rows of module 5c whose plan isn't in the set.
    var orphanNeeds: [Int] = []
    /// Where each person stands in `persons`.
    var rowOf: [Int: Int] = [:]
}
