// `adapters try`: a file of the author's through an adapter, row by row, with what each rule did. Values stand in it, because
// whoever runs it has the file; nothing of it is kept.

import Feeds
import SENDRecords

/// One row of a tried file with what it says and what came of it.
public struct TriedRow: Sendable {
    public let row: MappedRow
    /// The cells of a table's row; empty for other files.
    let cells: [String]
    /// The columns or paths that `SourceRecord.columns` counts in.
    let columns: [String]
    /// What was put right in its values.
    let cures: [RowCure]

    /// How a field came to its value.
    struct FieldStep {
        let field: String
        let value: String
        /// The column, and what stands there where that isn't the value itself.
        let origin: String
    }

    /// The row in words, one line each.
    public func lines(leaveOut meaning: (String) -> String) -> [String] {
        switch row.outcome {
        case .leftOut(let rule):
            let meaning = meaning(rule)
            return ["line \(row.line)  left out by \"\(rule)\"\(meaning.isEmpty ? "" : ": \(meaning)")"]
        case .quarantined(let faults, _):
            return ["line \(row.line)  waits in quarantine:"] + faults.map(Self.line)
        case .records(let records, let notes):
            let noun = records.count == 1 ? "record" : "records"
            return ["line \(row.line)  \(records.count) \(noun)"] + records.flatMap(lines) + curedLines
                + notes.map(Self.line)
        }
    }

    /// What was put right, each column's cure once.
    private var curedLines: [String] {
        var lines: [String] = []
        for cure in cures {
            let line = "    ~ \(cure.columnName.isEmpty ? cure.field : cure.columnName): \(cure.cure.meaning)"
            if !lines.contains(line) { lines.append(line) }
        }
        return lines
    }

    private func lines(_ record: SourceRecord) -> [String] {
        if record.isEnded { return ["  \(record.type.name)  key \(record.key): it is no more"] }
        let steps = record.record.stated.map { step($0.field, $0.value, record) }
        let first = steps.map(\.field.count).max() ?? 0
        let second = min(steps.map(\.value.count).max() ?? 0, 40)
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return ["  \(record.type.name)  key \(record.key)"]
            + steps.map { "    \(padded($0.field, first))  \(padded($0.value, second))  \($0.origin)" }
    }

    private func step(_ field: FieldDeclaration, _ value: Value, _ record: SourceRecord) -> FieldStep {
        let number = field.number < record.columns.count ? Int(record.columns[field.number]) : 0
        let text = Self.text(value)
        guard number > 0, number <= columns.count else { return FieldStep(field: field.name, value: text, origin: "") }
        let cell = number <= cells.count ? cells[number - 1] : text
        let origin =
            cell == text || cells.isEmpty ? columns[number - 1] : "\(columns[number - 1]), stated as \"\(cell)\""
        return FieldStep(field: field.name, value: text, origin: origin)
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .notStated: ""
        case .empty: "(empty)"
        case .text(let text): text
        case .date(let date): date.description
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .unverified(let text): "\(text) (fails its check)"
        case .unreadable(let rule): "(can't be read: \(rule))"
        }
    }

    private static func line(_ fault: RowFault) -> String {
        let place = fault.columnName.isEmpty ? "" : "\(fault.columnName): "
        return "    ! \(place)\(fault.what) \(fault.advice)"
    }
}

/// The rows of a tried file, counted.
public struct TrialCounts: Sendable {
    public private(set) var rows = 0
    public private(set) var mapped = 0
    public private(set) var quarantined = 0
    /// Rows by the rule that left them out.
    public private(set) var leftOut: [String: Int] = [:]
    /// Records by type.
    public private(set) var records: [String: Int] = [:]
    /// Faults by rule and column, with the first line.
    public private(set) var faults: [(rule: String, column: String, count: Int, line: Int)] = []
    /// Why the dates of the file can't be taken: the daemon would hold it.
    public internal(set) var dateDoubts: [String] = []
    /// What a run would remark on the file.
    public internal(set) var remarks: [String] = []

    public init() {}

