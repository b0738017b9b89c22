// The demo's page, as text and as JSON.

import Foundation
import Gateway

extension DemoReport {
    /// One page of plain text.
    ///
    /// - Parameter isKept: whether the demo's folder is still there for whoever reads it.
    public func text(isKept: Bool) -> String {
        let path = isKept ? path : "DIR"
        var lines: [String] = []
        lines.append("What happened")
        lines.append("=============")
        lines.append("")
        lines.append("Rows by feed and outcome (rows = applied + unchanged + left out + quarantined)")
        lines += table(
            [["", "runs", "rows", "applied", "unchanged", "left out", "quarantined", ""]]
                + totals.map {
                    [
                        $0.adapter, "\($0.runs)", "\($0.rows)", "\($0.applied)", "\($0.unchanged)", "\($0.leftOut)",
                        "\($0.quarantined)", $0.addUp ? "adds up" : "DOES NOT ADD UP",
                    ]
                })
        lines.append("")
        lines.append("Children found, against the truth that the gateway never saw")
        lines.append("  \(quality.foundChildren) children found; \(quality.trueChildren) there really are")
        lines.append(
            "  precision \(share(quality.precision)), recall \(share(quality.recall)) over pairs of partners' records")
        lines.append(
            "  \(quality.falsePairs) false pairs (\(quality.falsePairsAmongTwins) between twins), \(quality.missedPairs) missed"
        )
        lines.append("")
        lines.append("Discrepancies and signals that are open")
        lines += table(findings.map { [$0.kind, "\($0.count)"] })
        lines.append(
            "  Of what was planted in the feeds: "
                + planted.map { "\($0.kind) \($0.found) of \($0.planted)" }.joined(separator: ", "))
        for story in stories {
            lines.append("")
            lines += story.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        }
        lines.append("")
        lines.append("Deliveries")
        for (consumer, states) in deliveries.sorted(by: { $0.key < $1.key }) {
            let told = states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            lines.append("  \(consumer): \(told)")
        }
        lines.append(
            "  The webhooks' receiver saw \(received.attempts) attempts: \(received.effects) effects, "
                + "\(received.duplicates) repeats without effect, \(received.badSignatures) bad signatures")
        lines.append("")
        lines.append("Budgets")
        if let lock = longestWriteLock {
            lines.append("  longest write lock      \(decimals(lock.seconds, 3)) s (\(lock.step))")
        }
        if let memory = settled.peakMemory { lines.append("  peak memory of daemon   \(memory >> 20) MiB") }
        lines.append("  last drop to receipts   \(decimals(settled.receipts.inSeconds, 1)) s")
        lines.append("  last drop to delivered  \(decimals(settled.delivered.inSeconds, 1)) s")
        lines.append("  disk for each child     \(databaseSize / max(1, children) / 1024) KiB")
        lines.append("")
        lines.append(
            isKept
                ? "Where to look next"
                : "Where to look next, after `sendgate demo --dir DIR` (or --keep-running), which keeps everything in DIR"
        )
        lines.append("  sendgate status --config \(path)/config")
        lines.append("  sendgate discrepancies --config \(path)/config")
        lines.append("  sendgate explain child C-… --config \(path)/config")
        lines.append("  receipts: \(path)/inbox/<URN>/school-pupils/done/")
        lines.append("  the truth: \(path)/truth/")
        return lines.joined(separator: "\n")
    }

    /// The same figures for programs.
    public var json: String {
        var object: [String: Any] = [
            "children": children, "schools": schools, "path": path,
            "feeds": totals.map {
                [
                    "adapter": $0.adapter, "runs": $0.runs, "rows": $0.rows, "applied": $0.applied,
                    "unchanged": $0.unchanged, "leftOut": $0.leftOut, "quarantined": $0.quarantined, "addsUp": $0.addUp,
                    "states": $0.states,
                ] as [String: Any]
            },
            "matching": [
                "precision": quality.precision, "recall": quality.recall, "f1": quality.f1,
                "falsePairs": quality.falsePairs, "falsePairsAmongTwins": quality.falsePairsAmongTwins,
                "missedPairs": quality.missedPairs, "sealedPairs": quality.sealedPairs,
            ] as [String: Any],
            "findings": Dictionary(findings.map { ($0.kind, $0.count) }, uniquingKeysWith: +),
            "planted": planted.map { ["kind": $0.kind, "found": $0.found, "planted": $0.planted] as [String: Any] },
            "deliveries": deliveries,
            "received": [
                "attempts": received.attempts, "effects": received.effects, "duplicates": received.duplicates,
                "badSignatures": received.badSignatures,
            ],
            "secondsToReceipts": settled.receipts.inSeconds, "secondsToDelivered": settled.delivered.inSeconds,
            "databaseBytes": databaseSize,
        ]
        if let memory = settled.peakMemory { object["peakMemoryBytes"] = memory }
        if let lock = longestWriteLock { object["longestWriteLockSeconds"] = lock.seconds }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private func table(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var text = "  "
            for (column, cell) in row.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                // Names to the left, numbers to the right.
                text +=
                    (column == 0 || column == row.count - 1 && Int(cell) == nil ? cell + space : space + cell) + "  "
            }
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func share(_ number: Double) -> String { decimals(number, 4) }

    private func decimals(_ number: Double, _ places: Int) -> String {
        String(format: "%.\(places)f", number)
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
