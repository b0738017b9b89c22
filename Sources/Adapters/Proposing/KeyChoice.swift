// Which column holds the partner's own number of the child, crew member, route or setting that a row is about.

import SENDRecords

extension Proposal {
    /// Where the key of the row's child, crew member, route or setting is.
    struct KeyChoice: Sendable {
        /// The column with the partner's own key; nil where only identifiers or names are left.
        let column: Int?
        /// Identifiers that stand in where there is no such column.
        let identifiers: [(column: Int, kind: IdentifierKind)]
        let doubt: String?
        /// Columns that stand in together where there is no number at all: the name and the birth date.
        var together: [Int] = []
    }
}

struct KeySearch {
    let profiles: [ColumnProfile]
    let entity: EntityKind

    /// The column whose header says that it numbers whom the rows are about, before any field is chosen.
    var own: Int? {
        let found = profiles.indices.filter { index in
            let profile = profiles[index]
            return canBeKey(profile) && isFull(profile) && isNamedForWhom(profile)
                && ![IdentifierKind.upn, .nhsNumber].contains { profile.share(of: $0) >= 0.6 }
        }
        return found.first { profiles[$0].isUnique } ?? found.first
    }

    /// The column that numbers the rows themselves: a referral, a form, an invoice.
    func rowKey(without taken: Set<Int>) -> Int? {
        let found = profiles.indices.filter { index in
            !taken.contains(index) && profiles[index].isUnique && canBeKey(profiles[index])
                && (isNamedForRow(profiles[index]) || Self.isNamedLikeKey(profiles[index]))
        }
        // A number of the file's records is made anew for each file; one that says of what it is stays.
        return found.first { isNamedForRow(profiles[$0]) && !profiles[$0].words.words.contains("record") }
            ?? found.first
    }

    func choice(_ records: [Proposal.RecordBlock]) -> Proposal.KeyChoice {
        // A school is known by its URN, whatever numbers of its own a list has beside it.
        let urn = records.first { $0.type.entity == .setting }?.fields.first { $0.field.kind == .identifier(.urn) }
        if let urn { return .init(column: urn.column, identifiers: [], doubt: nil) }
        if let own { return .init(column: own, identifiers: [], doubt: doubt(of: own)) }
        let taken = Set(records.flatMap(\.fields).map(\.column))
        let free = profiles.indices.filter {
            canBeKey(profiles[$0]) && Self.isNamedLikeKey(profiles[$0])
                && (!taken.contains($0) || isOwnNumber($0, records))
        }
        let full = free.filter { isFull(profiles[$0]) }
        let identifiers = identifiers(records)
        let isSound = identifiers.contains { profiles[$0.column].values.count * 10 >= profiles[$0.column].rowCount * 9 }
        if let unique = full.first(where: { profiles[$0].isUnique && !isNamedForRow(profiles[$0]) }) {
            return .init(column: unique, identifiers: [], doubt: nil)
        }
        if !isSound {
            if let repeated = full.first(where: {
                Self.repeats(profiles[$0]) && (profiles[$0].distinct?.count ?? 99) > 1
            }) {
                return .init(
                    column: repeated, identifiers: [],
                    doubt: "\(profiles[repeated].name) has the same value in several rows; is it one \(entity.name)'s?")
            }
            if let row = full.first(where: { profiles[$0].isUnique }) {
                return .init(
                    column: row, identifiers: [],
                    doubt: "\(profiles[row].name) may number the row, not the \(entity.name); nothing else does")
            }
        }
        if !identifiers.isEmpty {
            return .init(
                column: nil, identifiers: identifiers,
                doubt:
                    "no column holds the partner's own number, so an identifier is the key; rows without a sound one wait"
            )
        }
        if let partial = free.first {
            return .init(column: partial, identifiers: [], doubt: "\(profiles[partial].name) isn't there in every row")
        }
        let person = records.first { $0.type == Child.declaration.type }?.fields ?? []
        let names = ["surname", "forename", "birth-date"].compactMap { wanted in
            person.first { $0.field.name == wanted && $0.steps.isEmpty }?.column
        }
        if names.count == 3 {
            return .init(
                column: nil, identifiers: [],
                doubt:
                    "nothing numbers the children: name and birth date stand in, so a corrected one is another child",
                together: names)
        }
        if let unique = profiles.indices.first(where: {
            profiles[$0].isUnique && !taken.contains($0) && canBeKey(profiles[$0])
        }) {
            return .init(
                column: unique, identifiers: [],
                doubt: "nothing in its header says that \(profiles[unique].name) is a key")
        }
        return .init(
            column: profiles.isEmpty ? nil : 0, identifiers: [],
            doubt: "no column looks like a key; the first one stands in")
    }

