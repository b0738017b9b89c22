// A new adapter's folder: manifest, invented example, what is expected of it, and a page for the partner.

import Configuring
import Foundation
import SENDRecords

/// Writes a proposal into the plug-ins folder. It never changes a folder that is there.
public struct ProposedFolder: Sendable {
    public let path: String
    /// Each file that was written, without the folder.
    public let files: [String]

    /// - Throws: `SampleError` where the folder exists; `ConfigurationProblems` where the proposal can't be read back,
    ///   in which case nothing stays behind; what the file system throws.
    public static func write(
        _ proposal: Proposal, partner: String, title: String, plugins: String, today: CalendarDate,
        definitions: Definitions
    ) throws -> ProposedFolder {
        let path = "\(plugins)/\(proposal.id)"
        let manager = FileManager.default
        guard !manager.fileExists(atPath: path) else {
            throw SampleError(description: "There is a folder \(path) already. Choose another name, or remove it.")
        }
        var files: [String] = []
        func put(_ text: String, _ name: String) throws {
            let file = URL(fileURLWithPath: "\(path)/\(name)")
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            files.append(name)
        }
        do {
            try put(proposal.manifest(partner: partner, title: title, definitions: definitions) + "\n", "adapter.yaml")
            try put(proposal.example(definitions: definitions), "examples/invented/\(proposal.exampleName)")
            try put(proposal.readme(partner: partner, title: title), "README.md")
            let expected = try AdapterCheck.expectation(
                folder: path, example: "invented", today: today, urn: "103175", definitions: definitions)
            try put(expected, "expected/invented.json")
        } catch {
            try? manager.removeItem(atPath: path)
            throw error
        }
        return ProposedFolder(path: path, files: files)
    }
}

extension Proposal {
    /// The example's file name: the sample's ending, and nothing else of its name.
    var exampleName: String {
        switch sample.format {
        case .csv, .workbook: "example.csv"
        case .json: "example.json"
        case .jsonLines: "example.jsonl"
        case .xml: "example.xml"
        }
    }

    /// A page for whoever sends the feed.
    func readme(partner: String, title: String) -> String {
        var text = """
            # \(title)

            For the person at \(partner) who makes the file.

            **What to send.** (How often, which rows, under which name.)

            **Columns.**

            | column | what it is read as |
            |---|---|

            """
        for column in profiles.indices {
            let uses = records.flatMap { record in
                record.fields.filter { $0.column == column }.map { "\($0.field.meaning)" }
            }
            var what =
                uses.first
                ?? (column == key.column
                    ? "your own number of the row's \(entity.name), which stays the same" : "not read")
            if attendance?.columns.contains(column) ?? false { what = "marks of the register" }
            if column == rowKey { what = "your own number of the row, which stays the same" }
            text += "| \(profiles[column].name) | \(what) |\n"
        }
        return text + """

            **What is kept.** (Say which rows are left out, and why the others are needed.)

            **Whom to ask.** (Who at the council helps when something is unclear: name, telephone, e-mail.)

            """
    }
}
