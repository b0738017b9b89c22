// What is found out about a table before its first row, and what stands beside it.

import Testing

@testable import Feeds

@Suite struct CSVLayoutTests {
    static let rows = (1...6).map { "A00\($0),Ann,0\($0)/02/2014,7" }
    static let header = "UPN,Name,DOB,Year"
    static let table = ([header] + rows).joined(separator: "\n") + "\n"

    @Test(arguments: [
        "sep=;\nA;B\n1,5;x\n2,5;y\n", "Name, full;Amount, total\nSmith, J;1,5\nLee, K;2,5\n",
        "A;B\n1,5;2,5\n1,6;2,7\n1,6;2,7\n",
    ])
    func theRecordsDecideTheDelimiter(text: String) throws {
        let reading = try CSVReading(text)
        #expect(reading.summary.dialect.delimiter == .semicolon)
        #expect(reading.texts.allSatisfy { $0.count == 2 })
        #expect(reading.rejections.isEmpty)
    }

    @Test(arguments: ["^", "~", ":", "\u{1F}", "#"]) func anUnusualDelimiterIsFoundOrDeclared(name: String) throws {
        let text = "A,B,C\nx,y,z\nu,v,w\n".replacing(",", with: name)
        #expect(try CSVReading(text).texts == [["x", "y", "z"], ["u", "v", "w"]])
        let delimiter = try #require(CSVDelimiter(named: name))
        #expect(try CSVReading("A;B\(name)C\n1;2\(name)3\n", CSVDialect(delimiter: delimiter)).texts == [["1;2", "3"]])
    }

