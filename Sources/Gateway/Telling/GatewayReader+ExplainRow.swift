// `explain row`: from a row forward to what became of it.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords
import Storage

extension GatewayReader {
    /// A row of a run, named by the line it begins on; with several files also by the file's name.
    public func explainRow(run number: Int64, file name: String?, line: Int) throws -> Telling {
        let run = try store.run(RunID(number))
        let payloads = try store.payloads(of: run.id)
        let ordinal: Int
        let names = RunReceipts.names(of: payloads.map { $0.requested.naming($0.file) })
        if let name {
            guard let found = names.firstIndex(of: name) ?? payloads.firstIndex(where: { $0.file == name }) else {
                let files = payloads.count > 1 ? names.joined(separator: ", ") : payloads.map(\.file).joined()
                throw CommandError("Run \(number) has no file \(name). Its files: \(files).")
            }
            ordinal = found
        } else if payloads.count == 1 {
            ordinal = 0
        } else {
            let files = names.joined(separator: ", ")
            throw CommandError("Run \(number) has several files: name one of \(files), as RUN:FILE:LINE.")
        }
        var page = Page()
        let payload = payloads[ordinal]
        page.line("Run \(run.id) of \(run.feedName), \(payload.requested.naming(payload.file)), line \(line)")
        page.line("  the run is \(run.state.name)\(run.reason.isEmpty ? "" : ": \(run.reason)")")
        var notes: [JSONValue] = []
        for fault in try store.faults(of: run.id, line: line, payload: ordinal) {
            let kind = fault.kind == .quarantined ? "not accepted" : "note"
            page.line("  \(kind): \(fault.fault.what) \(fault.fault.advice)")
            notes.append(["kind": .string(kind), "rule": .string(fault.fault.rule), "what": .string(fault.fault.what)])
        }
        let isKept = store.hasBytes(of: payloads[ordinal].hash)
        let again = isKept ? try? mapAgain(run, payloads[ordinal], line: line) : nil
        let versions = try store.versions(of: run.id, payload: ordinal, line: line)
        var together = try store.foldedVersions(of: run.id, payload: ordinal, line: line)
        // Of very many rows only the first ones and the last are kept with the record.
        for name in again?.folded ?? [] where !(versions + together).contains(where: { $0.name == name }) {
            if let version = try store.version(of: name, in: run.id) { together.append(version) }
        }
        for version in versions + together {
            let isShared = version.origins.contains { origin in origin.cells.contains { $0.line != line } }
            let verb = isShared ? "states, together with other rows," : "states"
            page.line(
                "  \(verb) \(version.name.type.name) \(version.name.key) about \(version.subjectKey.space):\(version.subjectKey.key)"
            )
            page.line(
                "      \(version.isCurrent ? "this is what the feed states now" : "a later statement has replaced it")")
        }
        if versions.isEmpty, together.isEmpty, notes.isEmpty {
            page.line(
                "  nothing of this row changed the store: it was unchanged, or left out by a rule of the adapter.")
        }
        if !isKept {
            page.line("  The file is no longer kept; what it stated is still known.")
        } else if let told = again?.told {
            page.line("  read again today: \(told)")
        }
        return Telling(
            text: page.text,
            json: [
                "run": .integer(number), "file": .string(payloads[ordinal].file), "line": .integer(line),
                "notes": .array(notes),
                "versions": .array(
                    (versions + together).map {
                        [
                            "record": .string($0.name.type.name), "key": .string($0.name.key),
                            "subject": .string("\($0.subjectKey.space):\($0.subjectKey.key)"),
                            "current": .bool($0.isCurrent),
                        ]
                    }),
            ])
    }

    /// What the adapter makes of the row now, while the payload is still kept: the same engine that read it then.
    private func mapAgain(
        _ run: RunSummary, _ payload: RunPayload, line: Int
    ) throws -> (told: String, folded: [RecordName])? {
        let parts = run.feedName.split(separator: "@", maxSplits: 1).map(String.init)
        guard let manifest = configuration.manifest(parts[0]), let rule = manifest.file(payload.file),
            Set(manifest.files.map(\.place)).count == 1
        else { return nil }
        let partner = FeedPartner(urn: parts.count > 1 ? parts[1] : nil, name: manifest.partner)
        var session = MappingSession(
            manifest, definitions: configuration.definitions, today: clock.today, partner: partner)
        if session.filesToSurvey.contains(payload.file) {
            let parts = try store.payloads(of: run.id).filter { $0.file == payload.file }
            try session.survey(file: payload.file) { session in
                for part in parts {
                    var source = store.bytes(of: part.hash)
                    try DateSurvey.read(&source, file: payload.file, requested: part.requested, &session)
                }
            }
        }
        var source = store.bytes(of: payload.hash)
        var told: String?
        var folded: [RecordName] = []
        _ = try rule.read(&source) { event in
            let mapped: MappedRow
            switch event {
            case .header(let header):
                session.begin(file: payload.file, header: header, requested: payload.requested)
                return
            case .elements:
                session.begin(file: payload.file, requested: payload.requested)
                return
            case .row(let row) where row.line == line: mapped = session.map(row)
            case .element(let element) where element.line == line: mapped = session.map(element)
            case .unread(let message) where message.line == line: mapped = MappedRow(message)
            case .row, .element, .rejected, .rejectedLine, .aside, .unread: return
            }
            switch mapped.outcome {
            case .records(let records, _):
                for record in records where record.folding != nil {
                    let name = RecordName(record.type, key: record.key)
                    if !folded.contains(name) { folded.append(name) }
                }
                told = "states \(records.map(\.type.name).joined(separator: ", "))"
            case .leftOut(let rule): told = "left out by the rule \"\(rule)\""
            case .quarantined(let faults, _): told = "not accepted: \(faults.first?.what ?? "")"
            }
        }
        return told.map { ($0, folded) }
    }
}
