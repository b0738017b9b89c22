// One child on one day, as the conditions of agreements ask about it.

import Configuring
import Reconciling
import SENDRecords

/// Answers the clauses of `ChildrenCondition` from a settled file.
struct ChildDay {
    let file: ChildFile
    let today: CalendarDate

    /// The clauses that hold, or the key of the first group of which none does.
    enum Answer {
        case inScope([Located<ChildrenCondition.Clause>])
        case outside(key: String)
    }

    func answer(to condition: ChildrenCondition) -> Answer {
        var met: [Located<ChildrenCondition.Clause>] = []
        for group in condition.groups {
            let holding = group.clauses.filter { holds($0.value) }
            if holding.isEmpty { return .outside(key: group.key) }
            met += holding
        }
        return .inScope(met)
    }

    func holds(_ clause: ChildrenCondition.Clause) -> Bool {
        switch clause {
        case .with(.activePlan): hasActivePlan
        case .with(.openRequest): hasOpenRequest
        case .with(.currentEnrolment): file.records(Enrolment.declaration.type).contains(where: isCurrent)
        case .with(.currentTransport): hasCurrentTransport
        case .with(.senSupport): provision("K")
        case .with(.planInSchool): provision("E")
        case .attending(let urn): attends(urn)
        case .namedInPlan(let urn): hasActivePlan && placed(urn, basis: "named")
        case .yearGroup(let group):
            file.records(Enrolment.declaration.type).contains { isCurrent($0) && $0[Enrolment.yearGroup] == group }
        }
    }

    /// The first day after today on which an answer can differ though no record has changed.
    var nextTurn: CalendarDate? {
        var next: CalendarDate?
        func turns(on day: CalendarDate?) {
            guard let day, day > today else { return }
            next = min(next ?? day, day)
        }
        for record in file.records {
            switch record.type {
            case EHCPlan.declaration.type:
                turns(on: record[EHCPlan.started])
                turns(on: record[EHCPlan.ceased])
            case EHCRequest.declaration.type:
                turns(on: record[EHCRequest.received])
            case Enrolment.declaration.type:
                turns(on: record[Enrolment.entryDate])
                turns(on: record[Enrolment.leavingDate]?.adding(days: 1))
            case Placement.declaration.type:
                turns(on: record[Placement.entryDate])
                turns(on: record[Placement.leavingDate]?.adding(days: 1))
            case TransportAllocation.declaration.type:
                turns(on: record[TransportAllocation.start])
                turns(on: record[TransportAllocation.end]?.adding(days: 1))
            default: break
            }
        }
        return next
    }

    /// A plan counts from its first day to the day before it ceases. A reason for ceasing without a usable date means
    /// that it has ceased: in doubt nothing leaves.
    private var hasActivePlan: Bool {
        file.records(EHCPlan.declaration.type).contains { plan in
            guard plan[EHCPlan.started].map({ $0 <= today }) ?? true else { return false }
            if let ceased = plan[EHCPlan.ceased] { return ceased > today }
            return plan[EHCPlan.ceaseReason] == nil
        }
    }

    /// A request is open until it is refused, withdrawn or taken to another area, or its assessment ends
    /// (SEN2 modules 2 and 3: Y proceed, A not yet decided).
    private var hasOpenRequest: Bool {
        let assessments = file.records(EHCAssessment.declaration.type)
        return file.records(EHCRequest.declaration.type).contains { request in
            let outcome = request[EHCRequest.outcome] ?? "A"
            let exported = request[EHCRequest.exported].map { !["0", "N", "NO"].contains($0.uppercased()) } ?? false
            guard outcome == "Y" || outcome == "A", !exported,
                request[EHCRequest.received].map({ $0 <= today }) ?? true
            else { return false }
            return !assessments.contains { assessment in
                guard assessment.follows(request) else { return false }
                switch assessment[EHCAssessment.outcome] {
                case "Y": return assessment[EHCAssessment.outcomeDate] != nil
                case "N", "W", "H": return true
                default: return false
                }
            }
        }
    }

    private var hasCurrentTransport: Bool {
        file.records(TransportAllocation.declaration.type).contains {
            spans($0[TransportAllocation.start], $0[TransportAllocation.end])
        }
    }

    /// What a school says of a child who has left its roll counts no more.
    private func provision(_ code: String) -> Bool {
        let enrolments = file.records(Enrolment.declaration.type)
        return file.records(SENProvision.declaration.type).contains { provision in
            guard provision[SENProvision.provision] == code else { return false }
            let own = enrolments.filter { $0.feed == provision.feed }
            return own.isEmpty || own.contains(where: isCurrent)
        }
    }

    /// A school's roll decides who attends it; where it states nothing of the child, the council's placement does.
    private func attends(_ urn: String) -> Bool {
        let roll = file.records(Enrolment.declaration.type).filter { $0[Enrolment.setting] == urn }
        return roll.isEmpty ? placed(urn, basis: "attended") : roll.contains(where: isCurrent)
    }

    private func placed(_ urn: String, basis: String) -> Bool {
        file.records(Placement.declaration.type).contains { placement in
            placement[Placement.basis] == basis && placement[Placement.setting] == urn
                && spans(placement[Placement.entryDate], placement[Placement.leavingDate])
        }
    }

    private func isCurrent(_ enrolment: SettledRecord) -> Bool {
        spans(enrolment[Enrolment.entryDate], enrolment[Enrolment.leavingDate])
    }

    /// Both days are within; a day that isn't stated is no bound.
    private func spans(_ first: CalendarDate?, _ last: CalendarDate?) -> Bool {
        (first.map { $0 <= today } ?? true) && (last.map { $0 >= today } ?? true)
    }
}
