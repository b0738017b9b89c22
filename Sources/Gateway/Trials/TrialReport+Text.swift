// The report of a trial for the person who decides whether the feed counts.

import Foundation

extension TrialReport {
    /// Several lines, indented by two.
    func write(on page: inout Page) {
        page.line("  It would be \(outcome)\(reason.isEmpty ? "." : ": \(reason)")")
        writeRows(on: &page)
        if let matching { write(matching, on: &page) }
        writeChanges(on: &page)
        writeDisclosures(on: &page)
        if !notComputed.isEmpty {
            page.line()
            page.line("  Not computed")
            for text in notComputed { page.line("    \(text)") }
        }
    }

    private func writeRows(on page: inout Page) {
        page.line()
        page.line("  Rows")
        page.line(
            "    \(rows.read) = \(rows.applied) applied, \(rows.unchanged) unchanged, \(rows.leftOut) left out, "
                + "\(rows.quarantined) quarantined")
        for (rule, count) in rows.leftOutBy.sorted(by: { $0.key < $1.key }) {
            page.line("    left out by the rule \"\(rule)\": \(count)")
        }
        for (rule, count) in rows.faults.sorted(by: { $0.key < $1.key }) {
            page.line("    faults and notes by the rule \(rule): \(count)")
        }
        for remark in remarks { page.line("    \(remark)") }
    }

    private func write(_ matching: Matching, on page: inout Page) {
        page.line()
        page.line(
            "  Matching: \(matching.knownByKey + matching.joining) of \(matching.children) children with a new or changed "
                + "record are known (\(String(format: "%.1f", matching.rate)) %)")
        page.table(
            [
                ["known by their key", "\(matching.knownByKey)"], ["would join a known child", "\(matching.joining)"],
                ["doubtful, a person would be asked", "\(matching.doubtful)"],
                ["alike, but NHS number or UPN differ", "\(matching.conflicting)"],
                ["kept apart by a person's word", "\(matching.keptApart)"], ["would be new", "\(matching.new)"],
            ], indent: 4)
    }

    private func writeChanges(on page: inout Page) {
        guard let records, let children, let findings else { return }
        page.line()
        page.line("  What would change")
        if records.isEmpty { page.line("    no record") }
        page.table(
            records.map { ["records \($0.type)", "\($0.new) new, \($0.changed) changed, \($0.ended) ended"] }, indent: 4
        )
        if let heldWithdrawals { page.line("    Withdrawals would be held: \(heldWithdrawals)") }
        page.line(
            "    children: \(children.new) new, \(children.changed) changed, \(children.ended) merged into others or gone"
        )
        for (kind, count) in children.others.sorted(by: { $0.key < $1.key }) {
            page.line("    files of the kind \(kind): \(count)")
        }
        page.table(Self.fields("children with another value in", children.fields), indent: 4)
        page.table(
            findings.map {
                ["\($0.isSignal ? "signal" : "discrepancy") \($0.kind)", "\($0.opened) new, \($0.closed) closed"]
            },
            indent: 4)
    }

    private func writeDisclosures(on page: inout Page) {
        guard let disclosures else { return }
        page.line()
        page.line("  What would be disclosed")
        if disclosures.isEmpty { page.line("    nothing: there is no sharing agreement") }
        for told in disclosures {
            page.line(
                "    \(told.consumer)\(told.title.isEmpty ? "" : " (\(told.title), agreement \(told.agreement))")")
            page.line(
                "      \(told.sent) children would be sent, \(told.newToThem) of them for the first time; "
                    + "\(told.withdrawn) would be withdrawn")
            page.line("      restricted children sent: \(told.restricted == 0 ? "none" : "\(told.restricted)")")
            if told.dropped > 0 { page.line("      \(told.dropped) waiting views would not be sent any more") }
            page.table(Self.fields("new to them:", told.newFields), indent: 6)
            page.table(Self.fields("changed:", told.changedFields), indent: 6)
            page.table(Self.fields("no longer told:", told.lostFields), indent: 6)
        }
    }

    private static func fields(_ what: String, _ counts: [String: Int]) -> [[String]] {
        counts.sorted { $0.key < $1.key }.map { ["\(what) \($0.key)", "\($0.value)"] }
    }
}
