// The council has an active plan if and only if the school census says E (SEND-DOMAIN 3.2).

import SENDRecords

enum PlanAgainstSchool {
    static func find(in child: ChildCase, into findings: inout Findings) {
        let plans = child.activePlans
        // Only schools where the child is enrolled today: a school that the child has left says nothing of now.
        let enrolledSubjects = Set(child.currentEnrolments.map(\.subject))
        let provisions = child.statements(SENProvision.declaration.type).filter {
            enrolledSubjects.contains($0.subject) && $0.record[SENProvision.provision] != nil
        }
        for provision in provisions {
            let hasE = provision.record[SENProvision.provision] == "E"
            if let plan = plans.first, !hasE {
                findings.findings.append(
                    Finding(
                        .planNotInSchool, child: child.file.child, subject: provision.feed,
                        evidence: child.evidence(of: plan, EHCPlan.started)
                            + [provision.evidence(SENProvision.provision)]))
            }
            if plans.isEmpty, hasE {
                let ended = child.statements(EHCPlan.declaration.type).map { $0.evidence(EHCPlan.ceased) }
                findings.findings.append(
                    Finding(
                        .planNotInCouncil, child: child.file.child, subject: provision.feed,
                        evidence: [provision.evidence(SENProvision.provision)] + ended))
            }
        }
    }
}
