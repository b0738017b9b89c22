// CSV: structure, places, and what is refused.

import Testing

@testable import Feeds

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["1", "2"]]),
        ("a,b\n1,2", [["1", "2"]]),
        ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
        ("a,b\n1,2\r\n3,4\r5,6", [["1", "2"], ["3", "4"], ["5", "6"]]),
        ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
        ("a,b\n\"1,5\",\"two\r\nlines\"\n", [["1,5", "two\r\nlines"]]),
        ("a,b\n\"say \"\"hello\"\"\",\"\"\"\"\n", [["say \"hello\"", "\""]]),
        ("a,b\n,\n1,2\n", [["", ""], ["1", "2"]]),
        ("a,b\n\"\",\"\"", [["", ""]]),
        ("a,b\n x , y \n", [[" x ", " y "]]),
        ("a,b\n5\" pipe,O\"Neill\n", [["5\" pipe", "O\"Neill"]]),
        ("a,b\n\n\r\n1,2\n\n", [["1", "2"]]),
        ("\n\na,b\n1,2\n", [["1", "2"]]),
        ("a\n1\n", [["1"]]),
        ("a,b\n", []),
        ("a,b", []),
    ])
    func recordsAreReadAsRFC4180HasThem(text: String, expected: [[String]]) throws {
        let reading = try CSVReading(text)
        #expect(reading.texts == expected)
        #expect(reading.rejections.isEmpty)
        #expect(reading.summary.rows == expected.count)
        #expect(reading.summary.cut == nil)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", CSVDelimiter.comma), ("a;b\n1;2\n", .semicolon), ("a\tb\n1\t2\n", .tab), ("a|b\n1|2\n", .pipe),
        ("Name, full;b;c\n1;2;3\n", .semicolon), ("\"x;y;z\",b\n1,2\n", .comma), ("single\n1\n", .comma),
    ])
    func theDelimiterIsFoundInTheHeader(text: String, delimiter: CSVDelimiter) throws {
        let reading = try CSVReading(text)
        #expect(reading.summary.dialect.delimiter == delimiter)
        #expect(reading.summary.rows == 1)
    }

    @Test func aDeclaredDelimiterLeavesTheOthersAsText() throws {
        #expect(try CSVReading("a;b\n1,1;2\n", CSVDialect(delimiter: .semicolon)).texts == [["1,1", "2"]])
    }

    @Test func rowsKnowTheirPlace() throws {
        let rows = try CSVReading("\u{FEFF}a,b\r\n\"x\r\ny\",1\r\n\r\nz,2\n").rows
        #expect(rows.map(\.line) == [2, 5])
        #expect(rows.map(\.byteOffset) == [8, 20])
        #expect(rows.map(\.number) == [1, 2])
        #expect(rows[0].isEmpty(at: 0) == false)
        #expect(Array(rows[1].bytes(at: 0)) == Array("z".utf8))
        #expect(rows[1].withBytes(at: 1) { $0.count } == 1)
    }

    @Test func aKeptRowIsNotOverwritten() throws {
        #expect(try CSVReading("a,b\n1,2\n3,4\n5,6\n").texts == [["1", "2"], ["3", "4"], ["5", "6"]])
    }

    @Test func headerNamesLoseTheSpacesAroundThem() throws {
        #expect(try CSVReading(" UPN ,\u{A0}Date of birth\t\n1,2\n").summary.header == ["UPN", "Date of birth"])
    }

    @Test func raggedRowsAreRejectedAndNeverShifted() throws {
        let reading = try CSVReading("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
        #expect(reading.faults == [.ragged(expected: 3, found: 2), .ragged(expected: 3, found: 4)])
        #expect(reading.rejections.map(\.line) == [2, 3])
        #expect(reading.rejections.map(\.number) == [1, 2])
        #expect(reading.rows.map(\.number) == [3])
        #expect(reading.summary.rows + reading.summary.rejected == 3)
    }

    @Test func aFileCutInItsLastRowIsNoticed() throws {
        let reading = try CSVReading("a,b,c\n1,2,3\n4,5")
        #expect(reading.faults == [.cutShort(expected: 3, found: 2)])
        #expect(reading.summary.cut?.line == 3)
        #expect(reading.summary.cut?.byteOffset == 12)
        #expect(reading.summary.bytes == 15)
    }

    @Test func aWholeLastRowNeedsNoLineEnd() throws {
        let reading = try CSVReading("a,b\n1,2")
        #expect(reading.summary.cut == nil)
        #expect(reading.summary.endsWithoutLineEnd)
        #expect(try CSVReading("a,b\n1,2\n").summary.endsWithoutLineEnd == false)
    }

    @Test func aQuoteThatIsNeverClosedCostsItsRecordOnly() throws {
        let reading = try CSVReading("a,b\n1,2\n\"x\ny\",\"unclosed\n3,4\n5,6\n")
        #expect(reading.faults == [.unclosedQuote(column: 2)])
        #expect(reading.rejections.map(\.line) == [3])
        #expect(reading.texts == [["1", "2"], ["3", "4"], ["5", "6"]])
        #expect(reading.summary.cut == nil)
    }

    @Test func aFileCutInsideAQuotedValueIsNoticed() throws {
        let reading = try CSVReading("a,b\n1,2\n3,\"Dear all,\nthe re")
        #expect(reading.faults == [.unclosedQuote(column: 2)])
        #expect(reading.rejections.map(\.lastLine) == [4])
        #expect(reading.summary.cut?.line == 3)
        #expect(reading.texts == [["1", "2"]])
    }

    @Test func anUnclosedQuoteCostsItsOwnLineOnly() throws {
        let reading = try CSVReading("a,b\n1,\"x\n2,\"y\"\n3,z\n")
        #expect(reading.faults == [.textAfterQuote(column: 2)])
        #expect(reading.rejections.map(\.line) == [2])
        #expect(reading.texts == [["2", "y"], ["3", "z"]])
        #expect(reading.rows.map(\.line) == [3, 4])
    }

    @Test func damageAfterAQuotedLineBreakResumesAfterTheDamagedLine() throws {
        let reading = try CSVReading("a,b\n\"x\ny\",\"q\"q\n3,z\n")
        #expect(reading.faults == [.textAfterQuote(column: 2)])
        #expect(reading.rows.map(\.line) == [4])
    }

    @Test func quotesAfterSpacesAndNULBytesAreRejected() throws {
        let reading = try CSVReading("a,b\n1, \"x\"\n1,\0\n1,2\n")
        #expect(reading.faults == [.spaceBeforeQuote(column: 2), .nulByte(column: 2)])
        #expect(reading.texts == [["1", "2"]])
    }

    @Test func aQuoteBombIsRejectedWithinItsBounds() throws {
        var limits = CSVLimits()
        limits.field = 1_000
        let bomb = "a,b\n1,2\n3,\"" + String(repeating: "x\n", count: 5_000) + "4,5\n"
        let reading = try CSVReading(bomb, limits: limits)
        #expect(reading.faults[0] == .fieldTooLong(column: 2, limit: 1_000))
        #expect(reading.faults.count == 5_000)
        #expect(reading.texts == [["1", "2"], ["4", "5"]])
        #expect(reading.rows.last?.line == 5_003)
    }

    @Test func overlongFieldsRecordsAndColumnsAreRejectedByRow() throws {
        var limits = CSVLimits()
        limits.field = 20
        limits.record = 50
        limits.columns = 4
        let long = String(repeating: "x", count: 400)
        let wide = Array(repeating: String(repeating: "y", count: 18), count: 4).joined(separator: ",")
        let text = "a,b\n\(long),1\n1,\"\(long)\"\n\(wide)\n1,2,3,4,5\n6,7\n"
        for window in [1, 16, 1 << 16] {
            let reading = try CSVReading(Array(text.utf8), limits: limits, window: window)
            #expect(
                reading.faults == [
                    .fieldTooLong(column: 1, limit: 20), .fieldTooLong(column: 2, limit: 20), .recordTooLong(limit: 50),
                    .tooManyColumns(limit: 4),
                ])
            #expect(reading.texts == [["6", "7"]])
            #expect(reading.rows.map(\.line) == [6])
        }
    }

    @Test func tenThousandColumnsAreRead() throws {
        let header = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        let row = (0..<10_000).map(String.init).joined(separator: ",")
        let reading = try CSVReading("\(header)\n\(row)\n\(row),1\n")
        #expect(reading.rows.first?.text(at: 9_999) == "9999")
        #expect(reading.faults == [.tooManyColumns(limit: 10_000)])
    }

    @Test func duplicateAndEmptyHeaderNamesAreRefused() {
        let duplicate = csvRefusal("\nUPN,DOB, UPN\n1,2,3\n")
        #expect(duplicate?.problem == .duplicateHeaderName("UPN", firstColumn: 1))
        #expect(duplicate?.line == 2)
        #expect(duplicate?.column == 3)
        #expect(csvRefusal("UPN,,DOB\n")?.problem == .emptyHeaderName)
        #expect(csvRefusal("UPN,DOB,\n1,2,3\n4,5,6\n")?.column == 3)
        #expect(csvRefusal("\"a\"b,c\n")?.problem == .badHeader(.textAfterQuote(column: 1)))
    }

    @Test(arguments: [
        ("", MistakenFormat.nothing), ("\r\n \n", .nothing), ("<!DOCTYPE html>\n<html>", .webPage),
        ("\n<HTML lang=\"en\">", .webPage), ("<?xml version=\"1.0\"?>", .xml), ("{\"error\":\"x\"}", .errorAnswer),
        ("[ {\"a\":1}]", .json), ("PK\u{3}\u{4}rest", .zip), ("%PDF-1.7", .pdf),
    ])
    func whatIsNotCSVIsNamed(text: String, format: MistakenFormat) {
        #expect(csvRefusal(text)?.problem == .mistaken(format))
    }

    @Test func gzipAndOldWorkbooksAreNamed() {
        #expect(csvRefusal([0x1F, 0x8B, 8, 0])?.problem == .mistaken(.gzip))
        #expect(csvRefusal([0xD0, 0xCF, 0x11, 0xE0])?.problem == .mistaken(.oldWorkbook))
        #expect(csvRefusal([0x1F, 0x8B])?.description.contains("gzip-compressed file, not a CSV file") == true)
    }

    @Test func aRowIsReadAgainByItsPlace() throws {
        let bytes = Array("\u{FEFF}a;b\n1;2\n\"x\ny\";\"Zoë\"\n3\n".utf8)
        let reading = try CSVReading(bytes)
        var source = MemoryByteSource(bytes)
        for reader in [CSVReader(), CSVReader(dialect: reading.summary.dialect)] {
            for row in reading.rows {
                let again = try reader.row(
                    at: row.byteOffset, in: &source)
                #expect(again == .row(row))
            }
            let ragged = try reader.row(at: 24, in: &source)
            #expect(ragged == .rejected(reading.rejections[0]))
            #expect(throws: CSVError.self) { try reader.row(at: 999, in: &source) }
        }
    }

    @Test func aRowMadeForATestLooksLikeOneThatWasRead() throws {
        let row = try #require(try CSVReading("a,b,c\n1,,\"x,y\"\n").rows.first)
        #expect(row == CSVRow.of(["1", "", "x,y"], line: 2, byteOffset: 6))
        #expect(row.isEmpty(at: 1))
        #expect(CSVRow.of(["", ""]).isBlank)
    }

    @Test func whatTheCallbackThrowsEndsTheReading() {
        struct Stop: Error {}
        var source = MemoryByteSource("a,b\n1,2\n")
        #expect(throws: Stop.self) { try CSVReader().read(&source) { _ in throw Stop() } }
    }

    @Test func noMessageHoldsAValueOfTheFile() {
        let faults: [CSVRowFault] = [
            .ragged(expected: 2, found: 3), .cutShort(expected: 2, found: 1), .nulByte(column: 4),
            .undecodable(column: 1, byteOffset: 9, byte: 0x81, encoding: .windows1252), .textAfterQuote(column: 2),
        ]
        for fault in faults { #expect(!fault.description.isEmpty) }
        #expect(faults[3].description.contains("0x81"))
        #expect(csvRefusal("a,Okonkwo,Okonkwo\n1,2,3\n")?.description.contains("Okonkwo") == false)
    }

    /// What a lost delimiter, a dropped quote or a bare line break leaves of a row has the right number of fields, and is
    /// no row.
    @Test(arguments: [
        "1,x\"see above, please\",b\n", "2,Says \"\"hello\"\" twice\",b\n",
    ])
    func halfAPairOfQuotesMakesTheRowDoubtful(line: String) throws {
        let reading = try CSVReading("id,text,more\n" + line + "3,plain,5\" pipe\n")
        #expect(reading.texts == [["3", "plain", "5\" pipe"]])
        #expect(reading.rejections.map(\.line) == [2])
    }

    @Test func theRestOfADateIsNoDate() throws {
        let rows = (1...9).map { "0\($0)/03/2018,\($0),a\n" }
        let reading = try CSVReading(
            "day,number,text\n" + rows[0...4].joined() + "28\n/03/2018,7,b\n" + rows[5...].joined())
        #expect(reading.texts.count == 8)
        #expect(reading.rejections.map(\.line) == [6, 7, 8])
    }
}
