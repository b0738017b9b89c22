// Folders that `adapters new` makes of registers, XML documents and dates with times: each passes its own test.

import Foundation
import SENDRecords
import Testing

@testable import Adapters

@Suite struct ProposalFolderTests {
    /// Makes the folder and returns what the examples give, and how many records each type has in the sample.
    private func made(_ sample: Sample) throws -> (text: String, passes: Bool) {
        let plugins = NSTemporaryDirectory() + "plugins-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: plugins) }
        try FileManager.default.createDirectory(atPath: plugins, withIntermediateDirectories: true)
        let definitions = Fixtures.definitions
        let proposal = Proposal(sample, id: "list", definitions: definitions)
        let folder = try ProposedFolder.write(
            proposal, partner: "school", title: "List", plugins: plugins,
            today: try #require(CalendarDate(iso: "2026-11-21")), definitions: definitions)
        let results = try AdapterCheck.run(folder: folder.path, definitions: definitions)
        let expected = try String(contentsOfFile: "\(folder.path)/expected/invented.json", encoding: .utf8)
        return (expected, !results.isEmpty && results.allSatisfy(\.passes))
    }

    private func table(_ columns: [String], _ rows: [[String?]]) -> Sample {
        Sample(name: "list.csv", format: .csv(delimiter: 0x2C), columns: columns, rows: rows)
    }

    @Test func aColumnASessionIsARegister() throws {
        let made = try made(
            table(
                ["Adno", "Surname", "Forename", "09/11/2026 AM", "09/11/2026 PM", "10/11/2026 AM"],
                [["1", "Vale", "Wren", "/", "\\", "I"], ["2", "Lane", "Idris", "N", "\\", "-"]]))
        #expect(made.passes)
        #expect(
            made.text.contains("attendance-week 00001/2026-11-09") || made.text.contains("attendance-week 1/2026-11-09")
        )
    }

    @Test func aRowASessionIsARegister() throws {
        let made = try made(
            table(
                ["Adno", "Surname", "Date", "Session", "Mark", "Comments"],
                [["1", "Vale", "10/11/2026", "AM", "/", ""], ["1", "Vale", "13/11/2026", "PM", "I", ""]]))
        #expect(made.passes)
        #expect(made.text.contains("attendance-week "))
    }

    @Test func aWeeksMarksInOneTextAreARegister() throws {
        let made = try made(
            table(
                ["UPN", "W/C", "Attendance Marks"],
                [
                    ["P330123419001", "09/11/2026", "/\\/\\NN/\\/\\"],
                    ["E330200024001", "23/11/2026", "/\\/\\/\\/\\II"],
                ]))
        #expect(made.passes)
        #expect(made.text.contains("attendance-week P330123419001/2026-09-07"))
        #expect(made.text.contains("\"sessions\": 10"))
    }

    @Test func anXMLDocumentIsATableOfTheElementsThatRepeat() throws {
        let file = NSTemporaryDirectory() + "sample-\(UUID().uuidString).xml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let pupil = { (upn: String, need: String) in
            "<Pupil><UPN>\(upn)</UPN><Surname>Vale &amp; Hill</Surname><DOB>2014-05-06</DOB>"
                + "<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>\(need)</SENtype></SENneed></SENneeds></Pupil>"
        }
        let text =
            "<Message><Header><Year>2026</Year></Header><Pupils>\(pupil("P330123419001", "ASD"))"
            + "\(pupil("E330200024001", "HI"))</Pupils></Message>"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let sample = try Sample.read(file)
        #expect(sample.format == .xml(elements: "/*/Pupils/Pupil"))
        #expect(sample.rows.count == 2)
        let made = try made(sample)
        #expect(made.passes)
        #expect(made.text.contains("sen-need"))
    }

    @Test func aDayWithATimeBehindItIsADay() throws {
        let made = try made(
            Sample(
                name: "a.json", format: .json(elements: "$.data[*]"),
                columns: ["$.student_id", "$.legal_surname", "$.date_of_birth.date", "$.guardian.surname"],
                rows: [
                    ["A1", "Vale", "2014-05-06 00:00:00.000000", "Hill"],
                    ["A2", "Lane", "2015-05-06 00:00:00.000000", "Hill"],
                ]))
        #expect(made.passes)
        #expect(made.text.contains("\"birth-date\":\"2013-03-14\""))
    }
}
