// From a copy in which a pass was tried out to the report: counts what the database has noted as changed.

import Matching
import Publishing
import Reconciling
import SENDRecords
import Storage

/// Counts what a run in a copy has come to.
struct TrialCounting {
    let store: Store
    let rules: DeriveRules
    /// The run in the copy.
    let run: RunID

    /// - Parameter becameKnown: whether children would come to be known as having SEND by it.
    func report(
        of pass: PassReport, counts: Storage.RunCounts, on today: CalendarDate, becameKnown: Bool
    ) throws -> TrialReport {
        var report = TrialReport(pass, counts: counts)
        report.rows.leftOutBy = try store.leftOut(of: run)
        report.rows.faults = try store.faultCounts(of: run)
        report.remarks = try store.remarks(of: run).map(\.text)
        if let held = pass.heldWithdrawals {
            let companion = try store.run(held)
            report.heldWithdrawals = companion.reason
        }
        guard pass.state == .applied else {
            if pass.state != .unchanged {
                report.notComputed.append(
                    "What would be matched, change and be disclosed: the run would be \(pass.state.name), and nothing of it "
                        + "applied.")
            }
            return report
        }
        report.matching = try matching()
        report.records = try store.recordChanges(by: run).map {
            TrialReport.Records(type: $0.type.name, new: $0.new, changed: $0.changed, ended: $0.ended)
        }
        report.children = try children()
        report.findings = try store.findingChanges().map {
            TrialReport.Findings(
                kind: $0.kind, isSignal: $0.findingClass == .signal, opened: $0.opened, closed: $0.closed)
        }
        report.disclosures = try disclosures(on: today)
        if report.heldWithdrawals != nil {
            report.notComputed.append(
                "What would change and be disclosed if a person released the records that the file leaves out.")
        }
        if becameKnown, !rules.adaptersThatAsk.isEmpty {
            report.notComputed.append(
                "Rows of other feeds about children who would be known to have SEND by this file: they are read again only "
                    + "after it counts (\(rules.adaptersThatAsk.sorted().joined(separator: ", "))).")
        }
        return report
    }

    private func matching() throws -> TrialReport.Matching {
        var matching = TrialReport.Matching()
        let linkCut = Double(rules.model.linkCut.hundredths) / 100
        try store.forEachChildKey(of: run, type: Child.declaration.type) { key in
            matching.children += 1
            if key.childBefore != nil {
                matching.knownByKey += 1
            } else if key.hasKnownPartner {
                matching.joining += 1
            } else if let doubt = key.doubt {
                // Evidence enough to join them, and identifiers that differ: see `DoubtfulLink.Why`.
                if doubt >= linkCut { matching.conflicting += 1 } else { matching.doubtful += 1 }
            } else if key.isKeptApart {
                matching.keptApart += 1
            } else {
                matching.new += 1
            }
        }
        return matching
    }

    private func children() throws -> TrialReport.Children {
        var children = TrialReport.Children()
        try store.forEachFileChange { change in
            guard change.kind == .child else {
                if change.before != change.after { children.others[change.kind.name, default: 0] += 1 }
                return
            }
            let before = change.before.flatMap(ChildFile.init(encoded:))
            guard let after = change.after.flatMap(ChildFile.init(encoded:)) else {
                if before != nil { children.ended += 1 }
                return
            }
            let fields = Self.differing(before, after)
            // The same values from other versions, or another link, are no change that anybody sees.
            if before != nil, fields.isEmpty, before?.members.map(\.subject) == after.members.map(\.subject) { return }
            if before == nil { children.new += 1 } else { children.changed += 1 }
            if after.isRestricted { children.restricted += 1 }
            for field in fields { children.fields[field, default: 0] += 1 }
        }
        return children
    }

    /// Fields whose settled values differ, as `type.field`.
    private static func differing(_ before: ChildFile?, _ after: ChildFile) -> Set<String> {
        let (old, new) = (before.map(values) ?? [:], values(after))
        return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    }

    private static func values(_ file: ChildFile) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for record in file.records {
            for (number, settled) in record.values.enumerated() {
                let fields = record.type.declaration.fields
                guard let settled, number < fields.count else { continue }
                values["\(record.type.name).\(fields[number].name)", default: []].append(
                    "\(record.key) \(settled.value)")
            }
        }
        return values
    }

    // MARK: - Consumers

    private func disclosures(on today: CalendarDate) throws -> [TrialReport.Disclosure] {
        var disclosures: [String: TrialReport.Disclosure] = [:]
        for agreement in rules.agreements where agreement.closed(on: today) == nil {
            var disclosure = TrialReport.Disclosure(consumer: agreement.id)
            disclosure.title = agreement.title
            disclosure.agreement = agreement.reference
            disclosures[agreement.id] = disclosure
        }
        try store.forEachSentChange { change in
            var told = disclosures[change.consumer] ?? TrialReport.Disclosure(consumer: change.consumer)
            defer { disclosures[change.consumer] = told }
            guard let after = change.after else {
                told.dropped += 1
                return
            }
            guard after.kind == .view else {
                told.withdrawn += 1
                return
            }
            told.sent += 1
            if try store.file(change.child).flatMap({ ChildFile(encoded: $0.blob) })?.isRestricted ?? false {
                told.restricted += 1
            }
            let before = change.before.flatMap { $0.kind == .view ? DisclosedFields($0.body) : nil }
            if before == nil { told.newToThem += 1 }
            let (old, new) = (before?.values ?? [:], DisclosedFields(after.body).values)
            for (field, values) in new where old[field] != values {
                if old[field] == nil {
                    told.newFields[field, default: 0] += 1
                } else {
                    told.changedFields[field, default: 0] += 1
                }
            }
            for field in old.keys where new[field] == nil { told.lostFields[field, default: 0] += 1 }
        }
        return disclosures.sorted { $0.key < $1.key }.map(\.value)
    }
}
