// Examples of native modules: the module is run over recorded answers, and what it states is compared like any rows.

import Configuring
import Feeds
import SENDRecords

/// Runs a module over recorded answers; the gateway does, because the module runs in a child process.
public protocol ModulePlayer {
    /// - Parameter answers: paths of the files that answer the module's requests, in their order; a request beyond them is
    ///   answered with 404.
    /// - Throws: why the module can't be run, or failed, in words.
    func play(
        _ manifest: Manifest, answers: [String], today: CalendarDate, _ row: (ModuleRow) throws -> Void
    ) throws -> ModulePlay
}

/// What a module did beside stating rows.
public struct ModulePlay: Sendable, Equatable {
    /// The addresses that it asked for, without the origin.
    public let asked: [String]
    /// What it wants to be given in its next run.
    public let state: String?
    public let remarks: [String]

    public init(asked: [String], state: String?, remarks: [String]) {
        self.asked = asked
        self.state = state
        self.remarks = remarks
    }
}

extension AdapterCheck {
    /// What comes of an example of a module.
    static func played(
        _ example: Example, _ session: MappingSession, given: JSONValue, _ modules: (any ModulePlayer)?
    ) throws -> ExampleOutcome {
        guard let modules else {
            return ExampleOutcome(
                tree: .object([JSONMember("given", given), JSONMember("failed", .string("Modules aren't run here."))]),
                rows: 0)
        }
        var session = session
        session.begin(file: ModuleSource.file)
        var lines = [[JSONValue]](repeating: [], count: example.files.count)
        var rows = 0
        let play = try modules.play(
            session.manifest, answers: example.files.map { "\(example.folder)/\($0)" }, today: session.today
        ) { row in
            rows += 1
            lines[row.payload].append(ExpectedText.tree(session.map(row)))
        }
        session.end()
        let files = zip(example.files, lines).map { name, rows in
            JSONValue.object([JSONMember("name", .string(name)), JSONMember("rows", .array(rows))])
        }
        var members = [
            JSONMember("given", given), JSONMember("asked", .array(play.asked.map(JSONValue.string))),
            JSONMember("files", .array(files)),
        ]
        if let state = play.state { members.append(JSONMember("remembers", .string(state))) }
        if !play.remarks.isEmpty { members.append(JSONMember("remarks", .array(play.remarks.map(JSONValue.string)))) }
        return ExampleOutcome(tree: .object(members), rows: rows)
    }
}
