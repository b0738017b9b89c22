// Partners whose records are one child should state one birth date and one number of each kind.

import SENDRecords

enum DifferingIdentity {
    static func find(in child: ChildCase, into findings: inout Findings) {
        let identities = child.statements(Child.declaration.type)
        guard identities.count > 1 else { return }
        compare(Child.birthDate, .birthDateDiffers, identities, child, &findings) { $0.description }
        compare(Child.nhsNumber, .identifierDiffers, identities, child, &findings) { $0 }
        compare(Child.uln, .identifierDiffers, identities, child, &findings) { $0 == ULN.temporary ? nil : $0 }
        // A temporary UPN is replaced by a permanent one, and a former one is known to differ.
        let former = Set(identities.compactMap { $0.record[Child.formerUPN] })
        compare(Child.upn, .identifierDiffers, identities, child, &findings) {
            UPN.isTemporary($0) || former.contains($0) ? nil : $0
        }
    }

    private static func compare<Content: FieldContent>(
        _ field: Field<Content>, _ kind: FindingKind, _ identities: [Statement], _ child: ChildCase,
        _ findings: inout Findings, comparable: (Content) -> String?
    ) {
        var seen: Set<String> = []
        var evidence: [FindingEvidence] = []
        for identity in identities {
            guard let content = identity.record[field], let value = comparable(content) else { continue }
            seen.insert(value)
            evidence.append(identity.evidence(field))
        }
        guard seen.count > 1 else { return }
        findings.findings.append(
            Finding(kind, child: child.file.child, subject: field.declaration.name, evidence: evidence))
    }
}
