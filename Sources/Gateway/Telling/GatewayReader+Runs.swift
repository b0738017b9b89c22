// `runs list` and `runs show`.

import Feeds
import SENDRecords
import Storage

extension GatewayReader {
    /// Runs, the newest first. Throws `CommandError` for a feed or a state that there is none of.
    public func runs(feed name: String?, state: String?, limit: Int) throws -> Telling {
        var filter = RunFilter(limit: limit)
        if let name {
            guard let feed = try store.feed(named: name) else {
                throw CommandError("There is no feed \(name). `sendgate status` names the feeds.")
            }
            filter.feed = feed.id
        }
        if let state {
            guard let wanted = RunState.allCases.first(where: { $0.name == state }) else {
                let names = RunState.allCases.map(\.name).joined(separator: ", ")
                throw CommandError("There is no state \(state). They are: \(names).")
            }
            filter.states = [wanted]
        }
        let runs = try store.runs(filter)
        var page = Page()
        page.table(
            [["run", "feed", "kind", "state", "started", "rows", "applied", "unchanged", "left out", "quarantined"]]
                + runs.map { run in
                    [
                        run.id.description, run.feedName, run.kind.name, run.state.name, clock.shown(run.started),
                        "\(run.rows)", "\(run.counts.applied)", "\(run.counts.unchanged)", "\(run.counts.leftOut)",
                        "\(run.counts.quarantined)",
                    ]
                }, indent: 0)
        if runs.isEmpty { page.line("No runs.") }
        return Telling(text: page.text, json: .array(runs.map(json)))
    }

    /// One run with its files, its counts, and what was not accepted.
    public func run(_ number: Int64) throws -> Telling {
        let run = try store.run(RunID(number))
        let companion = try store.withdrawals(of: run.id)
        let payloads = try store.payloads(of: run.id)
        let leftOut = try store.leftOut(of: run.id).sorted { $0.key < $1.key }
        let faults = try store.faults(of: run.id, limit: 50)
        let totals = try store.faultTotals(of: run.id)
        var page = Page()
        page.line("Run \(run.id) of \(run.feedName): \(run.state.name)")
        if !run.reason.isEmpty { page.line("  \(run.reason)") }
        page.line("  \(run.kind.name), started \(clock.shown(run.started)), data as of \(clock.shown(run.asOf))")
        if let old = run.retries { page.line("  reads rows of run \(old) again") }
        if let who = run.decidedBy, let at = run.decidedAt { page.line("  decided by \(who), \(clock.shown(at))") }
        page.line()
        page.line("  \(run.rows) rows = \(run.counts)")
        if run.counts.withdrawn > 0 { page.line("  \(run.counts.withdrawn) records withdrawn") }
        for (rule, rows) in leftOut { page.line("  left out by the rule \"\(rule)\": \(rows)") }
        if let companion {
            page.line(
                "  withdrawals: run \(companion.id), \(companion.state.name), \(companion.counts.withdrawn) records")
        }
        if run.state == .held {
            page.line()
            page.line("  `sendgate runs release \(run.id) --by NAME` applies it; `refuse` puts it away.")
        }
        page.line()
        page.line("  Files")
        for (ordinal, payload) in payloads.enumerated() {
            page.line(
                "    \(ordinal + 1). \(payload.requested.naming(payload.file)), SHA-256 \(payload.hash.hex.prefix(16))…"
            )
        }
        for remark in try store.remarks(of: run.id) { page.line("  \(remark.kind): \(remark.text)") }
        if payloads.contains(where: { !store.hasBytes(of: $0.hash) }) {
            page.line("  Files of this run are no longer kept; what they stated is still known.")
        }
        if !faults.isEmpty {
            page.line()
            page.line("  What was not accepted, and notes (\(totals.quarantined) and \(totals.notes) in all)")
            for fault in faults {
                let column = fault.fault.columnName.map { ", column \($0)" } ?? ""
                let file = payloads.indices.contains(fault.payload) ? payloads[fault.payload].file : ""
                page.line("    \(file) line \(fault.line)\(column): \(fault.fault.what)")
                page.line("        \(fault.fault.advice)")
            }
        }
        return Telling(
            text: page.text,
            json: .object(
                (json(run).members ?? []) + [
                    JSONMember("withdrawals", companion.map(json) ?? .null),
                    JSONMember("cursor", .text(try store.feed(run.feed).shownCursor)),
                    JSONMember(
                        "remarks",
                        .array(
                            try store.remarks(of: run.id).map { ["kind": .string($0.kind), "text": .string($0.text)] })),
                    JSONMember(
                        "files",
                        .array(
                            payloads.map { payload in
                                .object(
                                    [
                                        JSONMember("file", .string(payload.file)),
                                        JSONMember("sha256", .string(payload.hash.hex)),
                                    ] + payload.requested.members)
                            })),
                    JSONMember("leftOutBy", .object(leftOut.map { JSONMember($0.key, .integer($0.value)) })),
                    JSONMember(
                        "faults",
                        .array(
                            faults.map {
                                [
                                    "kind": .string($0.kind == .quarantined ? "quarantined" : "note"),
                                    "line": .integer($0.line), "column": .text($0.fault.columnName),
                                    "rule": .string($0.fault.rule), "what": .string($0.fault.what),
                                    "advice": .string($0.fault.advice),
                                ]
                            })),
                ]))
    }

    func json(_ run: RunSummary) -> JSONValue {
        [
            "run": .integer(run.id.rawValue), "feed": .string(run.feedName), "kind": .string(run.kind.name),
            "state": .string(run.state.name), "reason": .string(run.reason), "asOf": .instant(run.asOf),
            "started": .instant(run.started), "finished": .instant(run.finished), "rows": .integer(run.rows),
            "applied": .integer(run.counts.applied), "unchanged": .integer(run.counts.unchanged),
            "leftOut": .integer(run.counts.leftOut), "quarantined": .integer(run.counts.quarantined),
            "withdrawn": .integer(run.counts.withdrawn), "retries": run.retries.map { .integer($0.rawValue) } ?? .null,
            "parent": run.parent.map { .integer($0.rawValue) } ?? .null,
        ]
    }
}