    @Test func delimitersAreNamedByWordOrCharacter() {
        #expect(CSVDelimiter(named: "tab") == .tab)
        #expect(CSVDelimiter(named: "\\t") == .tab)
        #expect(CSVDelimiter(named: ";") == .semicolon)
        for wrong in ["\"", "\n", "", ",,", "é"] { #expect(CSVDelimiter(named: wrong) == nil) }
    }

    @Test func aSpaceAfterEveryDelimiterBelongsToIt() throws {
        let reading = try CSVReading("a, b, c\n1, \"x, y\", 3\n4, , 6\n7,8, 9\n", CSVDialect(delimiter: .comma))
        #expect(reading.texts.isEmpty == false || !reading.rejections.isEmpty)
        let clean = try CSVReading("a, b, c\n1, \"x, y\", 3\n4,  two, 6\n")
        #expect(clean.texts == [["1", "x, y", "3"], ["4", " two", "6"]])
        #expect(clean.summary.notes.map(\.kind) == [.spacedDelimiter])
    }

    @Test func singleQuotesAreQuotesWhereEveryNameHasThem() throws {
        let reading = try CSVReading("'a','b'\n'1','x, y'\n'2','it''s'\n")
        #expect(reading.texts == [["1", "x, y"], ["2", "it's"]])
        #expect(try CSVReading("a,b\n'1,x\n'2,y\n").texts == [["'1", "x"], ["'2", "y"]])
    }

    @Test func backslashesEscapeOnlyWhereDeclared() throws {
        let text = #"a,b\#n1,"say \"hi\", all"\#n2,"back\\slash"\#n3,"c:\dir"\#n"#
        let declared = try CSVReading(text, CSVDialect(escape: .backslash))
        #expect(declared.texts == [["1", #"say "hi", all"#], ["2", #"back\slash"#], ["3", #"c:\dir"#]])
        let plain = try CSVReading(text)
        #expect(plain.faults == [.textAfterQuote(column: 2)])
        #expect(plain.texts == [["2", #"back\\slash"#], ["3", #"c:\dir"#]])
    }

    @Test(arguments: [
        "Pupil list\n", "Pupil list\nGenerated 01/02/2026\n\n", "Pupil list,,,\n,,,\n", "Report for Leeds, and York\n",
    ])
    func linesAboveTheHeaderStandAside(preamble: String) throws {
        let reading = try CSVReading(preamble + Self.table)
        #expect(reading.summary.header == ["UPN", "Name", "DOB", "Year"])
        #expect(reading.texts.count == 6)
        #expect(reading.summary.notes.map(\.kind) == [.preamble])
        #expect(reading.asides.allSatisfy { $0.kind == .preamble && $0.number == 0 })
        #expect(reading.rows.map(\.number) == Array(1...6))
    }

    @Test func aFileWhoseHeaderIsNotSureIsRefused() {
        let rows = Self.rows.joined(separator: "\n") + "\n"
        #expect(csvRefusal(rows)?.problem == .headerIsData)
        #expect(csvRefusal("UPN;Name;DOB;Year\n" + rows)?.problem == .headerNotFound)
        #expect(csvRefusal("\"UPN\"Name,DOB,Year\n" + rows)?.problem == .badHeader(.textAfterQuote(column: 1)))
    }

    @Test func brokenRowsDontMakeATitleOfTheHeader() throws {
        let reading = try CSVReading("UPN,Name,DOB,Year\nA1,ab cd\n01/02/2014,7\n")
        #expect(reading.summary.header == ["UPN", "Name", "DOB", "Year"])
        #expect(reading.texts.isEmpty)
        #expect(csvRefusal("Pupil list\n\nName\nAnn\nBob\n")?.problem == .headerNotFound)
    }

    @Test func theInsideOfAQuotedValueIsNeverARow() throws {
        let reading = try CSVReading("Name,Note\nAnn,  x\nBob,\"Dear all,\nI write, and\nthank you\",\nCy,y\n")
        #expect(reading.texts == [["Ann", "  x"], ["Cy", "y"]])
        #expect(reading.rejections.map(\.line) == [3])
        #expect(reading.rejections.map(\.lastLine) == [5])
    }

    @Test func yearsMayNameColumns() throws {
        #expect(try CSVReading("School,2023,2024\nOak,12,7\nElm,3,15\n").texts.count == 2)
    }

    @Test func aSecondLineOfNamesIsNoRow() throws {
        let reading = try CSVReading(([Self.header, "text,text,date,number"] + Self.rows).joined(separator: "\n"))
        #expect(reading.faults == [.headerLike])
        #expect(reading.texts.count == 6)
    }

    @Test func delimitersAtTheEndOfEveryLineAreDropped() throws {
        let all = try CSVReading(Self.table.replacing("\n", with: ",\n"))
        #expect(all.texts.allSatisfy { $0.count == 4 })
        #expect(all.summary.notes.map(\.kind) == [.namelessColumns])
        let data = try CSVReading(Self.header + "\n" + Self.rows.map { $0 + ",\n" }.joined())
        #expect(data.texts.count == 6)
        #expect(data.summary.notes.map(\.kind) == [.trailingDelimiters])
    }

    @Test func aDividedValueIsNotHiddenByAnEmptyLastField() throws {
        let rows = Self.rows.map { $0 + ",\n" }.joined()
        let shifted = try CSVReading(
            Self.header + ",\n" + rows + "A7,High St,Ann,01/02/2014,\nA8,x,Ann,01/02/2014,7,\n")
        #expect(shifted.texts.count == 6)
        #expect(shifted.faults == [.perhapsShifted(column: 3), .ragged(expected: 5, found: 6)])
        let lone = try CSVReading("a,b,c\n1,2,3\n1,x,y,\n4,5,6\n")
        #expect(lone.faults == [.ragged(expected: 3, found: 4)])
    }

    @Test func headersAgainAndFootersAreNoRows() throws {
        let reading = try CSVReading(Self.table + "\u{FEFF}" + Self.table + "Total: 12\nReport generated 01/02/2026\n")
        #expect(reading.texts.count == 12)
        #expect(reading.asides.map(\.kind) == [.repeatedHeader, .footer, .footer])
        #expect(reading.asides.map(\.line) == [8, 15, 16])
        #expect(reading.rejections.isEmpty)
    }

    @Test func aTitleInFrontOfTheHeaderAgainIsNoRow() throws {
        let title = "Pupil list,,,\n,,,\n"
        let reading = try CSVReading(title + Self.table + title + Self.table + ",,,\nTotal: 12\n")
        #expect(reading.texts.count == 12)
        #expect(reading.rejections.isEmpty)
        #expect(reading.asides.map(\.kind).suffix(3) == [.preamble, .repeatedHeader, .footer])
    }

    @Test func anotherTablesRowsAreNotTaken() throws {
        let other = "Year,DOB,Name,UPN\n7,01/02/2014,Ann,A1\n" + Self.table
        let reading = try CSVReading(Self.table + other)
        #expect(reading.faults == [.headerLike, .otherTable(headerLine: 8)])
        #expect(reading.texts.count == 12)
    }

    @Test(arguments: ["TRAILER,6", "Total: 6", "(6 rows)", "Record count,6,,"])
    func aTrailersCountIsCompared(trailer: String) throws {
        #expect(try CSVReading(Self.table + trailer + "\n").asides.map(\.kind) == [.footer])
        let wrong = try CSVReading(Self.table + trailer.replacing("6", with: "9") + "\n")
        #expect(wrong.faults == [.trailerCount(stated: 9, rows: 6)])
        #expect(wrong.texts.count == 6)
    }

    @Test func aSurnameLikeAFootersWordIsARow() throws {
        let reading = try CSVReading(Self.table + "A9,Total,01/02/2014,7\n")
        #expect(reading.texts.count == 7)
    }

    @Test func rowsWithoutValuesCountOnlyBetweenOthers() throws {
        let reading = try CSVReading("a,b\n1,2\n,\n3,4\n,\n  \n,,\n")
        #expect(reading.texts == [["1", "2"], ["", ""], ["3", "4"]])
        #expect(reading.summary.notes.map(\.kind) == [.blankTail])
        #expect(try CSVReading("a,b\n1,2\n\"\",\"\"\n").texts.count == 2)
    }

    @Test func aLineBreakWithoutQuotesNeverLeavesHalfAValue() throws {
        let first = try CSVReading("Town,Note\nYork,x y\nab\ncd,z w\nHull,u v\n")
        #expect(!first.texts.contains(["cd", "z w"]))
        let last = try CSVReading("Town,Note\nYork,x y\nHull,ab\ncd\nLeeds,u v\n")
        #expect(!last.texts.contains(["Hull", "ab"]))
        #expect(last.faults.contains(.brokenLine))
    }

    @Test func rawRecordsAreWhatTheyAre() throws {
        let text = "a,b\n\n1,2,3\n\"x\ny\"\n,\n"
        var source = MemoryByteSource(text)
        var records: [[String]] = []
        _ = try CSVReader().readRaw(&source) { event in if case .row(let row) = event { records.append(row.texts) } }
        #expect(records == [["a", "b"], ["1", "2", "3"], ["x\ny"], ["", ""]])
    }
}
