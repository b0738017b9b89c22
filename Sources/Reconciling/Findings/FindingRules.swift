// The written list of rules, and how they are run.

import SENDRecords

/// What the rules say of one child on one day.
public struct Findings: Sendable {
    public var findings: [Finding] = []
    /// The first day on which a rule would say something else though no data had changed.
    public private(set) var wake: CalendarDate?

    /// Notes a day on which the answer changes; days that have come are of no interest.
    mutating func changes(on day: CalendarDate, today: CalendarDate) {
        guard day > today else { return }
        wake = min(wake ?? day, day)
    }
}

/// A rule looks at one case and adds what it finds, and the next day on which it would find something else.
typealias FindingRule = @Sendable (ChildCase, inout Findings) -> Void

extension ChildCase {
    /// A new rule is one file and one line here.
    private static let rules: [FindingRule] = [
        PlanAgainstSchool.find,
        NamedSetting.find,
        DifferingIdentity.find,
        PairedRecords.find,
        PlanDeadline.find,
        CrewChecks.find,
    ]

    /// All findings about this child today.
    public func findings() -> Findings {
        var result = Findings()
        for rule in Self.rules { rule(self, &result) }
        for statement in statements {
            for day in Self.turningDays(of: statement) { result.changes(on: day, today: today) }
        }
        return result
    }

    /// Days on which a record begins or ceases to hold.
    private static func turningDays(of statement: Statement) -> [CalendarDate] {
        switch statement.record.type {
        case EHCPlan.declaration.type:
            [statement.record[EHCPlan.started], statement.record[EHCPlan.ceased]].compactMap { $0 }
        case Enrolment.declaration.type:
            [
                statement.record[Enrolment.entryDate], statement.record[Enrolment.leavingDate]?.adding(days: 1),
            ].compactMap { $0 }
        case TransportAllocation.declaration.type:
            [
                statement.record[TransportAllocation.start],
                statement.record[TransportAllocation.end]?.adding(days: 1),
            ].compactMap { $0 }
        default: []
        }
    }
}
