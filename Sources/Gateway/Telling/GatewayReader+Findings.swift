// `discrepancies`, `signals`, and the explanation of one of them.

import Feeds
import Reconciling
import SENDRecords
import Storage

extension GatewayReader {
    /// Open discrepancies or signals, the earliest due first.
    public func findings(signals: Bool, kind: String?, limit: Int) throws -> Telling {
        if let kind, FindingKind(rawValue: kind)?.isSignal != signals {
            let kinds = FindingKind.allCases.filter { $0.isSignal == signals }.map(\.rawValue)
            throw CommandError("There is no kind \(kind). They are: \(kinds.joined(separator: ", ")).")
        }
        let found = try store.findings(signals ? .signal : .discrepancy, kind: kind, limit: limit)
        var page = Page()
        page.table(
            [["id", "child", "kind", "due", "open for"]]
                + found.map {
                    [
                        $0.finding.id, $0.entity, $0.finding.kind, $0.finding.due?.description ?? "",
                        clock.age($0.opened),
                    ]
                }, indent: 0)
        page.line()
        if found.isEmpty {
            page.line(signals ? "No open signals." : "No open discrepancies.")
        } else {
            let word = signals ? "signal" : "discrepancy"
            page.line("`sendgate explain \(word) ID` shows the evidence, back to file, line and column.")
        }
        return Telling(text: page.text, json: .array(found.map(json)))
    }

    /// One discrepancy or signal with its evidence.
    public func explainFinding(_ id: String) throws -> Telling {
        guard let found = try store.finding(id) else {
            throw CommandError(
                "There is no discrepancy or signal \(id). `sendgate discrepancies` and `sendgate signals` list them.")
        }
        let kind = FindingKind(rawValue: found.finding.kind)
        var page = Page()
        page.line("\(id): \(kind?.title ?? found.finding.kind)")
        page.line("  child \(found.entity), open since \(clock.shown(found.opened))")
        if let closed = found.closed { page.line("  closed \(clock.shown(closed))") }
        if let due = found.finding.due { page.line("  due \(due.spoken)") }
        page.line()
        page.line("  Evidence")
        var evidence: [JSONValue] = []
        for (version, field) in self.evidence(of: found.finding) {
            guard let told = try stated(version, field: field) else { continue }
            page.line("    \(told.text)")
            evidence.append(told.json)
        }
        if let advice = kind?.advice {
            page.line()
            page.line("  What to do: \(advice)")
        }
        return Telling(
            text: page.text,
            json: .object((json(found).members ?? []) + [JSONMember("evidence", .array(evidence))]))
    }

    func json(_ found: StoredFinding) -> JSONValue {
        [
            "id": .string(found.finding.id), "child": .string(found.entity), "kind": .string(found.finding.kind),
            "due": .day(found.finding.due), "opened": .instant(found.opened), "closed": .instant(found.closed),
        ]
    }

    /// The versions and field numbers that a finding rests on.
    func evidence(of finding: Storage.Finding) -> [(version: Int64, field: Int)] {
        guard let detail = try? JSONValue(parsing: finding.detail) else { return [] }
        return (detail["evidence"]?.elements ?? []).compactMap { item in
            guard let version = item["version"]?.integer, let field = item["field"]?.integer else { return nil }
            return (Int64(version), field)
        }
    }

    /// One stated value with the way back to file, line and column.
    func stated(_ version: Int64, field number: Int) throws -> Telling? {
        guard let stored = try store.version(version), let blob = stored.blob else { return nil }
        let record = try Record(encoded: blob)
        guard record.values.indices.contains(number) else { return nil }
        let field = record.type.declaration.fields[number]
        let value = record[number].shown ?? "nothing"
        let source = place(of: stored, field: number)
        return Telling(
            text: "\(stored.feed) states \(record.type.name) \(field.name) = \(value)\n        \(source)",
            json: [
                "feed": .string(stored.feed), "record": .string(record.type.name), "key": .string(stored.name.key),
                "field": .string(field.name), "value": .text(record[number].shown),
                "place": placeJSON(of: stored, field: number),
            ])
    }
}
