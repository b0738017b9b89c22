// Reading and mapping every file of a pass into its run, or only counting.

import AdapterHost
import Adapters
import Feeds
import Foundation
import SENDRecords
import Storage

extension FeedRunner {
    /// Reads a trust's file without effect: which schools it holds rows of, and how many rows nobody can place.
    func survey(_ pass: FeedPass) throws -> SharedFileSurvey {
        let staging = try stage(pass, nil)
        return SharedFileSurvey(
            rowsBySchool: staging.rowsOfPartners, unplaced: staging.rows, refusal: staging.refusal)
    }

    /// Reads every file of the pass into the run, or only counts where there is none. What can't be taken at all is a
    /// refusal, with the reason for its sender.
    func stage(_ pass: FeedPass, _ run: RunID?, only places: Set<PayloadPlace>? = nil) throws -> Staging {
        let known = StoredKnownChildren(store: store, readAt: pass.readAt)
        var session = MappingSession(
            pass.manifest, definitions: definitions, today: clock.today, partner: pass.partner,
            known: self.known ?? known)
        var staging = Staging(store: store, run: run, contract: pass.manifest.contract, stop: stop)
        if pass.manifest.folds, let run {
            staging.folding = FoldedRows(
                store: store, run: run, stop: stop,
                pool: FoldPool(pass.manifest, space: SpillFile(in: store.scratchFolder)), isRetry: places != nil)
        }
        staging.unknowable = pass.unplaced
        staging.remark(pass.remarks)
        staging.gauge = pass.increment.map { CursorGauge($0.rule, start: $0.start) }
        staging.before = try columnsBefore(pass)
        staging.places = places
        staging.isReadAgain = known.isReadAgain
        if places == nil, !known.isReadAgain, pass.partner.share == .whole, let urn = pass.partner.urn {
            staging.naming = SchoolNaming(urn: urn, laestab: try laestab(of: urn))
        }
        do {
            for file in pass.files {
                guard let rule = pass.manifest.file(file.file),
                    let lack = pass.manifest.lack(of: file.requested, in: rule)
                else { continue }
                throw Refusal(reason: RefusalAdvice.joined(lack.finding, lack.advice))
            }
            for name in session.filesToSurvey {
                try session.survey(file: name) { session in
                    for file in pass.files where file.file == name {
                        var source = store.bytes(of: file.hash)
                        try DateSurvey.read(&source, file: name, requested: file.requested, &session)
                    }
                }
            }
            if case .module(let source) = pass.manifest.source {
                try read(try pass.statements ?? stateAgain(pass, source), of: pass, &session, &staging)
            }
            for (ordinal, file) in pass.files.enumerated() where !pass.manifest.isModule {
                try read(file, ordinal: ordinal, pass, &session, &staging)
                try known.check()
            }
            try staging.flush()
            if !session.dateDoubts.isEmpty { staging.hold(forDates: session.dateDoubts) }
            staging.doubt = staging.doubt ?? staging.gauge?.doubt
            staging.tell(absent: pass.absent)
            staging.refusal = staging.naming?.refusal
        } catch let refusal as Refusal {
            staging.refusal = refusal.reason
        } catch let error as any PayloadError {
            let noTable = (error as? CSVError)?.isAboutHeader ?? false ? try noTable(in: pass) : nil
            staging.refusal = noTable ?? RefusalAdvice.joined(error.finding, error.hint.isEmpty ? nil : error.hint)
        } catch let fault as ModuleFault {
            staging.refusal = fault.text
        }
        staging.rowsOfPartners = session.rowsOfPartners
        if staging.refusal == nil, !staging.missing.isEmpty, places == nil {
            staging.refusal = staging.wrongFolder
        }
        if staging.refusal == nil, !staging.missing.isEmpty, !staging.isUnexplained {
            staging.doubt =
                "Columns that are needed have another name than before: \(staging.missing.joined(separator: ", ")). Somebody "
                + "at the council has to say first what the new names mean."
        } else if staging.refusal == nil, !staging.missing.isEmpty, let noTable = try noTable(in: pass) {
            staging.refusal = noTable
        } else if staging.refusal == nil, !staging.missing.isEmpty {
            staging.refusal =
                "Required columns are missing: \(staging.missing.joined(separator: ", "))."
                + RefusalAdvice.mark + "Add them to the export and send it again."
        }
        if staging.refusal == nil { try staging.folding?.settle() }
        return staging
    }

    /// What is said of a file in which no columns were found because it is no table.
    func noTable(in pass: FeedPass) throws -> String? {
        for file in pass.files {
            var source = store.bytes(of: file.hash)
            if let found = try NoTable(&source) { return RefusalAdvice.joined(found.finding, found.hint) }
        }
        return nil
    }

