// Settling: from what partners state to one file. Authority first, then recency, then a fixed order.

import SENDRecords

/// Settles the statements about one entity.
public struct Settler: Sendable {
    public let authority: Authority

    public init(authority: Authority) {
        self.authority = authority
    }

    /// The file of a child. Statements of child keys that aren't members are ignored, so that a caller can settle again
    /// from only those members whose links are sure enough.
    public func childFile(
        child: String, members: [ChildMember], statements: [Statement], restrictedByPerson: Bool = false
    ) -> ChildFile {
        let subjects = Set(members.map(\.subject))
        let own = statements.filter { subjects.contains($0.subject) }.sorted(by: Self.canonical)
        let identities = own.filter { $0.record.type == Child.declaration.type }
        var records: [SettledRecord] = []
        if !identities.isEmpty {
            records.append(settled(identities, key: "", feed: ""))
        }
        for thing in StatedThings(own.filter { $0.record.type != Child.declaration.type }).things {
            records.append(settled(thing))
        }
        let restricted = restrictedByPerson || identities.contains { $0.record[Child.restricted] == true }
        return ChildFile(
            child: child, members: members.sorted { $0.subject < $1.subject }, records: records,
            isRestricted: restricted)
    }

    /// The file of anything else: each record as stated; where two feeds state one key, settled field by field.
    public func entityFile(_ statements: [Statement]) -> [SettledRecord] {
        let groups = Dictionary(grouping: statements) { [$0.record.type.name, $0.key] }
        return groups.values
            .map { group in
                let sorted = group.sorted(by: Self.canonical)
                return sorted.count == 1
                    ? asStated(sorted[0]) : settled(sorted, key: sorted[0].key, feed: sorted[0].feed)
            }
            .sorted { ($0.type.number, $0.key, $0.feed) < ($1.type.number, $1.key, $1.feed) }
    }

    private func asStated(_ statement: Statement) -> SettledRecord {
        SettledRecord(
            type: statement.record.type, key: statement.key, feed: statement.feed,
            values: statement.record.values.map { value in
                value == .notStated
                    ? nil : SettledValue(value: value, version: statement.version, rule: .onlyStated)
            })
    }

    private func settled(_ statements: [Statement], key: String, feed: String) -> SettledRecord {
        let type = statements[0].record.type
        let values = type.declaration.fields.map { field in settle(field, from: statements) }
        return SettledRecord(type: type, key: key, feed: feed, values: values)
    }

    /// What several feeds state is settled field by field; the first of them names it.
    private func settled(_ thing: StatedThing) -> SettledRecord {
        let lead = thing.statements[0]
        guard let reason = thing.reason else { return asStated(lead) }
        let type = lead.record.type
        let parent = type.declaration.pairing?.parent
        let sources = thing.statements.map { statement in
            RecordSource(
                feed: statement.feed, key: statement.key, parent: parent.flatMap { String(statement.record[$0.field]) })
        }
        return SettledRecord(
            type: type, key: lead.key, feed: lead.feed,
            values: type.declaration.fields.map { settle($0, from: thing.statements) },
            pairing: RecordPairing(sources: sources, reason: reason))
    }

    /// One field: an unreadable or unstated value never competes, an empty one only where its declaration says so; an
    /// identifier that fails its check stands only where nobody has a sound one.
    private func settle(_ field: FieldDeclaration, from statements: [Statement]) -> SettledValue? {
        var candidates: [Statement] = []
        var marked: [Statement] = []
        for statement in statements {
            switch statement.record[field.number] {
            case .text, .date, .integer, .flag: candidates.append(statement)
            case .empty where field.emptyCompetes: candidates.append(statement)
            case .unverified: marked.append(statement)
            case .empty, .notStated, .unreadable: break
            }
        }
        if candidates.isEmpty { candidates = marked }
        // That a child's whereabouts must not be told is true as soon as anybody says so.
        if field.number == Child.restricted.declaration.number, statements[0].record.type == Child.declaration.type,
            let saying = candidates.first(where: { $0.record[Child.restricted] == true })
        {
            return SettledValue(value: .flag(true), version: saying.version, rule: .authority)
        }
        guard var best = candidates.first else { return nil }
        var bestRank = authority.rank(of: best, field: field.number)
        var rule = SettlingRule.onlyStated
        var allAgree = true
        for candidate in candidates.dropFirst() {
            let rank = authority.rank(of: candidate, field: field.number)
            if candidate.record[field.number] != best.record[field.number] { allAgree = false }
            if rank != bestRank {
                rule = .authority
                if rank < bestRank { (best, bestRank) = (candidate, rank) }
            } else if candidate.asOf != best.asOf {
                if rule != .authority { rule = .recency }
                if candidate.asOf > best.asOf { best = candidate }
            } else if rule == .onlyStated {
                rule = .order
            }
        }
        if candidates.count > 1, allAgree { rule = .agreement }
        return SettledValue(value: best.record[field.number], version: best.version, rule: rule)
    }

    /// By type, feed and key: the order never depends on arrival.
    static func canonical(_ left: Statement, _ right: Statement) -> Bool {
        (left.record.type.number, left.feed, left.key, left.version)
            < (right.record.type.number, right.feed, right.key, right.version)
    }
}
