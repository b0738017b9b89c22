// How statements of one type are told to be of one thing, or not.

import SENDRecords

/// Applies a type's rule to the statements about one child.
struct StatementTies {
    let rule: Pairing
    let parents: Parents?

    init(_ rule: Pairing, parents: Parents?) {
        self.rule = rule
        self.parents = parents
    }

    /// Statements that have been found to be one thing so far.
    private struct Unit {
        var statements: [Statement]
        var reason: PairingReason?
    }

    /// Pairs in steps, the firmest reason first: the same reference, the same day, then all that the rule allows. In each
    /// step units that hang together become one where every two of them fit; where not, somebody would have to guess, and
    /// they stay apart.
    func pair(_ statements: [Statement]) -> (things: [StatedThing], unclear: [[Statement]]) {
        var units = statements.map { Unit(statements: [$0], reason: nil) }
        var unclear: [[Statement]] = []
        for step in PairingStep.allCases {
            var next: [Unit] = []
            unclear = []
            for group in groups(of: units, at: step) {
                if let merged = merged(group, at: step) {
                    next.append(merged)
                } else {
                    next += group
                    unclear.append(group.flatMap(\.statements).sorted(by: Settler.canonical))
                }
            }
            units = next
        }
        let things = units.map { StatedThing(statements: $0.statements, reason: $0.reason) }
            .sorted { Settler.canonical($0.statements[0], $1.statements[0]) }
        return (things, unclear)
    }

    /// Units that hang together by any chain.
    private func groups(of units: [Unit], at step: PairingStep) -> [[Unit]] {
        var left = units
        var groups: [[Unit]] = []
        while let first = left.popLast() {
            var group = [first]
            var place = 0
            while place < group.count {
                let unit = group[place]
                let reached = left.filter { reason(unit, $0, at: step) != nil }
                if !reached.isEmpty {
                    left.removeAll { reason(unit, $0, at: step) != nil }
                    group += reached
                }
                place += 1
            }
            groups.append(group)
        }
        return groups
    }

    /// One unit of all, where every two of them fit.
    private func merged(_ group: [Unit], at step: PairingStep) -> Unit? {
        guard group.count > 1 else { return group[0] }
        var reasons = group.compactMap(\.reason)
        for (place, unit) in group.enumerated() {
            for other in group[(place + 1)...] {
                guard let reason = reason(unit, other, at: step) else { return nil }
                reasons.append(reason)
            }
        }
        return Unit(
            statements: group.flatMap(\.statements).sorted(by: Settler.canonical),
            reason: reasons.dropFirst().reduce(reasons[0]) { $0.weakened(by: $1) })
    }

    /// Why two units are one thing, by the firmest of their statements; nil where they aren't or can't be.
    private func reason(_ one: Unit, _ other: Unit, at step: PairingStep) -> PairingReason? {
        var best: PairingReason?
        for statement in one.statements {
            for counterpart in other.statements {
                if statement.feed == counterpart.feed || haveDifferentReferences(statement, counterpart) { return nil }
                guard let reason = reason(statement, counterpart), reason.step <= step else { continue }
                best = best.map { reason.step < $0.step ? reason : $0 } ?? reason
            }
        }
        return best
    }

    private func reason(_ one: Statement, _ other: Statement) -> PairingReason? {
        if let mine = reference(one), let others = reference(other) { return mine == others ? .sameReference : nil }
        let apart = daysApart(one, other)
        if let parents {
            guard let parent = parents.number(of: one), parent == parents.number(of: other) else { return nil }
            return apart?.days == 0 ? .sameDay : .sameParent
        }
        if !rule.same.isEmpty {
            guard haveTheSameFields(one, other) else { return nil }
            guard apart != nil else { return .sameFields }
        }
        guard let apart, apart.days <= apart.allowed else { return nil }
        return apart.days == 0 ? .sameDay : .daysApart(apart.days)
    }

    /// By the first pair of dates that both have.
    private func daysApart(_ one: Statement, _ other: Statement) -> (days: Int, allowed: Int)? {
        for dates in rule.dates {
            guard let mine = one.firstDate(of: dates), let others = other.firstDate(of: dates) else { continue }
            return (Int(abs(mine.day.daysSinceEpoch - others.day.daysSinceEpoch)), dates.days)
        }
        return nil
    }

    private func haveTheSameFields(_ one: Statement, _ other: Statement) -> Bool {
        let values = rule.same.map { (String(one.record[$0]), String(other.record[$0])) }
        return values.contains { $0.0 != nil } && values.allSatisfy { $0 == $1 }
    }

    private func haveDifferentReferences(_ one: Statement, _ other: Statement) -> Bool {
        guard let mine = reference(one), let others = reference(other) else { return false }
        return mine != others
    }

    /// Without blanks and punctuation, in capitals: `C-2601` and `c 2601` are one reference.
    private func reference(_ statement: Statement) -> String? {
        let folded = rule.reference.flatMap { String(statement.record[$0]) }.map(Statement.foldedNumber)
        return folded.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Statement {
    /// The first day that is stated of these, with its field.
    func firstDate(of dates: Pairing.Dates) -> (field: Int, day: CalendarDate)? {
        for field in dates.fields {
            if let day = CalendarDate(record[field]) { return (field, day) }
        }
        return nil
    }
}
