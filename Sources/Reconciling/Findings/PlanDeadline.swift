// C5: the final plan is sent within 20 weeks of the request. SEND Regulations 2014, reg 13(2).

import SENDRecords

enum PlanDeadline {
    static func find(in child: ChildCase, into findings: inout Findings) {
        let assessments = child.file.records(EHCAssessment.declaration.type)
        for request in child.file.records(EHCRequest.declaration.type) {
            guard let received = request[EHCRequest.received], received <= child.today,
                isOpen(request), let clock = child.definitions.clock("C5", startingOn: received)
            else { continue }
            let own = assessments.filter { $0.follows(request) }
            guard !own.contains(where: isDecided) else { continue }
            // reg 13(3): where an exception makes it impractical the limit isn't breached.
            let excepted = own.contains { $0[EHCAssessment.exceptionApplies] == true }
            let due = clock.lastDay(from: received)
            let warning = due.adding(days: -clock.warnDays)
            findings.changes(on: warning, today: child.today)
            findings.changes(on: due.adding(days: 1), today: child.today)
            guard child.today >= warning, !excepted else { continue }
            findings.findings.append(
                Finding(
                    child.today > due ? .planFinalLate : .planFinalDueSoon, child: child.file.child,
                    subject: request.key, due: due,
                    evidence: child.evidence(of: request, EHCRequest.received)
                        + own.flatMap { child.evidence(of: $0, EHCAssessment.outcome) }))
        }
    }

    /// A request that was refused, withdrawn, decided long ago or taken along to another area has no clock here.
    private static func isOpen(_ request: SettledRecord) -> Bool {
        let outcome = request[EHCRequest.outcome] ?? "A"
        let exported = request[EHCRequest.exported].map { !["0", "N", "NO"].contains($0.uppercased()) } ?? false
        return (outcome == "Y" || outcome == "A") && !exported
    }

    /// An assessment ends the clock when the plan is issued or refused; Y without a date means decided, not issued.
    private static func isDecided(_ assessment: SettledRecord) -> Bool {
        switch assessment[EHCAssessment.outcome] {
        case "Y": assessment[EHCAssessment.outcomeDate] != nil
        case "N", "W", "H": true
        default: false
        }
    }
}
