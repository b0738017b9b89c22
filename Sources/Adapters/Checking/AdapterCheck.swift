// An adapter's examples, mapped and compared with the records that are expected of them. `check`, `adapters test` and
// the tests run this, over the same engine as the daemon.

import Configuring
import Feeds
import Foundation
import SENDRecords

/// Runs the examples of an adapter's folder: `examples/<case>/` holds the files of one run, `expected/<case>.json` what
/// must come of them.
///
/// There is no store here: for rules that ask who is known to have SEND, `given.known` of the expected file decides: a list
/// of the partner's keys, identifiers, or `Forename Surname yyyy-MM-dd`; `all`, or nothing, lets everybody be known.
public enum AdapterCheck {
    /// What came of one example.
    public struct Result: Sendable, Equatable {
        public let adapter: String
        public let example: String
        public let rows: Int
        /// One line for each difference: which file, line, record and field, what was expected and what is. The
        /// people of examples are invented, so values stand here.
        public let differences: [String]

        public var passes: Bool { differences.isEmpty }
    }

    /// Checks the manifest and every example.
    ///
    /// - Throws: `ConfigurationProblems` for the manifest; what the file system throws.
    /// - Parameter modules: runs native modules; without it their examples fail.
    public static func run(
        folder: String, definitions: Definitions, modules: (any ModulePlayer)? = nil
    ) throws -> [Result] {
        let manifest = try Manifest.load(folder: folder, definitions: definitions)
        let examples = try ExampleFolder(path: folder).examples()
        guard !examples.isEmpty else {
            return [
                Result(
                    adapter: manifest.id, example: "", rows: 0,
                    differences: ["The folder has no example: put files into examples/<name>/."])
            ]
        }
        return try examples.map { try run($0, of: manifest, definitions, modules) }
    }

    /// The examples of a folder with their circumstances, for whoever reads them in another way. Those without an expected
    /// file are left out: `run` tells of them.
    public static func examples(folder: String, of manifest: Manifest) throws -> [GivenExample] {
        try ExampleFolder(path: folder).examples().compactMap { example in
            let expected = example.expected.flatMap { try? JSONValue(parsing: $0) }
            guard let given = Given(expected?["given"]) else { return nil }
            guard example.hasAnswers else {
                return GivenExample(
                    name: example.name, paths: example.files.map { "\(example.folder)/\($0)" }, fileOf: [:],
                    requested: example.files.map { _ in given.requested },
                    today: given.today, urn: given.urn, known: given.children)
            }
            // Of a run that fails, or whose records end before it does, nothing comes.
            let parts = try Fetched(example, given, of: manifest).parts
            return parts.isEmpty
                ? nil
                : GivenExample(
                    name: example.name, paths: parts.map(\.path),
                    fileOf: Dictionary(parts.map { ($0.name, $0.file) }, uniquingKeysWith: { first, _ in first }),
                    requested: parts.map(\.requested),
                    today: given.today, urn: given.urn, known: given.children)
        }
    }

    /// What the example's expected file should hold, with the day and the school that it is given.
    public static func expectation(
        folder: String, example name: String, today: CalendarDate, urn: String?, definitions: Definitions,
        modules: (any ModulePlayer)? = nil
    ) throws -> String {
        let manifest = try Manifest.load(folder: folder, definitions: definitions)
        let example = try ExampleFolder(path: folder).example(name, expected: nil)
        let given = Given(today: today, urn: urn, known: manifest.asksForKnownChildren ? .string("all") : nil)
        return ExpectedText.text(try actual(example, given, of: manifest, definitions, modules).tree)
    }

