// A synthetic city: schools, families, and what five partners hold about their children. All people are invented.

import SENDRecords

/// One day of one city. The same plan makes the same city; partners' feeds are written from it on demand.
public struct City: Sendable {
    public let plan: CityPlan
    /// The day of the exports.
    public internal(set) var today: CalendarDate
    /// 1 for the first day, more after `changed()`.
    public internal(set) var day = 1
    public internal(set) var schools: [School] = []
    /// What is really so, and what was planted.
    public internal(set) var truth = Truth()

    var households: [Household] = []
    var people: [Person] = []
    var rolls: [[RollRow]] = []
    var council = CouncilBook()
    var health: [HealthEntry] = []
    var transport = TransportBook()
    /// How many admission numbers each school has given out.
    var admissions: [Int] = []

    /// Makes the city of that plan.
    public init(_ plan: CityPlan) {
        self.plan = plan
        today = plan.today
        makeSchools()
        makeFamilies()
        chooseChildren()
        enrol()
        openCases()
        register()
        allocate()
        gatherTruth()
    }

    /// Children with SEND, an adopted child's two identities counted as two.
    public var childrenWithSEND: Int { people.count { $0.hasSEND } }

    /// Children with an EHC plan that has not ceased.
    public var childrenWithPlan: Int { people.count { $0.provision == .plan } }

    /// Names this state of the city in entity tags.
    var version: String { "\(plan.seed)-\(plan.children)-\(plan.canary ? "c" : "n")-\(day)" }
}