    /// A licence or a badge that a field is read from is the key all the same, where there is no other.
    private func isOwnNumber(_ column: Int, _ records: [Proposal.RecordBlock]) -> Bool {
        entity != .child && profiles[column].isUnique
            && records.contains { $0.fields.contains { $0.column == column && $0.field.kind == .text } }
    }

    private func doubt(of column: Int) -> String? {
        let profile = profiles[column]
        return profile.values.count < profile.rowCount ? "\(profile.name) isn't there in every row" : nil
    }

    private func identifiers(_ records: [Proposal.RecordBlock]) -> [(column: Int, kind: IdentifierKind)] {
        records.flatMap { record in
            record.type == Child.declaration.type
                ? record.fields.compactMap { line -> (column: Int, kind: IdentifierKind)? in
                    guard case .identifier(let kind) = line.field.kind, kind == .upn || kind == .nhsNumber,
                        line.field.name != Child.formerUPN.declaration.name, !profiles[line.column].values.isEmpty
                    else { return nil }
                    return (line.column, kind)
                } : []
        }.sorted { profiles[$0.column].values.count > profiles[$1.column].values.count }
    }

    // MARK: What a column is

    /// Whether values come twice, beyond a slip or two.
    static func repeats(_ profile: ColumnProfile) -> Bool {
        Set(profile.values).count * 20 < profile.values.count * 19
    }

    private func isFull(_ profile: ColumnProfile) -> Bool {
        profile.values.count * 50 >= profile.rowCount * 49 && !profile.values.isEmpty
    }

    /// Numbers are neither days nor money, and have no words in them.
    private func canBeKey(_ profile: ColumnProfile) -> Bool {
        profile.dates.isEmpty && !profile.words.words.contains("amount")
            && profile.strangers.isDisjoint(with: Self.others)
            && profile.share { $0.contains(where: \.isNumber) && $0.count < 60 } >= 0.9
            && profile.share { $0.count { $0 == " " } > 2 } < 0.2
    }

    private static let others: Set<String> = [
        "parent", "guardian", "carer", "school", "setting", "placement", "establishment", "supplier", "provider",
        "operator", "contact", "emergency", "gp", "officer", "worker", "caseworker", "previous", "former", "trust",
        "doctor", "practice", "sibling", "class", "author", "user",
    ]

    private static let keyWords: Set<String> = [
        "id", "number", "reference", "key", "code", "case", "record", "identifier", "admission", "uid",
    ]

    static func isNamedLikeKey(_ profile: ColumnProfile) -> Bool {
        let words = Set(profile.words.words)
        if !words.isDisjoint(with: ["phone", "route", "postcode", "house", "uln", "former", "nhs", "upn", "urn"]) {
            return false
        }
        return !keyWords.isDisjoint(with: words) || profile.folded.hasSuffix("id")
    }

    /// `Pupil ID`, `Adm. No`, `Patient Number`: a number, and whose.
    private func isNamedForWhom(_ profile: ColumnProfile) -> Bool {
        guard Self.isNamedLikeKey(profile), !isNamedForRow(profile) else { return false }
        let words = Set(profile.words.words)
        switch entity {
        case .child:
            let rest = words.subtracting(Self.keyWords).subtracting([
                "local", "unique", "mis", "system", "our", "own", "sen", "hospital", "emis", "rio", "one", "mosaic",
                "liquidlogic", "synergy", "internal", "eyes", "home", "education", "plan",
            ])
            let folded = profile.folded
            return words.contains("admission") && rest.isEmpty
                || rest.isEmpty && words.count > 1
                || rest.isEmpty && Self.whom.contains { folded.contains($0) }
        case .crewMember:
            return !words.isDisjoint(with: ["crew", "staff", "driver", "employee"])
        case .route: return words.contains("route")
        case .setting: return false
        case .caseworker: return !words.isDisjoint(with: ["officer", "caseworker", "staff", "employee"])
        }
    }

    private static let whom = [
        "pupil", "student", "child", "client", "patient", "person", "learner", "passenger", "stud", "service user",
        "cyp",
    ]

    /// `Referral ID`, `Form ID`: a number of the row, not of whom it is about.
    private func isNamedForRow(_ profile: ColumnProfile) -> Bool {
        !Self.rowWords.isDisjoint(with: profile.words.words)
            || profile.readings.contains { !Self.rowWords.isDisjoint(with: $0.words) }
    }

    private static let rowWords: Set<String> = [
        "referral", "form", "invoice", "transaction", "trans", "request", "service", "payment", "plan", "review",
        "appeal", "tribunal", "certificate", "incident", "suspension", "record", "row", "line", "entry", "event",
        "consultation", "advice", "assessment", "document", "voucher", "order", "batch", "allocation", "submission",
        "notification", "contract", "ticket", "placement", "involvement", "episode", "document",
    ]
}
