// Everybody on a child's route needs an enhanced DBS check no older than the council's policy allows.
// A certificate has no expiry date: "old" is local policy, counted from its issue or the last Update Service check.

import SENDRecords

enum CrewChecks {
    static func find(in child: ChildCase, into findings: inout Findings) {
        guard let oldest = child.definitions.threshold("crew-check-days") else { return }
        for allocation in child.statements(TransportAllocation.declaration.type) {
            guard
                holds(allocation.record[TransportAllocation.start], allocation.record[TransportAllocation.end], child),
                let route = allocation.references.first
            else { continue }
            for member in child.surroundings(route, RouteCrew.declaration.type) {
                for day in [member.record[RouteCrew.from], member.record[RouteCrew.to]?.adding(days: 1)].compactMap({
                    $0
                }) {
                    findings.changes(on: day, today: child.today)
                }
                guard holds(member.record[RouteCrew.from], member.record[RouteCrew.to], child),
                    let crew = member.references.first
                else { continue }
                check(crew, on: allocation, member: member, oldest: oldest, child, &findings)
            }
        }
    }

    private static func check(
        _ crew: SubjectKey, on allocation: Statement, member: Statement, oldest: Int, _ child: ChildCase,
        _ findings: inout Findings
    ) {
        let checks = child.crewChecks(of: crew)
        let dated = checks.compactMap { check in lastLook(check).map { (check: check, day: $0) } }
        let subject = "\(allocation.key)/\(crew.key)"
        let link = [
            allocation.evidence(TransportAllocation.route), member.evidence(RouteCrew.crewMember),
        ]
        guard let latest = dated.max(by: { $0.day < $1.day }) else {
            findings.findings.append(
                Finding(.crewCheckMissing, child: child.file.child, subject: subject, evidence: link))
            return
        }
        let lastGoodDay = latest.day.adding(days: oldest)
        findings.changes(on: lastGoodDay.adding(days: 1), today: child.today)
        guard child.today > lastGoodDay else { return }
        findings.findings.append(
            Finding(
                .crewCheckOld, child: child.file.child, subject: subject, due: lastGoodDay,
                evidence: link + [latest.check.evidence(CrewCheck.issued)]))
    }

    /// The day the check was last known to be good: its issue, or a later look in the Update Service that found no change.
    /// A check that led to a refusal, or whose clearance was taken back, is none.
    private static func lastLook(_ check: Statement) -> CalendarDate? {
        if ["refused", "withdrawn"].contains(check.record[CrewCheck.decision]) { return nil }
        guard let issued = check.record[CrewCheck.issued] else { return nil }
        guard check.record[CrewCheck.updateService] == true,
            check.record[CrewCheck.updateResult] == "current",
            let looked = check.record[CrewCheck.lastUpdateCheck]
        else { return issued }
        return max(issued, looked)
    }

    private static func holds(_ from: CalendarDate?, _ to: CalendarDate?, _ child: ChildCase) -> Bool {
        (from.map { $0 <= child.today } ?? true) && (to.map { $0 >= child.today } ?? true)
    }
}
