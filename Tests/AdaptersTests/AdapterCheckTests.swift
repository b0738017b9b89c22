// What an adapter's author is told when an example doesn't give what is expected.

import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct AdapterCheckTests {
    /// A new adapter of one file, in a folder of its own.
    private func withFolder(expected: String, _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("adapters-\(UUID().uuidString)")
        let folder = root.appendingPathComponent("clinic")
        defer { try? FileManager.default.removeItem(at: root) }
        let example = folder.appendingPathComponent("examples/one")
        try FileManager.default.createDirectory(at: example, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("expected"), withIntermediateDirectories: true)
        try Data(ManifestTests.good.utf8).write(to: folder.appendingPathComponent("adapter.yaml"))
        try Data("id,surname,dob,sex\n7,Reid,05/01/2015,Boy\n".utf8)
            .write(to: example.appendingPathComponent("children.csv"))
        try Data(expected.utf8).write(to: folder.appendingPathComponent("expected/one.json"))
        try body(folder.path)
    }

    private func differences(_ expected: String) throws -> [String] {
        var found: [String] = []
        try withFolder(expected: expected) { folder in
            found = try AdapterCheck.run(folder: folder, definitions: Fixtures.definitions).flatMap(\.differences)
        }
        return found
    }

    @Test func whatIsRecordedPassesAndAChangedFieldIsNamed() throws {
        var recorded = ""
        try withFolder(expected: "") { folder in
            recorded = try AdapterCheck.expectation(
                folder: folder, example: "one", today: Fixtures.today, urn: nil, definitions: Fixtures.definitions)
        }
        #expect(try differences(recorded) == [])
        #expect(
            try differences(recorded.replacing("2015-01-05", with: "2015-05-01")) == [
                "files file children rows line 2 records type child fields birth-date: expected \"2015-05-01\", "
                    + "but is \"2015-01-05\""
            ])
    }

    @Test func anExpectedFileThatIsMissingOrBrokenIsAFailure() throws {
        #expect(try differences("").count == 1)
        #expect(try differences("{}").first?.contains("today") == true)
    }

    @Test func anExampleFileThatFitsNoFileOfTheSetIsTold() throws {
        let manifest = try Fixtures.manifest("transport")
        #expect(manifest.assign(["crew.csv", "wages.csv"]).trouble?.contains("wages.csv") == true)
    }
}
