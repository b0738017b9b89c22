// Recorded answers are played with the daemon's own plan: what is asked and what is recorded must be the same.

import Foundation
import Testing

@testable import Adapters

struct RecordedAnswerTests {
    /// The shipped example with its answers changed; what differs then.
    private func differences(_ change: (String) -> String) throws -> [String] {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("answers-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: root) }
        let folder = "\(root)/school-mis"
        try files.createDirectory(atPath: root, withIntermediateDirectories: true)
        try files.copyItem(atPath: "\(Fixtures.root)/Plugins/school-mis", toPath: folder)
        let path = "\(folder)/examples/first/answers.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(change(text).utf8).write(to: URL(fileURLWithPath: path))
        return try AdapterCheck.run(folder: folder, definitions: Fixtures.definitions).flatMap(\.differences)
    }

    @Test func asRecordedItPasses() throws {
        #expect(try differences { $0 } == [])
    }

    @Test func anotherOrderIsADifference() throws {
        let found = try differences { text in
            let answers = text.components(separatedBy: "\n- ")
            return "- "
                + ([answers[2].trimmingCharacters(in: .newlines), answers[1]] + [String(answers[0].dropFirst(2))])
                .joined(separator: "\n- ") + "\n"
        }
        #expect(found.first?.hasPrefix("request 1: answers.yaml line 1 has `GET /v1/deletions") == true, "\(found)")
        #expect(found.first?.contains("but the adapter asks `GET /v1/students?limit=200") == true)
    }

    @Test func aRequestWithoutAnswerIsADifference() throws {
        let found = try differences { $0.components(separatedBy: "\n- ").dropLast().joined(separator: "\n- ") }
        #expect(found.first?.hasPrefix("request 3: `GET /v1/deletions") == true, "\(found)")
        #expect(found.first?.hasSuffix("has no answer in answers.yaml") == true)
    }

    @Test func anAnswerThatIsNotAskedForIsADifference() throws {
        let found = try differences { $0 + "- request: GET /v1/more\n  file: deletions.json\n" }
        #expect(found == ["answers.yaml line 7: `GET /v1/more` was not asked for"])
    }

    @Test func aSlipInTheRecordsIsToldWithItsPlace() throws {
        let found = try differences { $0.replacing("students-2.json", with: "student-2.json") }
        #expect(found.first?.contains("answers.yaml:4:9") == true, "\(found)")
        #expect(found.first?.contains("Did you mean `students-2.json`?") == true)
    }

    @Test func aRefusalIsPartOfWhatIsExpected() throws {
        let found = try differences { $0.replacing("  file: students-1.json", with: "  status: 503") }
        #expect(
            found.contains {
                $0.contains("failed: nothing was expected, but is \"students: The service answered 503.\"")
            }, "\(found)")
    }
}
