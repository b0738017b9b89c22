// What a cell says, as text.

import Testing

@testable import Feeds

struct WorkbookCellTests {
    /// One cell under a header, in the format of style 1.
    private func shown(_ cell: String, _ format: String = "General", is1904: Bool = false) throws -> String? {
        var book = TestWorkbook(
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>X</t></is></c></row>"
                + "<row r=\"2\">\(cell)</row></sheetData>", formats: [format],
            strings: ["<t>Zoë</t>", "<r><t>Ann</t></r><r><t xml:space=\"preserve\"> B</t></r><rPh><t>x</t></rPh>"])
        book.is1904 = is1904
        return try book.read().rows.first?.text(at: 0)
    }

    private func shown(_ number: String, as format: String, is1904: Bool = false) throws -> String? {
        try shown("<c r=\"A2\" s=\"1\"><v>\(number)</v></c>", format, is1904: is1904)
    }

    @Test(arguments: [
        ("4505577104", "General", "4505577104"), ("4.505577104E9", "General", "4505577104"),
        ("4505577104", "0.00E+00", "4505577104"), ("943476591900001", "General", "943476591900001"),
        ("1E+21", "General", "1E+21"), ("12", "General", "12"), ("12.0", "General", "12"), ("-7", "General", "-7"),
        ("0.30000000000000004", "General", "0.3"), ("0.28999999999999998", "General", "0.29"),
        ("0.33333333333333331", "General", "0.333333333"), ("1234567.89", "General", "1234567.89"),
        ("1.0000000000000001E-5", "General", "1E-05"), ("0", "General", "0"), ("1201", "0000000", "0001201"),
        ("1201", "000", "1201"), ("0.125", "0%", "13%"), ("0.125", "0.0%", "12.5%"), ("3.14159", "0.00", "3.14"),
        ("3", "0.00", "3.00"), ("2.5", "0", "3"), ("1234.5", "#,##0.00", "1234.50"),
        ("1234.5", "&quot;£&quot;#,##0.00", "1234.50"),
        ("-1234.5", "#,##0.00;[Red](#,##0.00)", "-1234.50"), ("9434765919", "000 000 0000", "943 476 5919"),
        ("7", "&quot;Year &quot;0", "Year 7"), ("0.5", "#.##", "0.5"), ("1200000", "0,,", "1200000"),
        ("0.5", "# ?/?", "0.5"),
        ("5", "[&gt;4]0.0;0", "5"), ("12", "@", "12"),
    ])
    func numbersComeOutAsTheyAreShown(number: String, format: String, expected: String) throws {
        #expect(try shown(number, as: format) == expected)
    }

    @Test(arguments: [
        ("46346", "dd/mm/yyyy", "2026-11-20"), ("46346.5", "dd/mm/yyyy hh:mm", "2026-11-20 12:00:00"),
        ("46346.999999", "yyyy-mm-dd hh:mm:ss", "2026-11-21 00:00:00"), ("0.3958333333", "h:mm", "09:30:00"),
        ("1.25", "[h]:mm:ss", "30:00:00"), ("46346", "[$-809]d mmmm yyyy;@", "2026-11-20"),
        ("46346", "[Red]d-mmm-yy", "2026-11-20"), ("46346", "mmm-yy", "2026-11-20"), ("1", "d/m/yyyy", "1900-01-01"),
        ("59", "d/m/yyyy", "1900-02-28"), ("60", "d/m/yyyy", "1900-02-29"), ("61", "d/m/yyyy", "1900-03-01"),
        ("-1", "d/m/yyyy", "-1"), ("2958465", "d/m/yyyy", "9999-12-31"), ("2958466", "d/m/yyyy", "2958466"),
        ("0.5", "mm:ss.0", "12:00:00"), ("46346", "0&quot;d&quot;", "46346d"), ("12", "0\\h", "12h"),
    ])
    func datesComeOutInISOForm(number: String, format: String, expected: String) throws {
        #expect(try shown(number, as: format) == expected)
    }

    @Test func theOtherDateSystemCountsFrom1904() throws {
        #expect(try shown("44884", as: "d/m/yyyy", is1904: true) == "2026-11-20")
        #expect(try shown("0", as: "d/m/yyyy", is1904: true) == "1904-01-01")
    }

    @Test(arguments: [14, 15, 16, 17, 27, 50])
    func builtInDateFormatsAreKnown(number: Int) {
        #expect(NumberFormat(builtIn: number).shown(Array("46346".utf8), .from1900) == Array("2026-11-20".utf8))
    }

    @Test(arguments: [
        ("<c r=\"A2\" t=\"s\"><v>0</v></c>", "Zoë"), ("<c r=\"A2\" t=\"s\"><v>1</v></c>", "Ann B"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><r><t>O'</t></r><r><t>Neill</t></r></is></c>", "O'Neill"),
        ("<c r=\"A2\" t=\"str\"><f>A1&amp;\"x\"</f><v>Xx</v></c>", "Xx"), ("<c r=\"A2\"><f>1+1</f><v>2</v></c>", "2"),
        ("<c r=\"A2\" t=\"b\"><v>1</v></c>", "TRUE"), ("<c r=\"A2\" t=\"b\"><v>0</v></c>", "FALSE"),
        ("<c r=\"A2\" t=\"e\"><v>#REF!</v></c>", "#REF!"),
        ("<c r=\"A2\" t=\"d\"><v>2026-11-20T00:00:00</v></c>", "2026-11-20"),
        ("<c r=\"A2\" t=\"str\"><v>a_x000D_b_x005F_</v></c>", "a\rb_"), ("<x:c r=\"A2\"><x:v>5</x:v></x:c>", "5"),
    ])
    func everyKindOfCellIsRead(cell: String, expected: String) throws {
        let book = cell.replacingOccurrences("<x:c ", "<c ").replacingOccurrences("<x:v>", "<v>")
            .replacingOccurrences("</x:v>", "</v>").replacingOccurrences("</x:c>", "</c>")
        #expect(try shown(book) == expected)
    }

    @Test func aFormulaWithoutItsResultIsNotAnEmptyCell() throws {
        let reading = try TestWorkbook(
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>X</v></c></row><row r=\"2\"><c r=\"A2\"><f>1+1</f></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><f>1+1</f><v></v></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><f>B1</f><v></v></c>"
                + "<c r=\"B4\"/></row></sheetData>"
        ).read()
        #expect(
            reading.rejections.map(\.fault) == [.formulaWithoutResult(column: 1), .formulaWithoutResult(column: 1)])
        #expect(reading.rows.isEmpty)
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
