// Which line names the columns where lines of another kind stand above it, and what divides the columns where nothing
// usual does.

import Testing

@testable import Feeds

@Suite struct CSVHeadingTests {
    private static let names = ["UPN", "Name", "DOB", "Year 7", "Need"]
    private static let rows = (0..<12).map { index in
        [
            "A10\(index + 10)", ["Ada", "Li"][index % 2], "\(10 + index)/05/2014", "\(index % 3)",
            ["SLCN", "ASD"][index % 2],
        ]
    }

    private func text(_ above: [String], names: [String] = names, rows: [[String]] = rows, by mark: String = ",")
        -> String
    {
        let table = [names] + rows
        return (above + table.map { $0.joined(separator: mark) }).joined(separator: "\n") + "\n"
    }

    @Test(arguments: [
        ["Pupil,Pupil,Pupil,Support,Support"], ["Pupil,,,Support,"], ["LIST,LIST,LIST,LIST,LIST"],
        [",,,,", "Pupils on SEN support 2026,,,,"], ["Pupils on SEN support 2026,,,,", ",,,,"],
    ])
    func headingsAboveTheNamesAreNone(above: [String]) throws {
        let reading = try CSVReading(text(above))
        #expect(reading.summary.header == Self.names)
        #expect(reading.texts == Self.rows)
        #expect(reading.asides.map(\.kind) == above.map { _ in .preamble })
    }

    @Test func namesThatStandTwiceAreRefusedWhereNoOthersFollow() {
        let problem = csvRefusal(text([], names: ["UPN", "Name", "Name", "Year", "Need"]))?.problem
        #expect(problem == .duplicateHeaderName("Name", firstColumn: 2))
        #expect(csvRefusal(text([], names: ["UPN", "Name", "", "Year", "Need"]))?.problem == .emptyHeaderName)
        // A row of words doesn't name columns of words.
        let words = (0..<8).map { ["Oak", "Elm"][$0 % 2] + ",Leeds,open" }.joined(separator: "\n")
        #expect(csvRefusal("School,School,Town\n" + words)?.problem == .duplicateHeaderName("School", firstColumn: 1))
    }

    @Test(arguments: ["/", "!", "@", "~", "^", ":"]) func anUnusualDelimiterIsFound(mark: String) throws {
        let names = ["UPN", "Name", "Count", "Year", "Need"]
        let rows = Self.rows.map { [$0[0], $0[1], "12", $0[3], $0[4]] }
        #expect(try CSVReading(text([], names: names, rows: rows, by: mark)).texts == rows)
    }

    @Test(arguments: ["||", " | ", " ; ", "; "]) func aDelimiterMayStandTwiceOrBetweenSpaces(mark: String) throws {
        #expect(try CSVReading(text([], by: mark)).texts == Self.rows)
    }

    @Test func aMarkThatMayDivideTwoColumnsOrNoneIsAskedAbout() throws {
        let rows = (0..<6).map { "Ada \($0)/quiet room" }.joined(separator: "\n")
        #expect(csvRefusal("Name/Note\n" + rows)?.problem == .delimiterNotFound(CSVDelimiter(named: "/")!))
        let declared = CSVDialect(delimiter: CSVDelimiter(named: "/"))
        #expect(try CSVReading("Name/Note\n" + rows, declared).rows.count == 6)
        #expect(try CSVReading("Date\n" + (10..<16).map { "\($0)/05/2014\n" }.joined()).rows.count == 6)
    }

    @Test func backticksAndSingleQuotesQuoteWhereTheyAreDoubled() throws {
        let backticks = text([], rows: Self.rows.map { row in row.map { "`\($0)`" } })
        #expect(try CSVReading(backticks).texts == Self.rows)
        let single = "UPN,Name,Note\nA1,Ada,\"said\" no\nA2,'O''Neill','x, y'\nA3,Li,quiet\n"
        #expect(try CSVReading(single).texts[1] == ["A2", "O'Neill", "x, y"])
    }

    @Test func aHeaderOfNumbersIsARow() {
        #expect(csvRefusal("1,46.1,7.25\n2,45.3,8.5\n3,68.6,9.75\n4,1.5e-02,3.5\n")?.problem == .headerIsData)
    }
}
