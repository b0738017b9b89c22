// From the names under `records:` to record types and fields.

import Configuring
import SENDRecords

extension RecordClause {
    /// Record types and fields by their names, in declared order.
    static func read(
        _ named: [Named<[Located<String>]>], _ problems: ProblemCollector
    ) -> [RecordClause] {
        let types = RecordType.all.filter { $0.entity == .child }
        var clauses: [UInt8: RecordClause] = [:]
        for entry in named {
            guard let type = RecordType.named(entry.name), type.entity == .child else {
                let about = RecordType.named(entry.name).map { "is about a \($0.entity.name), not about a child" }
                problems.report(
                    about.map { "`\(entry.name)` \($0)" } ?? "unknown record type `\(entry.name)`",
                    hint: about == nil ? NearestName.hint(for: entry.name, among: types.map(\.name)) : nil,
                    at: entry.place)
                continue
            }
            let declaration = type.declaration
            var fields: [Int: FieldClause] = [:]
            for name in entry.value {
                guard let field = declaration.field(named: name.value) else {
                    problems.report(
                        "`\(entry.name)` has no field `\(name.value)`",
                        hint: NearestName.hint(for: name.value, among: declaration.fields.map(\.name)),
                        at: name.place)
                    continue
                }
                if fields[field.number] != nil {
                    problems.report("`\(name.value)` is named twice", at: name.place)
                }
                fields[field.number] = FieldClause(field: field, place: name.place)
            }
            if entry.value.isEmpty {
                problems.report(
                    "`\(entry.name)` names no field", hint: "Name the fields, or leave the record type out.",
                    at: entry.place)
            }
            let inOrder = fields.values.sorted { $0.field.number < $1.field.number }
            clauses[type.number] = RecordClause(type: type, fields: inOrder, place: entry.place)
        }
        return types.compactMap { clauses[$0.type.number] }
    }
}