    mutating func add(_ row: MappedRow) {
        rows += 1
        switch row.outcome {
        case .leftOut(let rule): leftOut[rule, default: 0] += 1
        case .quarantined(let all, _):
            quarantined += 1
            for fault in all { add(fault) }
        case .records(let all, let notes):
            mapped += 1
            for record in all { records[record.type.name, default: 0] += 1 }
            for note in notes { add(note) }
        }
    }

    private mutating func add(_ fault: RowFault) {
        if let index = faults.firstIndex(where: { $0.rule == fault.rule && $0.column == fault.columnName }) {
            faults[index].count += 1
        } else {
            faults.append((fault.rule, fault.columnName, 1, fault.line))
        }
    }
}

extension Manifest {
    /// Maps a file of the author's as the file of the set that it is.
    ///
    /// - Parameter each: is given every row; throwing ends the trial.
    /// - Returns: the counts, and what the reader noticed.
    /// - Throws: what the reader says of a file that it refuses; `SampleError` where the file fits nothing.
    public func tryOut(
        _ path: String, definitions: Definitions, today: CalendarDate, partner: FeedPartner,
        requested: RequestedPart = .whole, known: any KnownChildren = EveryChildIsKnown(),
        _ each: (TriedRow) throws -> Void
    ) throws -> (counts: TrialCounts, fit: HeaderFit?) {
        let name = String(path.split(separator: "/").last ?? "")
        let assignment = try assign([name]) { _ in
            var source = FileByteSource(path: path)
            return try PayloadLook(at: &source, for: files)
        }
        // What a tap printed is every file of its adapter.
        let rules = assignment.assigned.prefix(source.isTap ? .max : 1).compactMap { file($0.file) }
        guard !rules.isEmpty else {
            throw SampleError(
                description:
                    "\(name) is none of this adapter's files: \(files.map(\.name).joined(separator: ", ")). Name it like one of them."
            )
        }
        for rule in rules {
            guard let lack = lack(of: requested, in: rule) else { continue }
            throw SampleError(
                description: "\(lack.finding) \(lack.isSchool ? "Name it with --urn." : "Name it with --day.")")
        }
        var session = MappingSession(self, definitions: definitions, today: today, partner: partner, known: known)
        var counts = TrialCounts()
        var fit: HeaderFit?
        for rule in rules where session.filesToSurvey.contains(rule.name) {
            try session.survey(file: rule.name) { session in
                var source = FileByteSource(path: path)
                try DateSurvey.read(&source, file: rule.name, requested: requested, &session)
            }
        }
        for rule in rules {
            try tryOut(path, rule, requested, &session, &counts, &fit, each)
        }
        counts.dateDoubts = session.dateDoubts
        return (counts, fit)
    }

    private func tryOut(
        _ path: String, _ rule: FileRule, _ requested: RequestedPart, _ session: inout MappingSession,
        _ counts: inout TrialCounts,
        _ fit: inout HeaderFit?, _ each: (TriedRow) throws -> Void
    ) throws {
        var source = FileByteSource(path: path)
        func add(_ row: MappedRow, _ cells: [String], _ session: MappingSession, cures: [RowCure] = []) throws {
            counts.add(row)
            try each(TriedRow(row: row, cells: cells, columns: session.columnNames(of: rule.name), cures: cures))
        }
        let summary = try rule.read(&source) { event in
            switch event {
            case .header(let header): fit = session.begin(file: rule.name, header: header, requested: requested)
            case .elements: session.begin(file: rule.name, requested: requested)
            case .row(let row): try add(session.map(row), row.texts, session, cures: session.cures(in: row))
            case .element(let element): try add(session.map(element), [], session)
            case .rejected(let rejection):
                try add(MappedRow(rejection, columns: session.columnNames(of: rule.name)), [], session)
            case .rejectedLine(let rejection): try add(MappedRow(rejection), [], session)
            case .aside(let aside): if let row = MappedRow(aside) { try add(row, [], session) }
            case .unread(let message): try add(MappedRow(message), [], session)
            }
        }
        if let trouble = summary.trouble { throw SampleError(description: trouble) }
        session.end()
        counts.remarks += summary.remarks
    }
}
