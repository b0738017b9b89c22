// Sheets as tables: where the header is, which rows there are, what is refused.

import Testing

@testable import Feeds

struct WorkbookTests {
    @Test func theFirstVisibleSheetIsReadWithItsRowNumbers() throws {
        var book = TestWorkbook.rows([["UPN", "Name"], ["A", "Ann"], [nil, nil], ["B", nil]])
        book.sheets.insert(("Lists", "hidden", "<sheetData/>"), at: 0)
        book.sheets.append(("Notes", "visible", "<sheetData/>"))
        let reading = try book.read()
        #expect(reading.header == ["UPN", "Name"])
        #expect(reading.texts == [["A", "Ann"], ["B", ""]])
        #expect(reading.rows.map(\.line) == [2, 4])
        #expect(reading.summary.notes.map(\.kind) == [.otherSheets])
    }

    @Test func aSheetIsFoundByItsNameInAnySpelling() throws {
        var book = TestWorkbook.rows([["A", "B"], ["1", "2"]])
        book.sheets.append(("SEN Pupils 2026", "hidden", "<sheetData><row><c t=\"str\"><v>C</v></c></row></sheetData>"))
        #expect(try book.read(WorkbookReader(sheet: "sen-pupils 2026")).header == ["C"])
        #expect(
            book.refusal(WorkbookReader(sheet: "Staff"))?.problem
                == .noSheet(named: "Staff", sheets: ["Pupils", "SEN Pupils 2026"]))
    }

    @Test func titlesAboveTheTableAreNotItsHeader() throws {
        let merged = "<mergeCells count=\"1\"><mergeCell ref=\"A1:D1\"/></mergeCells>"
        let reading = try TestWorkbook.rows(
            [
                ["Alder Green School"], ["Printed", "20/11/2026"], [], ["UPN", "Surname", "Forename", "DOB"],
                ["A", "Brown", "Sam", "2014-01-02"],
            ], after: merged
        ).read()
        #expect(reading.header == ["UPN", "Surname", "Forename", "DOB"])
        #expect(reading.texts == [["A", "Brown", "Sam", "2014-01-02"]])
        #expect(reading.asides.map(\.kind) == [.preamble, .preamble])
    }

    @Test func headersAgainAndFootersStandBesideTheTable() throws {
        let header = ["UPN", "Surname", "Forename", "Year"]
        let first = ["A", "Brown", "Sam", "7"]
        let second = ["B", "Total", "Ann", "8"]
        let reading = try TestWorkbook.rows([header, first, header, second, ["Total", "2"], ["End of report"]]).read()
        #expect(reading.texts == [first, second])
        #expect(reading.asides.map(\.kind) == [.repeatedHeader, .footer, .footer])
        #expect(reading.asides.map(\.line) == [3, 5, 6])
    }

    @Test func aTrailerWithAnotherCountIsHeld() throws {
        let reading = try TestWorkbook.rows(
            [["UPN", "Surname", "Forename", "Year"], ["A", "Brown", "Sam", "7"], ["Total", "2"]]
        ).read()
        #expect(reading.rejections.map(\.fault) == [.trailerCount(stated: 2, rows: 1)])
    }

    @Test func aTotalAmongTheRowsIsHeld() throws {
        let header = ["UPN", "Surname", "Forename", "Year"]
        let row = ["A", "Brown", "Sam", "7"]
        let reading = try TestWorkbook.rows([header, row, ["Total"], row]).read()
        #expect(reading.rejections.map(\.fault) == [.footerLike])
        #expect(reading.texts == [row, row])
    }

    @Test func mergedNamesAboveColumnsAreCombinedWithTheirs() throws {
        let merged = ["A1:A2", "B1:B2", "C1:D1"].map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        let reading = try TestWorkbook.rows(
            [["UPN", "Name", "Need", nil], [nil, nil, "First", "Second"], ["A", "Ann", "ASD", "MLD"]],
            after: "<mergeCells>\(merged)</mergeCells>"
        ).read()
        #expect(reading.header == ["UPN", "Name", "Need First", "Need Second"])
        #expect(reading.texts == [["A", "Ann", "ASD", "MLD"]])
    }

    @Test func aNameMergedForItsLooksDoesNotSwallowTheFirstRow() throws {
        let reading = try TestWorkbook.rows(
            [["UPN", "Name", nil, "Year"], ["A", "Ann", nil, "7"], ["B", "Bob", "x", "8"]],
            after: "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>"
        ).read()
        #expect(reading.header == ["UPN", "Name", "Year"])
        #expect(reading.texts == [["A", "Ann", "7"]])
        #expect(reading.rejections.map(\.fault) == [.outsideTable(column: 3)])
    }

    @Test func valuesOutsideTheHeaderHoldTheirRow() throws {
        let reading = try TestWorkbook.rows([["A", "B"], ["1", "2", "3"], ["1", "2", " "], ["1"]]).read()
        #expect(reading.rejections.map(\.line) == [2])
        #expect(reading.texts == [["1", "2"], ["1", ""]])
    }

    @Test func headersWithTwoEqualOrEmptyNamesAreRefused() {
        let twice = TestWorkbook.rows([["A", "B", "A"], ["1", "2", "3"]]).refusal()
        #expect(twice?.problem == .duplicateHeaderName(firstColumn: 1))
        #expect(twice?.description.hasPrefix("sheet \"Pupils\", row 1, column C:") == true)
        #expect(TestWorkbook.rows([["A", nil, "B"], ["1", "2", "3"]]).refusal()?.problem == .emptyHeaderName)
    }

    @Test func theNamedHeaderRowIsTaken() throws {
        let book = TestWorkbook.rows([["a", "b"], ["UPN", "Name"], ["A", "Ann"]])
        #expect(try book.read(WorkbookReader(headerRow: 2)).header == ["UPN", "Name"])
        #expect(book.refusal(WorkbookReader(headerRow: 9))?.problem == .noHeaderRow(9))
    }

    @Test func aRowIsFoundAgainByItsPlace() throws {
        let book = TestWorkbook.rows([["A"], ["1"], ["2"], ["3"]])
        let row = try #require(try book.read().rows.last)
        var source = MemoryByteSource(book.bytes)
        #expect(try WorkbookReader().row(at: row.byteOffset, in: &source) == .row(row))
        #expect(throws: WorkbookError.self) { try WorkbookReader().row(at: 99, in: &source) }
    }

    @Test func hiddenRowsAndColumnsAreReadAndTold() throws {
        let reading = try TestWorkbook(
            "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c t=\"str\"><v>A</v></c></row>"
                + "<row r=\"2\" hidden=\"1\"><c t=\"str\"><v>x</v></c></row></sheetData>"
        ).read()
        #expect(reading.texts == [["x"]])
        #expect(reading.summary.notes.map(\.kind) == [.hiddenRow, .hiddenColumns])
    }

    @Test func manyRowsComeOutWholeAcrossThePiecesOfTheFile() throws {
        let rows = (1...5000).map { ["\($0)", "row \($0) \(String(repeating: "x", count: $0 % 50))"] as [String?] }
        let reading = try TestWorkbook.rows([["N", "Text"]] + rows).read()
        #expect(reading.texts.count == 5000)
        #expect(reading.texts.last?.first == "5000")
    }

    // MARK: What is refused

    @Test func largePartsAreRefusedWithAdvice() {
        var limits = WorkbookLimits()
        limits.sheet = 1000
        let book = TestWorkbook.rows((0..<100).map { ["\($0)"] })
        guard case .tooLarge? = book.refusal(WorkbookReader(limits: limits))?.problem else {
            Issue.record("a part over its limit was read")
            return
        }
        limits = WorkbookLimits()
        limits.texts = 100
        let texts = TestWorkbook("<sheetData/>", strings: (0..<50).map { "<t>text \($0)</t>" })
        #expect(texts.refusal(WorkbookReader(limits: limits))?.hint.contains("CSV UTF-8") == true)
    }

    @Test(arguments: [
        "<sheetData><row r=\"1\"><c t=\"s\"><v>9</v></c></row></sheetData>",
        "<sheetData><row r=\"2\"><c t=\"str\"><v>A</v></c></row><row r=\"1\"/></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\">", "<sheetData><!DOCTYPE x><row/></sheetData>",
    ])
    func aDamagedSheetIsRefused(xml: String) {
        guard case .damaged? = TestWorkbook(xml).refusal()?.problem else {
            Issue.record("a damaged sheet was read")
            return
        }
    }

    @Test func aCutFileIsRefused() {
        let bytes = TestWorkbook.rows([["A"], ["1"]]).bytes
        #expect(throws: WorkbookError(.damaged(part: "the zip file"))) {
            _ = try WorkbookReading(Array(bytes.dropLast(30)))
        }
    }

    @Test func anEmptySheetNamesTheOthers() {
        var book = TestWorkbook("<sheetData/>")
        book.sheets.append(("Pupils 2026", "visible", "<sheetData/>"))
        #expect(book.refusal()?.problem == .emptySheet(others: ["Pupils 2026"]))
    }

    @Test func whatIsNoWorkbookIsNamed() {
        func problem(_ bytes: [UInt8]) -> WorkbookError.Problem? {
            do {
                _ = try WorkbookReading(bytes)
                return nil
            } catch {
                return (error as? WorkbookError)?.problem
            }
        }
        #expect(problem(Array("a,b\n1,2\n".utf8)) == .damaged(part: "the zip file"))
        #expect(problem([]) == .mistaken(.nothing))
        #expect(problem(Array("<html><body></body></html>".utf8)) == .mistaken(.webPage))
        #expect(problem(StoredZip.bytes([("word/document.xml", "x")])) == .mistaken(.document))
        #expect(problem(StoredZip.bytes([("a.csv", "x")])) == .mistaken(.zip))
        #expect(problem(StoredZip.bytes([("mimetype", "x"), ("content.xml", "x")])) == .mistaken(.openDocumentSheet))
        #expect(problem(compound("Workbook")) == .mistaken(.oldWorkbook))
        #expect(problem(compound("EncryptedPackage")) == .encrypted)
    }

    /// An old compound file with a name in its directory, which is right behind the header.
    private func compound(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
        bytes[30] = 9
        return bytes + name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [UInt8](repeating: 0, count: 200)
    }
}