    /// Writes what comes of each example as what is expected of it, with the day and the school that it had before.
    ///
    /// - Returns: the examples.
    public static func accept(
        folder: String, today: CalendarDate, definitions: Definitions, modules: (any ModulePlayer)? = nil
    ) throws -> [String] {
        let manifest = try Manifest.load(folder: folder, definitions: definitions)
        return try ExampleFolder(path: folder).examples().map { example in
            let before = example.expected.flatMap { try? JSONValue(parsing: $0) }.flatMap { Given($0["given"]) }
            let given =
                before
                ?? Given(
                    today: today, urn: manifest.source.isInbox ? "103175" : nil,
                    known: manifest.asksForKnownChildren ? .string("all") : nil)
            let text = ExpectedText.text(try actual(example, given, of: manifest, definitions, modules).tree)
            try FileManager.default.createDirectory(atPath: "\(folder)/expected", withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/expected/\(example.name).json"))
            return example.name
        }
    }

    private static func run(
        _ example: Example, of manifest: Manifest, _ definitions: Definitions, _ modules: (any ModulePlayer)?
    ) throws -> Result {
        guard let text = example.expected else {
            return Result(
                adapter: manifest.id, example: example.name, rows: 0,
                differences: ["There is no expected/\(example.name).json."])
        }
        let expected: JSONValue
        do {
            expected = try JSONValue(parsing: text)
        } catch {
            return Result(
                adapter: manifest.id, example: example.name, rows: 0,
                differences: ["expected/\(example.name).json: \(error)"])
        }
        guard let given = Given(expected["given"]) else {
            return Result(
                adapter: manifest.id, example: example.name, rows: 0,
                differences: ["expected/\(example.name).json lacks `given` with a `today` such as 2026-11-20."])
        }
        if manifest.isModule, modules == nil {
            return Result(
                adapter: manifest.id, example: example.name, rows: 0,
                differences: ["It is a native module's: `sendgate adapters test` runs it."])
        }
        let actual = try actual(example, given, of: manifest, definitions, modules)
        return Result(
            adapter: manifest.id, example: example.name, rows: actual.rows,
            differences: actual.differences
                + (actual.isCut ? [] : ExpectedText.differences(expected, actual.tree)))
    }

    private static func actual(
        _ example: Example, _ given: Given, of manifest: Manifest, _ definitions: Definitions,
        _ modules: (any ModulePlayer)?
    ) throws -> (tree: JSONValue, rows: Int, differences: [String], isCut: Bool) {
        if manifest.isModule {
            let partner = FeedPartner(urn: given.urn, name: manifest.partner)
            let session = MappingSession(
                manifest, definitions: definitions, today: given.today, partner: partner, known: given.children)
            let played = try played(example, session, given: given.tree, modules)
            return (played.tree, played.rows, [], false)
        }
        let fetched = try Fetched(example, given, of: manifest)
        var gauge = example.hasAnswers ? given.gauge(of: manifest) : nil
        let partner = FeedPartner(urn: given.urn, name: manifest.partner)
        var session = MappingSession(
            manifest, definitions: definitions, today: given.today, partner: partner, known: given.children)
        var files: [JSONValue] = []
        var rows = 0
        for name in session.filesToSurvey {
            try session.survey(file: name) { session in
                for part in fetched.parts where part.file == name {
                    var source = FileByteSource(path: part.path)
                    // What can't be read is told when it is mapped.
                    do { try DateSurvey.read(&source, file: name, requested: part.requested, &session) } catch _
                        as any PayloadError
                    {}
                }
            }
        }
        var waiting: [(record: SourceRecord, row: FoldRow)] = []
        for (payload, part) in fetched.parts.enumerated() {
            var lines: [JSONValue] = []
            var members = [JSONMember("file", .string(part.file)), JSONMember("name", .string(part.name))]
            if let school = part.requested.school { members.append(JSONMember("school", .string(school))) }
            if let day = part.requested.day { members.append(JSONMember("day", .string(day.description))) }
            do {
                let summary = try ExampleReader.read(
                    part.path, part.file, requested: part.requested, &session, &gauge
                ) { row in
                    if case .records(let records, _) = row.outcome {
                        let place = FoldRow(
                            sequence: rows, payload: payload, number: row.number, line: row.line,
                            byteOffset: row.byteOffset)
                        waiting += records.filter { $0.folding != nil }.map { (record: $0, row: place) }
                    }
                    rows += 1
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
            files.append(.object(members))
        }
        var members = [JSONMember("given", given.tree), JSONMember("files", .array(files))]
        if manifest.folds {
            members.append(JSONMember("folded", .array(try folded(waiting, of: manifest))))
        }
        members += fetched.told
        if let cursor = gauge?.largest { members.append(JSONMember("cursor", .string(cursor.description))) }
        let doubts = session.dateDoubts + [gauge?.doubt].compactMap(\.self)
        if !doubts.isEmpty { members.append(JSONMember("held", .array(doubts.map(JSONValue.string)))) }
        return (.object(members), rows, fetched.differences, fetched.isCut)
    }
}

extension AdapterCheck {
    /// What comes of the rows that state records together, in the order of their first rows.
    private static func folded(
        _ waiting: [(record: SourceRecord, row: FoldRow)], of manifest: Manifest
    ) throws -> [JSONValue] {
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

/// An example with its circumstances.
public struct GivenExample: Sendable {
    public let name: String
    public let paths: [String]
    /// Which file of the set each recorded answer is, by its name; empty where names and contents tell.
    public let fileOf: [String: String]
    /// What each of the paths was asked for.
    public let requested: [RequestedPart]
    public let today: CalendarDate
    /// The school whose inbox it lies in.
    public let urn: String?
    public let known: any KnownChildren
}

/// The circumstances of an example.
private struct Given {
    let today: CalendarDate
    let urn: String?
    /// Who is known to have SEND: `all`, or a list of keys, identifiers, or forename, surname and birth date.
    let known: JSONValue?
    /// The cursor that the feed's last run came to.
    var cursor: String?
    /// URNs of the configured schools, for requests for each.
    var schools: [String] = []
    /// What files without recorded answers were asked for.
    var requested = RequestedPart.whole

    init(today: CalendarDate, urn: String?, known: JSONValue?) {
        self.today = today
        self.urn = urn
        self.known = known
    }

    var children: any KnownChildren {
        guard let names = known?.elements else { return EveryChildIsKnown() }
        return ListedChildren(names.compactMap(\.text))
    }

    init?(_ value: JSONValue?) {
        guard let value, let today = value["today"]?.text.flatMap({ CalendarDate(iso: $0) }) else { return nil }
        self.init(today: today, urn: value["partner-urn"]?.text, known: value["known"])
        cursor = value["cursor"]?.scalarText
        requested = RequestedPart(
            school: value[RequestedPart.schoolName]?.scalarText,
            day: value[RequestedPart.dayName]?.text.flatMap { CalendarDate(iso: $0) })
        schools = value["schools"]?.elements?.compactMap(\.scalarText) ?? []
    }

    /// What the plan is played with.
    func circumstances(of manifest: Manifest) -> SourceCircumstances {
        var circumstances = SourceCircumstances(date: today, schools: schools)
        if case .https(let source) = manifest.source, let rule = source.incremental {
            circumstances.cursor = cursor.flatMap { CursorValue($0, rule.kind, zone: .utc) }
        }
        return circumstances
    }

    func gauge(of manifest: Manifest) -> CursorGauge? {
        guard case .https(let source) = manifest.source, let rule = source.incremental else { return nil }
        let end = Instant(milliseconds: Int64(today.daysSinceEpoch + 1) * 86_400_000 - 1)
        return CursorGauge(rule, start: end)
    }

    var tree: JSONValue {
        var members = [JSONMember("today", .string(today.description))]
        if let urn { members.append(JSONMember("partner-urn", .string(urn))) }
        if let known { members.append(JSONMember("known", known)) }
        if let cursor { members.append(JSONMember("cursor", .string(cursor))) }
        for name in RequestedPart.valueNames {
            if let value = requested.value(name) { members.append(JSONMember(name, .string(value))) }
        }
        if !schools.isEmpty { members.append(JSONMember("schools", .array(schools.map(JSONValue.string)))) }
        return .object(members)
    }
}

/// The files of an example, in the order of reading: what is in its folder, or what comes of playing its answers.
private struct Fetched {
    var parts: [RecordedAnswers.Play.Part] = []
    /// Members of the expected text that say what didn't come.
    var told: [JSONMember] = []
    var differences: [String] = []
    /// The records ended before the run did: what would have come of it isn't known.
    var isCut = false

    init(_ example: Example, _ given: Given, of manifest: Manifest) throws {
        if example.hasAnswers {
            let play: RecordedAnswers.Play
            do throws(ConfigurationProblems) {
                let answers = try RecordedAnswers(folder: example.folder, files: example.files)
                do { play = try answers.play(manifest, given.circumstances(of: manifest)) } catch {
                    differences = ["\(error)"]
                    isCut = true
                    return
                }
            } catch {
                differences = ["\(error)"]
                isCut = true
                return
            }
            differences = play.differences
            isCut = play.isCut
            if isCut { return }
            if let failure = play.failure {
                // Nothing of a run that failed is read.
                told.append(JSONMember("failed", .string(failure)))
                return
            }
            parts = play.parts
            let absent = play.absent.map { JSONValue.string("\($0.file) of \($0.part)") }
            if !absent.isEmpty { told.append(JSONMember("absent", .array(absent))) }
            return
        }
        let assignment = try manifest.assign(example.files) { name in
            var source = FileByteSource(path: "\(example.folder)/\(name)")
            return try PayloadLook(at: &source, for: manifest.files)
        }
        parts = assignment.assigned.map {
            .init(file: $0.file, name: $0.name, path: "\(example.folder)/\($0.name)", requested: given.requested)
        }
        if let trouble = assignment.trouble { told.append(JSONMember("trouble", .string(trouble))) }
    }
}
