// Whom a row is about, in the few words by which its own school knows the pupil.

import SENDRecords

/// A pupil as a receipt names it to the school that sent the row, and to nobody else.
public struct PupilLabel: Sendable, Equatable {
    /// `J.S.`; empty where the row states no name.
    public let initials: String
    /// The school's own number of the pupil; empty where it can't be read.
    public let key: String

    public init(initials: String, key: String) {
        self.initials = initials
        self.key = key
    }
}

extension RowMapper {
    /// The first child that the row may be about; nil where neither name nor number can be read.
    mutating func pupil() -> PupilLabel? {
        let rules = mapping.records.filter { $0.type.entity == .child }
        guard let rule = rules.first(where: { $0.type == Child.declaration.type }) ?? rules.first else { return nil }
        let key = text(of: find(rule.about)).flatMap { $0.utf8.count <= Self.longestKey ? $0 : nil } ?? ""
        var initials = ""
        if rule.type == Child.declaration.type {
            for field in [Child.forename.declaration.number, Child.surname.declaration.number] {
                guard let read = rule.fields.first(where: { $0.declaration.number == field }),
                    let letter = text(of: find(read.value))?.first(where: \.isLetter)
                else { continue }
                initials += "\(letter.uppercased())."
            }
        }
        return initials.isEmpty && key.isEmpty ? nil : PupilLabel(initials: initials, key: key)
    }
}
