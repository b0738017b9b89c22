// Text in a table's place: what is recognised, and what is left alone.

import Testing

@testable import Feeds

struct NoTableTests {
    @Test(arguments: [
        ("The report is not available at the moment. Please try again later.\n", NoTable.words),
        (
            "Dear colleagues,\r\n\r\nthe export is not available, because the system is being updated.\r\nThe office",
            .words
        ),
        ("From: Ann <ann@school.example>\nSent: Friday\nTo: Bo\nSubject: List\n\nHere it is.\n", .email),
        ("\"Adno,Surname,DOB\"\r\n\"1,Hale,31/01/2015\"\r\n\"2,\"\"Hale, Bo\"\",31/01/2015\"\r\n", .quotedLines),
        ("\u{FEFF}\"Adno;Surname\"\n\"1;Hale\"\n", .quotedLines),
    ])
    func whatIsNoTableIsNamed(_ text: String, _ found: NoTable) {
        #expect(NoTable(Array(text.utf8)) == found)
        #expect(NoTable(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == found)
    }

    @Test(arguments: [
        "Number,Name,Class\n1,Ada,3B\n", "Name\nAda Hale\nBo Hale\n", "", "\n\n",
        "\"Adno\",\"Surname\"\n\"1\",\"Hale\"\n",
        "\"Adno\"\n\"1\"\n", "To,From,Subject\n1,2,3\n",
        "Note;Name\nThe pupil is not in school on Mondays. Please ask the office.;Hale\n",
    ])
    func whatMayBeATableIsLeftAlone(_ text: String) {
        #expect(NoTable(Array(text.utf8)) == nil)
    }

    @Test func aRefusalIsDividedIntoWhatItIsAndWhatToDo() throws {
        var source = MemoryByteSource(
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600))
        let error = #expect(throws: CSVError.self) { try CSVReader().read(&source) { _ in } }
        #expect(error?.finding == "This is an old Excel workbook (.xls), not a CSV file.")
        #expect(error?.hint == "Open it in Excel, choose Save as, then \"CSV UTF-8\", and send that file.")
        var twice = MemoryByteSource("A,B,A\n1,2,3\n")
        let header = #expect(throws: CSVError.self) { try CSVReader().read(&twice) { _ in } }
        #expect(header?.finding == "Line 1, column 3: the header has the same name here as in column 1.")
    }
}
