// `quarantine list` and `quarantine show`.

import Adapters
import Feeds
import Foundation
import SENDRecords
import Storage

extension GatewayReader {
    /// Rows that were not taken and that nothing has mended since, grouped by feed, rule and column; no value of any row.
    public func quarantine(feed: String?, rule: String?, limit: Int) throws -> Telling {
        var arguments: [String: String] = [:]
        arguments["feed"] = feed
        arguments["rule"] = rule
        var filter = try QuarantineFilter(arguments, store: store, limit: limit)
        let groups = try store.quarantineGroups(filter)
        var page = Page()
        var list: [JSONValue] = []
        if groups.isEmpty { page.line("No row is quarantined.") }
        var shown = 0
        for group in groups {
            filter.feed = group.feed
            filter.rule = group.rule
            filter.limit = max(0, limit - shown)
            let rows = try store.quarantine(filter).filter { $0.columnName == group.columnName }
            shown += rows.count
            let column = group.columnName.map { ", column \"\(ReceiptPage.plain($0, atMost: 60))\"" } ?? ""
            page.line("\(group.feedName): \(group.rule)\(column)")
            page.line(
                "  \(group.rows) row(s), for \(clock.age(group.oldest)), newest in run \(group.newestRun)")
            page.table(
                [["id", "run", "file", "line"]]
                    + rows.map { row in
                        ["\(row.id)", "\(row.run)", row.requested.naming(row.file), "\(row.place.line)"]
                    }, indent: 4)
            if rows.count < group.rows { page.line("    and \(group.rows - rows.count) more") }
            list.append([
                "feed": .string(group.feedName), "rule": .string(group.rule), "column": .text(group.columnName),
                "rows": .integer(group.rows), "since": .instant(group.oldest),
                "newestRun": .integer(group.newestRun.rawValue),
                "listed": .array(
                    rows.map {
                        [
                            "id": .integer($0.id), "run": .integer($0.run.rawValue), "file": .string($0.file),
                            "line": .integer($0.place.line),
                        ]
                    }),
            ])
        }
        if !groups.isEmpty {
            page.line()
            page.line(
                "`sendgate quarantine show ID` says what to do; `sendgate quarantine retry --feed FEED` reads a feed's")
            page.line("rows again when the adapter or a code list has been put right.")
        }
        return Telling(text: page.text, json: .array(list))
    }

    /// One quarantined row: where it is, what is wrong, what to do. The row's values are hidden.
    public func quarantined(id: Int64?, run: Int64?, line: Int?) throws -> Telling {
        let filter = QuarantineFilter(run: run.map(RunID.init), id: id, line: line, limit: 1)
        guard let row = try store.quarantine(filter).first else { throw CommandError.noSuchQuarantine }
        return try quarantined(row, withValues: false)
    }

    func quarantined(_ row: QuarantinedRow, withValues: Bool) throws -> Telling {
        var page = Page()
        page.line(
            "Quarantined row \(row.id): \(row.feedName), run \(row.run), \(row.requested.naming(row.file)), line \(row.place.line)"
        )
        page.line("  for \(clock.age(row.since)); data as of \(clock.shown(row.asOf))")
        var faults: [JSONValue] = []
        for fault in try store.faults(of: row) {
            let column = fault.fault.columnName.map { ", column \"\(ReceiptPage.plain($0, atMost: 60))\"" } ?? ""
            let kind = fault.kind == .quarantined ? "not accepted" : "note"
            page.line("  \(kind): \(fault.fault.rule)\(column)")
            page.line("      \(fault.fault.what)")
            page.line("      What to do: \(fault.fault.advice)")
            faults.append([
                "kind": .string(kind), "rule": .string(fault.fault.rule), "column": .text(fault.fault.columnName),
                "what": .string(fault.fault.what), "advice": .string(fault.fault.advice),
            ])
        }
        page.line()
        let fields = try fields(of: row)
        if let fields {
            page.line("  The row as it came")
            page.table(
                fields.map { [$0.name, withValues ? $0.value : $0.value.isEmpty ? "(empty)" : "(hidden)"] }, indent: 4)
            if !withValues {
                page.line("  `--values --by NAME` shows the values; that is kept in the audit.")
            }
        } else {
            page.line("  The file is no longer kept: ask the partner to send the row again.")
        }
        page.line()
        page.line("  `sendgate quarantine retry \(row.id)` reads it again.")
        return Telling(
            text: page.text,
            json: [
                "id": .integer(row.id), "feed": .string(row.feedName), "run": .integer(row.run.rawValue),
                "file": .string(row.file), "line": .integer(row.place.line), "since": .instant(row.since),
                "faults": .array(faults), "kept": .bool(fields != nil),
                "columns": .array((fields ?? []).map { .string($0.name) }),
            ])
    }

    /// The columns of a row with what stands in them, from the kept file; nil where it is no longer kept.
    private func fields(of row: QuarantinedRow) throws -> [(name: String, value: String)]? {
        guard let manifest = configuration.manifest(row.adapter), store.hasBytes(of: row.payload) else { return nil }
        var header: [String] = []
        var fields: [(name: String, value: String)] = []
        if manifest.isModule {
            let cited = try CitedBytes(of: row.payload, from: row.place.byteOffset, in: store)
            return cited.fields.map { (plain($0.name), plain($0.value)) }
        }
        try PayloadRows(store: store, manifest: manifest, file: row.file).read(row.payload) { found in
            if case .header(let names) = found { header = names }
            guard found.place?.byteOffset == row.place.byteOffset else { return true }
            switch found {
            case .header, .elements, .aside, .rejectedLine, .unread: return true
            case .row(let read):
                for (index, text) in read.texts.enumerated() {
                    fields.append((index < header.count ? header[index] : "column \(index + 1)", plain(text)))
                }
            case .element(let element):
                for member in element.value.members ?? [] {
                    fields.append((plain(member.name), plain(member.value.scalarText ?? member.value.serialised())))
                }
            // What stands in which column of it is not known.
            case .rejected: fields = header.map { ($0, "(the row can't be split into columns)") }
            }
            return false
        }
        return fields
    }

    private func plain(_ text: String) -> String { ReceiptPage.plain(text, atMost: 300) }
}
