// What is allowed in an agreement, and still worth a second look.

import Configuring
import SENDRecords

extension Agreement {
    /// Things that an operator should look at again; none of them stops the gateway.
    public func warnings(on today: CalendarDate) -> [ConfigurationProblem] {
        var warnings: [ConfigurationProblem] = []
        func warn(_ what: String, _ hint: String, at place: ConfigurationPlace) {
            warnings.append(ConfigurationProblem(what, hint: hint, at: place))
        }
        if today > validUntil {
            warn(
                "the agreement of `\(id)` ended on \(validUntil.spoken)",
                "What was sent is withdrawn, and nothing else leaves.", at: validUntilPlace)
        } else if today.adding(days: 30) > validUntil {
            warn(
                "the agreement of `\(id)` ends on \(validUntil.spoken)",
                "Renew it in time, or what was sent will be withdrawn.", at: validUntilPlace)
        }
        // The duty to use the NHS number is for health and adult social care; elsewhere a basis must be named.
        if let sector, sector != .health, sector != .council, let clause = clause(Child.declaration, "nhs-number") {
            warn(
                "`nhs-number` goes to a consumer of the sector \(sector.rawValue)",
                "See that the agreement names a legal basis for it.", at: clause.place)
        }
        // DfE: the UPN is a blind number, kept to education.
        if let sector, sector != .education, sector != .council, let clause = clause(Child.declaration, "upn") {
            warn(
                "`upn` goes to a consumer of the sector \(sector.rawValue)",
                "The UPN is meant for education only.", at: clause.place)
        }
        if sureness < 0.9 {
            warn(
                "`sureness` is \(sureness)",
                "A doubtful link can tell one child's data as another's: most agreements ask for 0.98.", at: place)
        }
        if children.isEveryChild {
            warn(
                "the agreement of `\(id)` is about every child", "Name a condition if fewer will do.",
                at: children.place)
        }
        return warnings
    }

    private func clause(_ declaration: RecordDeclaration, _ field: String) -> FieldClause? {
        records.first { $0.type == declaration.type }?.fields.first { $0.field.name == field }
    }
}
