// `adapters try` on an author's own files.

import Foundation
import Testing

@Suite struct TryCommandTests {
    /// Runs the command on a file with this text; the list names who counts as known.
    private func tried(_ adapter: String, _ text: String, known: String? = nil) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("try-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("list.csv")
        try Data(text.utf8).write(to: file)
        var words = ["adapters", "try", adapter, file.path, "--config", "\(Executable.root)/config"]
        if let known {
            let list = folder.appendingPathComponent("known.txt")
            try Data(known.utf8).write(to: list)
            words += ["--known", list.path]
        }
        let answer = try await Executable.run(words)
        return answer.output + answer.complaints
    }

    @Test func aListNamesTheChildrenWhoCountAsKnown() async throws {
        let marks = """
            Adno,Legal surname,Legal forename,DOB,Week commencing,Marks
            4471,Okafor,Toby,19/11/2013,02/11/2026,/\\/\\/\\/\\/\\
            4533,Marsh,Idris,11/01/2012,02/11/2026,/\\/\\/\\/\\/\\
            4540,Patel,Anaya,15/04/2012,02/11/2026,/\\/\\/\\/\\/\\

            """
        let all = try await tried("school-attendance", marks)
        #expect(all.contains("3 rows: 3 mapped") && all.contains("--known"), "\(all)")
        let some = try await tried("school-attendance", marks, known: "4471\r\nIdris  Marsh 2012-01-11\r\n")
        #expect(some.contains("3 rows: 2 mapped, 1 left out"), "\(some)")
        let never = try await tried("school-pupils", "Adno\n", known: "4471")
        #expect(never.contains("never asks whether a child is known"), "\(never)")
    }

    @Test(arguments: [
        ("Dear all,\nthe list will follow on Monday, we are very sorry about the delay.\n", "This is a text in words"),
        ("\"Adno,Surname\"\n\"1,Hale\"\n", "Every line of this file stands whole in one pair of quotes"),
    ])
    func whatIsNoTableIsNamed(_ text: String, _ told: String) async throws {
        let answer = try await tried("school-pupils", text)
        #expect(answer.contains(told), "\(answer)")
    }
}