    func read(
        _ file: ReceivedFile, ordinal: Int, _ pass: FeedPass, _ session: inout MappingSession,
        _ staging: inout Staging
    ) throws {
        var source = store.bytes(of: file.hash)
        let (name, manifest) = (file.file, pass.manifest)
        guard let rule = manifest.file(name) else { preconditionFailure("the manifest has no file \(name)") }
        var columns: [String] = []
        let summary = try rule.read(&source) { event in
            switch event {
            case .header(let header):
                columns = header
                staging.gauge?.begin(rule, header: manifest.known(header))
                let fit = session.begin(file: name, header: header, requested: file.requested)
                let wrong = WrongFolder(header: header, for: manifest, fit: fit, among: pass.neighbours)
                if fit.isUsable, let wrong { throw Refusal(reason: wrong.reason) }
                if let ambiguous = fit.ambiguous.first { throw Refusal(reason: ambiguous.description) }
                staging.wrongFolder = wrong?.reason
                staging.naming?.begin(header, readByAdapter: rule.namedColumns)
                staging.missing += fit.missing.map { manifest.files.count == 1 ? $0 : "\(name): \($0)" }
                staging.compare(rule.drift(of: manifest.known(header), before: staging.before[name]), fit, manifest)
                try staging.setColumns(header, ofPayload: ordinal)
            case .elements:
                session.begin(file: name, requested: file.requested)
                staging.gauge?.begin(rule)
                columns = session.columnNames(of: name)
                try staging.setColumns(columns, ofPayload: ordinal)
            case .row(let row):
                if staging.missing.isEmpty {
                    staging.naming?.look(at: row)
                    staging.gauge?.note(row)
                    try staging.add(session.map(row), payload: ordinal)
                }
            case .rejected(let rejection):
                // A row that can't be read doesn't say whose it is: it is not a single school's.
                if staging.missing.isEmpty, session.partner.share != .part, !staging.isReadAgain {
                    try staging.add(MappedRow(rejection, columns: columns), payload: ordinal)
                }
            case .element(let element):
                staging.gauge?.note(element.value)
                try staging.add(session.map(element), payload: ordinal)
            case .rejectedLine(let rejection):
                if !staging.isReadAgain { try staging.add(MappedRow(rejection), payload: ordinal) }
            case .unread(let message):
                if !staging.isReadAgain { try staging.add(MappedRow(message), payload: ordinal) }
            case .aside(let aside):
                if staging.missing.isEmpty, session.partner.share != .part, let row = MappedRow(aside) {
                    try staging.add(row, payload: ordinal)
                }
            }
        }
        staging.note(summary.notes, in: manifest.files.count == 1 ? nil : name)
        staging.remark(summary.remarks)
        if summary.isOpenEnded { staging.openEnds.insert(name) }
        if pass.movesCursor, let state = summary.cursor {
            staging.cursor = TapCursor(state: state, manifest: pass.digest).bytes
        }
        if let trouble = summary.trouble {
            throw Refusal(reason: RefusalAdvice.marked(trouble, endingWith: summary.advice))
        }
        if summary.rows == 0, let whole = staging.before[name], Self.isCut(columns, of: whole) {
            throw Refusal(
                reason: RefusalAdvice.joined(
                    "The file stops in the middle of its headings.", "Export the whole file again and send it."))
        }
        session.end()
        // Nested parts have places that are known only now.
        let known = session.columnNames(of: name)
        if known.count > columns.count { try staging.setColumns(known, ofPayload: ordinal) }
    }

    /// Whether headings are the first part of those of the last time, the last of them perhaps only in part.
    static func isCut(_ header: [String], of whole: [String]) -> Bool {
        guard let last = header.last, header.count <= whole.count, header != whole else { return false }
        return whole.starts(with: header.dropLast()) && whole[header.count - 1].hasPrefix(last)
    }

    /// The columns of each file of the feed's last applied run, for comparison.
    func columnsBefore(_ pass: FeedPass) throws -> [String: [String]] {
        guard let feed = try store.feed(named: pass.feed.description), let last = try store.lastApplied(of: feed.id)
        else { return [:] }
        return Dictionary(try store.payloads(of: last.id).map { ($0.file, $0.columns) }, uniquingKeysWith: { $1 })
    }

    /// The school's number within its council, where the register of schools says it.
    func laestab(of urn: String) throws -> String? {
        guard let subject = try store.subject(of: SubjectKey(.setting, space: "urn", key: urn)) else { return nil }
        for statement in try store.currentStatements(of: [subject])[subject] ?? [] {
            let record = try Record(encoded: statement.blob)
            if record.type == Setting.declaration.type, let laestab = record[Setting.laestab] { return laestab }
        }
        return nil
    }

    /// The file can't be taken at all.
    private struct Refusal: Error {
        let reason: String
    }
}
