// `sendgate parse`: what it prints, and how it ends.

import Foundation
import Testing

@Suite struct ParseCommandTests {
    /// Runs the command on a file of that content.
    private func parse(_ content: Data, named name: String, _ options: String...) async throws -> Executable.Answer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try content.write(to: file)
        return try await Executable.run(["parse"] + options + [file.path])
    }

    @Test func rowsArePrintedAndARefusedOneStandsInItsPlace() async throws {
        let text = Data("UPN,Name\nA,Zoë\nB,x,y\nC,\"O\"\"Neill\"\nD,Ann\n".utf8)
        let answer = try await parse(text, named: "a.csv")
        #expect(answer.status == 0, "\(answer.complaints)")
        let lines = answer.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines.first == #"{"UPN":"A","Name":"Zoë"}"#)
        #expect(lines[1].hasPrefix(#"{"$reject":{"line":3,"reason":""#))
        #expect(lines[2] == #"{"UPN":"C","Name":"O\"Neill"}"#)
        let raw = try await parse(text, named: "a.csv", "--raw")
        #expect(raw.output.hasPrefix("[\"UPN\",\"Name\"]\n[\"A\",\"Zoë\"]\n[\"B\",\"x\",\"y\"]\n"))
    }

    @Test(arguments: [
        ("a.csv", "<!DOCTYPE html><html><form></form></html>", "web page"), ("a.csv", "", "empty"),
        ("a.csv", "{\"error\":\"Unauthorized\"}", "error message"), ("a.json", "[1,2", "line 1"),
        ("a.xml", "<a><b></a>", "end tag"), ("a.xlsx", "%PDF-1.7", "PDF"), ("a.csv", "A,A\n1,2\n", "same name"),
    ])
    func whatIsRefusedWholeEndsWith65AndOneLine(name: String, content: String, words: String) async throws {
        let answer = try await parse(Data(content.utf8), named: name)
        #expect(answer.status == 65)
        #expect(answer.complaints.contains(words), "\(answer.complaints)")
        #expect(answer.complaints.split(separator: "\n").count == 1)
    }

    @Test func theShippedWorkbookIsReadAsItIsShown() async throws {
        let file = "\(Executable.root)/Plugins/school-pupils/examples/workbook/pupils 2026-11-20.xlsx"
        let answer = try await Executable.run(["parse", file])
        #expect(answer.status == 0, "\(answer.complaints)")
        #expect(answer.output.contains(#""Adno":"001201","ULN":"4505577104""#))
        #expect(answer.output.contains(#""DOB":"2014-03-07""#))
        let other = try await Executable.run(["parse", "--sheet", "Staff", file])
        #expect(other.status == 65)
        #expect(other.complaints.contains("\"Pupils with SEND\""))
    }

    @Test func whatIsNotThereOrNotAskedRightHasItsOwnCode() async throws {
        #expect(try await Executable.run(["parse", "/no/such/file.csv"]).status == 66)
        #expect(try await Executable.run(["parse", "/tmp"]).status == 66)
        #expect(try await Executable.run(["parse", "--format", "xls", "/tmp"]).status == 64)
        #expect(try await Executable.run(["parse"]).status == 64)
    }
}
