// Where several feeds state the same request, assessment, plan or review: days that should be one and differ, and records
// of which nobody can say whether they are the same.

import SENDRecords

enum PairedRecords {
    static func find(in child: ChildCase, into findings: inout Findings) {
        let stated = StatedThings(child.statements)
        for thing in stated.things where thing.statements.count > 1 {
            let lead = thing.statements[0]
            for dates in lead.record.type.declaration.pairing?.dates ?? [] where dates.isOneDay {
                let days = thing.statements.compactMap { statement in
                    statement.firstDate(of: dates).map { (statement: statement, field: $0.field, day: $0.day) }
                }
                guard Set(days.map(\.day)).count > 1 else { continue }
                findings.findings.append(
                    Finding(
                        .recordDateDiffers, child: child.file.child,
                        subject: "\(lead.subjectOfFinding)/\(dates.fields[0])",
                        evidence: days.map { $0.statement.evidence(field: $0.field) }))
            }
        }
        for statements in stated.unclear {
            findings.findings.append(
                Finding(
                    .sameRecordUnclear, child: child.file.child, subject: statements[0].subjectOfFinding,
                    evidence: statements.map { $0.evidence(field: $0.fieldThatTells) }))
        }
    }
}

extension Statement {
    fileprivate var subjectOfFinding: String { "\(record.type.name)/\(feed)/\(key)" }

    /// The field by which an officer sees what this is: its day, else what it follows.
    fileprivate var fieldThatTells: Int {
        let rule = record.type.declaration.pairing
        let dated = rule?.dates.lazy.compactMap { firstDate(of: $0)?.field }.first
        return dated ?? rule?.parent?.field ?? rule?.reference ?? 0
    }
}
