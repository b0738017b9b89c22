// Which rows a proposed adapter doesn't keep: those that show no SEND.

import SENDRecords

extension Proposal {
    /// Rows that show no SEND aren't kept, where the rows themselves say it.
    func leaveOutText(_ definitions: Definitions) -> String {
        guard entity == .child else { return "" }
        let signs = records.filter { SignOfSEND.types.contains($0.type) }
        guard !signs.isEmpty else {
            return """
                    # ? Nothing in these rows shows that a child has SEND. Where the partner sends others too, only children whom
                    # another feed shows with SEND are kept:
                    # leave-out:
                    #   - rule: not known to have SEND
                    #     meaning: children whom nobody shows with SEND; sendgate must not keep them
                    #     unless-known: {key: {value: key}, fields: {\(knownFields)}}

                """
        }
        guard let provision = records.first(where: { $0.type == SENProvision.declaration.type }),
            let line = provision.fields.first(where: { $0.field.name == SENProvision.provision.declaration.name }),
            let set = definitions.codeSets["sen-provision"], let words = profiles[line.column].distinct,
            words.contains(where: { CodeWords.code(for: $0, in: set) == "N" })
                || profiles[line.column].values.count < profiles[line.column].rowCount
        else { return "" }
        var columns: [Int] = []
        for record in signs where record.type != SENProvision.declaration.type {
            for other in record.fields
            where !columns.contains(other.column) && [.code("sen-type"), .date].contains(other.field.kind) {
                columns.append(other.column)
            }
        }
        // What is in every row is no sign that tells them apart, but for a need.
        if columns.contains(where: { isFull($0) && !profiles[$0].dates.isEmpty }) { return "" }
        let rest =
            columns.isEmpty
            ? "" : "          - blank: [\(columns.map(name).joined(separator: ", "))]\n"
        return """
                leave-out:
                  - rule: no sign of SEND
                    meaning: children whom the row shows without special educational needs; sendgate must not keep them
                    when:
                      - {field: sen-provision.provision, one-of: N, or-blank: true}

            """ + rest
    }

    /// Of the child's fields the ones by which somebody is known elsewhere.
    private var knownFields: String {
        let telling = ["upn", "nhs-number", "uln", "forename", "surname", "birth-date"]
        let lines = (records.first { $0.type == Child.declaration.type }?.fields ?? []).filter {
            telling.contains($0.field.name) && $0.steps.isEmpty
        }
        return lines.map { "\($0.field.name): \(name($0.column))" }.joined(separator: ", ")
    }
}
