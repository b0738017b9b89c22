// `adapters try`: a file through an adapter, told row by row.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords

/// What `adapters try` is asked.
public struct AdapterTry: Sendable {
    let id: String
    let file: String
    /// So many rows are shown; all are counted.
    let rows: Int
    /// Only rows with something wrong or left out.
    let onlyTrouble: Bool
    let urn: String?
    /// A file that names the children who count as known, one on a line; nil lets everybody count so.
    let known: String?
    /// For a feed that is asked for day by day: the day of the file.
    let day: String?

    public init(
        id: String, file: String, rows: Int, onlyTrouble: Bool, urn: String?, known: String? = nil,
        day: String? = nil
    ) {
        self.day = day
        self.known = known
        self.id = id
        self.file = file
        self.rows = rows
        self.onlyTrouble = onlyTrouble
        self.urn = urn
    }

    /// Maps the file and hands over the lines to print.
    ///
    /// - Throws: `CommandError`, `SampleError`, what the reader says of a file that it refuses.
    public func run(in configuration: GatewayConfiguration, today: CalendarDate, _ say: (String) -> Void) throws {
        let manifest = try configuration.adapter(named: id)
        let partner = FeedPartner(urn: urn ?? (manifest.source.isInbox ? "103175" : nil), name: manifest.partner)
        let asked = RequestedPart(school: urn, day: try day.map(CommandError.day))
        let meanings = manifest.files.flatMap(\.leaveOut)
        var shown = 0
        let children = try knownChildren(manifest)
        let (counts, fit): (TrialCounts, HeaderFit?)
        do {
            (counts, fit) = try manifest.tryOut(
                file, definitions: configuration.definitions, today: today, partner: partner, requested: asked,
                known: children
            ) { tried in
                guard shown < rows, !onlyTrouble || tried.hasTrouble else { return }
                shown += 1
                for line in tried.lines(leaveOut: { rule in meanings.first { $0.name == rule }?.meaning ?? "" }) {
                    say(line)
                }
            }
        } catch let error as CSVError where error.isAboutHeader {
            guard let noTable else { throw error }
            throw CommandError(noTable)
        }
        say("")
        if manifest.asksForKnownChildren {
            say(
                "The daemon takes rows without a sign of SEND only for children whom another feed shows with SEND. "
                    + (known == nil
                        ? "Here every child counts as known; name a list of those who are with --known."
                        : "Here only the children of the list count as known."))
        }
        tell(counts, fit, shown: shown, say)
    }

    private func knownChildren(_ manifest: Manifest) throws -> any KnownChildren {
        guard let known else { return EveryChildIsKnown() }
        guard manifest.asksForKnownChildren else {
            throw CommandError("\(id) never asks whether a child is known, so --known has nothing to tell it.")
        }
        guard let bytes = FileManager.default.contents(atPath: known) else {
            throw CommandError("The list \(known) can't be read.")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return ListedChildren(lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
    }

    /// What is said of a file in which no columns were found because it is no table.
    private var noTable: String? {
        var source = FileByteSource(path: file)
        return ((try? NoTable(&source)) ?? nil).map { "\($0.finding) \($0.hint)" }
    }

    private func tell(_ counts: TrialCounts, _ fit: HeaderFit?, shown: Int, _ say: (String) -> Void) {
        var page = Page()
        if let fit, !fit.missing.isEmpty {
            if let noTable { page.line(noTable) }
            page.line(
                "Columns that the adapter needs are missing, so the daemon would not take this file: \(fit.missing.joined(separator: "; "))"
            )
        }
        for ambiguous in fit?.ambiguous ?? [] {
            page.line("The daemon would not take this file. \(ambiguous)")
        }
        if let fit, !fit.unknown.isEmpty {
            page.line("Columns that no rule reads: \(fit.unknown.joined(separator: ", "))")
        }
        for remark in counts.remarks { page.line(remark) }
        for doubt in counts.dateDoubts { page.line("The daemon would hold this file. \(doubt)") }
        if !counts.dateDoubts.isEmpty {
            page.line("The sender would be told: \(MappingSession.adviceOnDates)")
            page.line("Or, \(MappingSession.settingOfDates).")
        }
        let left = counts.leftOut.values.reduce(0, +)
        page.line(
            "\(counts.rows) rows: \(counts.mapped) mapped, \(left) left out, \(counts.quarantined) in quarantine. Shown: \(shown)."
        )
        for (type, count) in counts.records.sorted(by: { $0.key < $1.key }) { page.line("  \(count) \(type)") }
        for (rule, count) in counts.leftOut.sorted(by: { $0.key < $1.key }) {
            page.line("  \(count) left out by \"\(rule)\"")
        }
        if !counts.faults.isEmpty {
            page.line("What was wrong:")
            page.table(
                counts.faults.map { fault in
                    [
                        "\(fault.count)", fault.rule, fault.column.isEmpty ? "the row" : fault.column,
                        "first on line \(fault.line)",
                    ]
                })
        }
        say(page.text)
    }
}

extension TriedRow {
    /// Whether something of it is left out, waits, or could not be read.
    var hasTrouble: Bool {
        switch row.outcome {
        case .leftOut, .quarantined: true
        case .records(_, let notes): !notes.isEmpty
        }
    }
}
