// What is expected of examples, written from what comes of them.

import Feeds
import Foundation
import SENDRecords

extension AdapterCheck {
    /// What the example's expected file should hold, with the day and the school that it is given.
    public static func expectation(
        folder: String, example name: String, today: CalendarDate, urn: String?, definitions: Definitions,
        modules: (any ModulePlayer)? = nil
    ) throws -> String {
        let manifest = try Manifest.load(folder: folder, definitions: definitions)
        let example = try ExampleFolder(path: folder).example(name, expected: nil)
        let given = GivenCircumstances(
            today: today, urn: urn, known: manifest.asksForKnownChildren ? .string("all") : nil)
        return ExpectedText.text(try outcome(of: example, given, manifest, definitions, modules).tree)
    }

    /// Writes what comes of each example as what is expected of it, with the day and the school that it had before.
    ///
    /// - Returns: the examples.
    public static func accept(
        folder: String, today: CalendarDate, definitions: Definitions, modules: (any ModulePlayer)? = nil
    ) throws -> [String] {
        let manifest = try Manifest.load(folder: folder, definitions: definitions)
        return try ExampleFolder(path: folder).examples().map { example in
            let before = example.expected.flatMap { try? JSONValue(parsing: $0) }.flatMap {
                GivenCircumstances($0["given"])
            }
            let given =
                before
                ?? GivenCircumstances(
                    today: today, urn: manifest.source.isInbox ? "103175" : nil,
                    known: manifest.asksForKnownChildren ? .string("all") : nil)
            let text = ExpectedText.text(try outcome(of: example, given, manifest, definitions, modules).tree)
            try FileManager.default.createDirectory(atPath: "\(folder)/expected", withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/expected/\(example.name).json"))
            return example.name
        }
    }
}
