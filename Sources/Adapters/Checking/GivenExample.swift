// Examples for whoever reads them in another way than `AdapterCheck` does.

import Feeds
import Foundation
import SENDRecords

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

extension AdapterCheck {
    /// The examples of a folder with their circumstances, for whoever reads them in another way. Those without an expected
    /// file are left out: `run` tells of them.
    public static func examples(folder: String, of manifest: Manifest) throws -> [GivenExample] {
        try ExampleFolder(path: folder).examples().compactMap { example in
            let expected = example.expected.flatMap { try? JSONValue(parsing: $0) }
            guard let given = GivenCircumstances(expected?["given"]) else { return nil }
            guard example.hasAnswers else {
                return GivenExample(
                    name: example.name, paths: example.files.map { "\(example.folder)/\($0)" }, fileOf: [:],
                    requested: example.files.map { _ in given.requested },
                    today: given.today, urn: given.urn, known: given.children)
            }
            // Of a run that fails, or whose records end before it does, nothing comes.
            let parts = try ExampleFiles(example, given, of: manifest).parts
            return parts.isEmpty
                ? nil
                : GivenExample(
                    name: example.name, paths: parts.map(\.path),
                    fileOf: Dictionary(parts.map { ($0.name, $0.file) }, uniquingKeysWith: { first, _ in first }),
                    requested: parts.map(\.requested),
                    today: given.today, urn: given.urn, known: given.children)
        }
    }
}
