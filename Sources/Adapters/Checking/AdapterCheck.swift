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

    private static func run(
        _ example: Example, of manifest: Manifest, _ definitions: Definitions, _ modules: (any ModulePlayer)?
    ) throws -> Result {
        func failing(_ difference: String) -> Result {
            Result(adapter: manifest.id, example: example.name, rows: 0, differences: [difference])
        }
        guard let text = example.expected else { return failing("There is no expected/\(example.name).json.") }
        let expected: JSONValue
        do { expected = try JSONValue(parsing: text) } catch {
            return failing("expected/\(example.name).json: \(error)")
        }
        guard let given = GivenCircumstances(expected["given"]) else {
            return failing("expected/\(example.name).json lacks `given` with a `today` such as 2026-11-20.")
        }
        if manifest.isModule, modules == nil {
            return failing("It is a native module's: `sendgate adapters test` runs it.")
        }
        let outcome = try outcome(of: example, given, manifest, definitions, modules)
        return Result(
            adapter: manifest.id, example: example.name, rows: outcome.rows,
            differences: outcome.differences
                + (outcome.isCut ? [] : ExpectedText.differences(expected, outcome.tree)))
    }

    /// What comes of an example under its circumstances.
    static func outcome(
        of example: Example, _ given: GivenCircumstances, _ manifest: Manifest, _ definitions: Definitions,
        _ modules: (any ModulePlayer)?
    ) throws -> ExampleOutcome {
        let session = MappingSession(
            manifest, definitions: definitions, today: given.today,
            partner: FeedPartner(urn: given.urn, name: manifest.partner), known: given.children)
        if manifest.isModule { return try played(example, session, given: given.tree, modules) }
        var run = try ExampleRun(example, given, session)
        return try run.outcome()
    }
}
