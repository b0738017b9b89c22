// One example through the engine, as a run would read it.

import Feeds
import SENDRecords

/// What came of an example.
struct ExampleOutcome {
    /// As the expected file says it.
    let tree: JSONValue
    let rows: Int
    /// What differs before anything was read: requests that were not made, for instance.
    var differences: [String] = []
    /// What would have come of it isn't known.
    var isCut = false
}

/// Reads the files of an example one after the other with one session.
struct ExampleRun {
    private let manifest: Manifest
    private let given: GivenCircumstances
    private let fetched: ExampleFiles
    private var session: MappingSession
    private var gauge: CursorGauge?
    private var rows = 0
    /// Records that wait for the other rows of their keys.
    private var waiting: [(record: SourceRecord, row: FoldRow)] = []

    init(_ example: Example, _ given: GivenCircumstances, _ session: MappingSession) throws {
        manifest = session.manifest
        self.given = given
        self.session = session
        fetched = try ExampleFiles(example, given, of: manifest)
        gauge = example.hasAnswers ? given.gauge(of: manifest) : nil
    }

    mutating func outcome() throws -> ExampleOutcome {
        try survey()
        var files: [JSONValue] = []
        for (payload, part) in fetched.parts.enumerated() { files.append(try read(part, payload)) }
        var members = [JSONMember("given", given.tree), JSONMember("files", .array(files))]
        if manifest.folds { members.append(JSONMember("folded", .array(try folded()))) }
        members += fetched.told
        if let cursor = gauge?.largest { members.append(JSONMember("cursor", .string(cursor.description))) }
        let doubts = session.dateDoubts + [gauge?.doubt].compactMap(\.self)
        if !doubts.isEmpty { members.append(JSONMember("held", .array(doubts.map(JSONValue.string)))) }
        return ExampleOutcome(
            tree: .object(members), rows: rows, differences: fetched.differences, isCut: fetched.isCut)
    }

    /// Lets the columns of dates tell the order of day and month before anything is mapped.
    private mutating func survey() throws {
        let parts = fetched.parts
        for name in session.filesToSurvey {
            try session.survey(file: name) { session in
                for part in parts where part.file == name {
                    var source = FileByteSource(path: part.path)
                    // What can't be read is told when it is mapped.
                    do { try DateSurvey.read(&source, file: name, requested: part.requested, &session) } catch _
                        as any PayloadError
                    {}
                }
            }
        }
    }

    /// What comes of one file: its rows, or why it is refused whole.
    private mutating func read(_ part: RecordedAnswers.Play.Part, _ payload: Int) throws -> JSONValue {
        var members = [JSONMember("file", .string(part.file)), JSONMember("name", .string(part.name))]
        if let school = part.requested.school { members.append(JSONMember("school", .string(school))) }
        if let day = part.requested.day { members.append(JSONMember("day", .string(day.description))) }
        var lines: [JSONValue] = []
        let before = rows
        var waiting: [(record: SourceRecord, row: FoldRow)] = []
        defer {
            rows += lines.count
            self.waiting += waiting
        }
        do {
            let summary = try ExampleReader.read(part.path, part.file, requested: part.requested, &session, &gauge) {
                row in
                if case .records(let records, _) = row.outcome {
                    let place = FoldRow(
                        sequence: before + lines.count, payload: payload, number: row.number, line: row.line,
                        byteOffset: row.byteOffset)
                    waiting += records.filter { $0.folding != nil }.map { (record: $0, row: place) }
                }
                lines.append(ExpectedText.tree(row))
            }
            members.append(JSONMember("rows", .array(lines)))
            if !summary.remarks.isEmpty {
                members.append(JSONMember("remarks", .array(summary.remarks.map(JSONValue.string))))
            }
            if let cursor = summary.cursor, let state = try? JSONValue(parsing: cursor) {
                members.append(JSONMember("state", state))
            }
        } catch let error as any PayloadError {
            // Refused whole: what its rows would have given counts for nothing.
            members.append(JSONMember("refused", .string(error.description)))
        }
        return .object(members)
    }

    /// What comes of the rows that state records together, in the order of their first rows.
    private func folded() throws -> [JSONValue] {
        var pool = FoldPool(manifest, space: MemorySpill())
        for (record, row) in waiting { try pool.add(record, from: row) }
        var found: [(sequence: Int, type: UInt8, key: String, tree: JSONValue)] = []
        try pool.eachShare { share in
            for group in share.groups {
                let tree = ExpectedText.tree(group)
                switch group {
                case .record(let record, let from), .conflict(let record, let from, _):
                    found.append((from.first.sequence, record.type.number, record.key, tree))
                }
            }
        }
        return found.sorted { ($0.sequence, $0.type, $0.key) < ($1.sequence, $1.type, $1.key) }.map(\.tree)
    }
}
