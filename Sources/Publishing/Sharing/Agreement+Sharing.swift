// Default deny: a value leaves only through the clause that names it.

import Reconciling
import SENDRecords

extension Agreement {
    /// Those child keys of a file that belong to the child as surely as the agreement asks. Settle again from these
    /// before asking for the view.
    public func sureMembers(of file: ChildFile) -> [ChildMember] {
        file.members.filter { $0.sureness >= sureness }
    }

    /// What the consumer may have of a child today.
    ///
    /// - Parameter file: settled from sure members only; a file with a member that isn't sure enough is withheld.
    /// - Parameter isRestricted: of the whole child, whichever of its members says so, also those left out of `file`.
    public func sharing(
        of file: ChildFile, isRestricted: Bool, on today: CalendarDate
    ) -> Sharing {
        if let closed = closed(on: today) { return .withhold(closed) }
        let restricted =
            isRestricted || file.isRestricted
            || file.records.contains { $0.type == Child.declaration.type && $0[Child.restricted] == true }
        if restricted, restrictedGrant == nil { return .withhold(.restricted) }
        guard !file.members.isEmpty, file.members.allSatisfy({ $0.sureness >= sureness }) else {
            return .withhold(.linkNotSureEnough)
        }
        if case .outside(let key) = ChildDay(file: file, today: today).answer(to: children) {
            return .withhold(.outOfScope(key: key))
        }
        let shared = records.flatMap { clause in
            file.records.lazy.filter { $0.type == clause.type }.compactMap { allowed(of: $0, by: clause) }
        }
        if shared.isEmpty { return .withhold(.nothingToShare) }
        return .share(View(child: file.child, records: shared))
    }

    /// Why nothing may leave today whatever the child; nil while the agreement is open.
    public func closed(on today: CalendarDate) -> Withholding? {
        if !isEnabled { return .switchedOff }
        if let validFrom, today < validFrom { return .notYetValid(from: validFrom) }
        if today > validUntil { return .ended(on: validUntil) }
        return nil
    }

    /// The first day after today on which `sharing` can answer differently though nothing has changed; nil if none.
    /// The gateway wakes the child then.
    public func nextTurn(of file: ChildFile, after today: CalendarDate) -> CalendarDate? {
        guard isEnabled, today <= validUntil else { return nil }
        if let validFrom, today < validFrom { return validFrom }
        let end = validUntil.adding(days: 1)
        if children.isEveryChild { return end }
        return min(ChildDay(file: file, today: today).nextTurn ?? end, end)
    }

    private func allowed(of record: SettledRecord, by clause: RecordClause) -> ViewRecord? {
        var values: [ViewValue] = []
        for field in clause.fields {
            let number = field.field.number
            guard number < record.values.count, let settled = record.values[number] else { continue }
            switch settled.value {
            case .text, .date, .integer, .flag:
                values.append(
                    ViewValue(
                        field: number, name: field.field.name, value: settled.value, version: settled.version,
                        rule: settled.rule))
            case .notStated, .empty, .unverified, .unreadable: continue
            }
        }
        if values.isEmpty { return nil }
        return ViewRecord(type: record.type, feed: record.feed, key: record.key, values: values)
    }
}
