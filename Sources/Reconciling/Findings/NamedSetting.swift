// The setting named in section I of an active plan is where the child should be enrolled.

import SENDRecords

enum NamedSetting {
    static func find(in child: ChildCase, into findings: inout Findings) {
        guard !child.activePlans.isEmpty else { return }
        let enrolments = child.currentEnrolments.filter { $0.record[Enrolment.setting] != nil }
        guard !enrolments.isEmpty else { return }
        let named = child.statements(Placement.declaration.type).filter {
            $0.record[Placement.basis] == "named" && $0.record[Placement.setting] != nil
        }
        guard !named.isEmpty else { return }
        let enrolled = Set(enrolments.compactMap { $0.record[Enrolment.setting] })
        // One of several named settings is enough: a plan may name a primary and a secondary one.
        let fits = named.contains { placement in
            guard let urn = placement.record[Placement.setting] else { return false }
            return !enrolled.isDisjoint(with: successors(of: urn, in: child))
        }
        guard !fits else { return }
        findings.findings.append(
            Finding(
                .namedSettingNotEnrolled, child: child.file.child, subject: "section I",
                evidence: named.map { $0.evidence(Placement.setting) }
                    + enrolments.map { $0.evidence(Enrolment.setting) }))
    }

    /// The URN itself and those that GIAS links it to: an academised school has a new URN.
    private static func successors(of urn: String, in child: ChildCase) -> Set<String> {
        let subject = SubjectKey(.setting, space: SubjectKey.settingSpace, key: urn)
        let links = child.surroundings(subject, SettingLink.declaration.type)
        return Set([urn] + links.compactMap { $0.record[SettingLink.linked] })
    }
}
