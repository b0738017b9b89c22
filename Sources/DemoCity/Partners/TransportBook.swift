// What the transport team holds: routes, allocations, crews and their checks.

import SENDRecords

struct TransportBook: Sendable {
    struct Route: Sendable {
        var number: Int
        var school: Int
        var id: String { "R\(1000 + number)" }
    }

    struct Allocation: Sendable {
        var person: Int
        var route: Int
        var hasUnusableBirthDate = false
        var ended: CalendarDate?
        var passenger: String { "P\(100_000 + person)" }
        var id: String { "A\(300_000 + person)" }
    }

    struct CrewMember: Sendable {
        var number: Int
        var role: String
        /// Route and, where the work there has ended, its last day.
        var routes: [(route: Int, ended: CalendarDate?)]
        var check: Check?
        var id: String { "C\(5000 + number)" }
    }

    struct Check: Sendable {
        var issued: CalendarDate
        var updateCheck: CalendarDate?
    }

    var routes: [Route] = []
    var allocations: [Allocation] = []
    var crew: [CrewMember] = []
}
