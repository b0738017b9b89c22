// Lines that have a row's delimiters but aren't rows, and rows that a byte or a line break has spoilt: each is told.

import Testing

@testable import Feeds

@Suite struct CSVForeignLineTests {
    static let header = "UPN,Name,DOB,Year,Need"
    static let rows = (0..<24).map { index in
        "A10\(index + 10),\(["Ada", "Li", "Zoe"][index % 3]) \(["Smith", "Page"][index % 2]),\(10 + index % 18)/05/2014,"
            + "\(1 + index % 9),\(["SLCN", "ASD"][index % 2])"
    }

    /// Reads the table with lines of its own at one place, counted from its first row.
    private func read(_ lines: [String], at place: Int, end: String = "\n") throws -> CSVReading {
        var all = Self.rows
        all.insert(contentsOf: lines, at: place)
        return try CSVReading(([Self.header] + all).joined(separator: "\n") + end)
    }

    @Test(arguments: [
        ("Year 7 pupils,,,,", CSVRowFault.titleLike), ("FOOTNOTE,,,,", .titleLike),
        ("\"Class 3\",\"\",\"\",\"\",\"\"", .titleLike),
        ("??,??,??,??,??", .unlikeRows), ("--,--,--,--,--", .unlikeRows), ("'A1099','Ada','x','3','ASD'", .unlikeRows),
        (",A1099,Ada Page,11/05/2014,3", .unlikeRows), ("A1099,Ada P\"age,11/05/2014,3,ASD", .strayQuote(column: 2)),
        ("Smith,Ada,ASD,Tom,7", .unlikeRows),
        ("Route,Driver,Escort,Plate,Place", .headerLike), ("\u{FEFF}A1099,Ada Page,11/05/2014,3,ASD", .byteOrderMark),
        ("A1099,\"\"Ada\"\" x,11/05/2014,3,ASD", .textAfterQuote(column: 2)),
        ("A1099,says \"\"no\"\",11/05/2014,3,ASD", .strayQuote(column: 2)),
        ("A1099,Ada Page\",11/05/2014,3,ASD", .strayQuote(column: 2)),
        ("A1099,the \"best,11/05/2014,3,ASD", .strayQuote(column: 2)),
        ("A1099,Ada Page,11/05\"/2014,3,ASD", .strayQuote(column: 3)),
    ])
    func aLineThatIsNoRowIsTold(line: String, fault: CSVRowFault) throws {
        let reading = try read([line], at: 12)
        #expect(reading.faults.first == fault)
        #expect(reading.rejections.first?.line == 14)
        #expect(reading.texts.allSatisfy { row in Self.rows.contains(row.joined(separator: ",")) })
        // What follows other names may be another table's.
        if fault != .headerLike { #expect(reading.rows.count == 24 && reading.rejections.count == 1) }
    }

    @Test func aTitleAboveTheRowsIsToldToo() throws {
        let reading = try read(["Year 7 pupils,,,,"], at: 0)
        #expect(reading.faults == [.titleLike])
        #expect(reading.rows.count == 24)
    }

    @Test(arguments: [
        "A1099,NULL,NULL,NULL,NULL", "NULL,Ada,NULL,NULL,NULL", "A1099,,,3,ASD", "'A1099,Ada,11/05/2014,3,'x'",
    ])
    func aRowThatLacksValuesIsARow(line: String) throws {
        let reading = try read([line], at: 12)
        #expect(reading.rejections.isEmpty)
        #expect(reading.rows.count == 25)
    }

    @Test func aMarkForNothingMayStandInAnyColumn() throws {
        let rows = (0..<30).map { "20\($0 + 10),\($0 % 3),\($0 % 5 == 4 ? "xx" : "2"),\($0 == 17 ? "xx" : "4"),7" }
        #expect(try CSVReading("Year,A,B,C,D\n" + rows.joined(separator: "\n") + "\n").rows.count == 30)
    }

    @Test func theBeginningOfARowInTheLastLineIsTold() throws {
        let reading = try read([","], at: 24, end: "")
        #expect(reading.faults == [.cutShort(expected: 5, found: 2)])
        #expect(reading.summary.cut?.line == 26)
        #expect(try read([",,,,"], at: 24).rejections.isEmpty)
    }

    @Test(arguments: ["Sum,,,1234,", "Average,,,,12"]) func aTotalInTheLastLineIsNoRow(line: String) throws {
        #expect(try read([line], at: 24).faults == [.footerLike])
        #expect(try read([line], at: 24).rows.count == 24)
    }

    @Test func aRowWithNothingButItsKeyStandsWhereOthersAreLikeThat() throws {
        let sparse = (0..<30).map { "A\($0 + 100),\($0 % 4 == 0 ? "" : "seen \($0)"),\($0 % 4 == 0 ? "" : "x")" }
        #expect(try CSVReading("UPN,Note,Flag\n" + sparse.joined(separator: "\n")).rows.count == 30)
        let two = "Name,Note\nAda,a\nLi,b\nTom,c\nZoe,d\nMax,e\nBo,\nCy,f\nDee,g\nEve,h\nFlo,i\n"
        #expect(try CSVReading(two).rows.count == 10)
    }

    @Test func delimitersAloneAboveAnotherTableAreNoRow() throws {
        let reading = try read([",,,,", "Route,Driver", "north,Bo"], at: 24)
        #expect(reading.rows.count == 24)
        #expect(reading.faults.first == .noValues)
        #expect(try read([",,,,"], at: 12).rows.count == 25)
    }

    @Test func aFirstRowOfWordsThatComeAgainIsARow() throws {
        let rows = ["Tom,,R,E,SEMH", "Wren,,1,K,SEMH", "Ida,,2,E,ASD", "Mia,,R,K,ASD", "Jo,,1,E,SEMH", "Amy,,2,K,ASD"]
        let reading = try CSVReading("Name,Class,Year,SEN,Need\n" + rows.joined(separator: "\n") + "\n")
        #expect(reading.texts.map { $0.joined(separator: ",") } == rows)
    }

    @Test func theSameInASmallTableOfWords() throws {
        let small = "School,Town,Phase,Status,Head,Type,Trust\nOak,Leeds,Primary,Open,Ms Page,a,b\n"
        #expect(try CSVReading(small + "Year 7,,,,,,\n").faults == [.titleLike])
        let words = "School,Town,Phase\nOak,Leeds,Primary\nElm,York,Primary\nAsh,Leeds,Nursery\n"
        #expect(try CSVReading(words + "Average,,\n").faults == [.footerLike])
    }

    @Test(arguments: [
        "UPN unit,Name unit,DOB unit,Year unit,Need unit", "the upn,the name,the dob,the year,the need",
        "code,text,date,number,text", "varchar(13),text,date,int,code",
    ])
    func aLineThatExplainsTheNamesIsNoRow(line: String) throws {
        #expect(try read([line], at: 0).faults == [.headerLike])
        let words = "School,Town\n" + "School name,Town name\n" + "Oak,Leeds\nElm,York\n"
        #expect(try CSVReading(words).texts == [["Oak", "Leeds"], ["Elm", "York"]])
    }

    @Test func aNameThatALineBreakDividesRefusesTheFile() {
        let rows = Self.rows.joined(separator: "\n") + "\n"
        #expect(csvRefusal("UPN,Name,DOB,Year,Ne\ned\n" + rows)?.problem == .badHeader(.brokenLine))
        #expect(csvRefusal("UPN,Name,DO\nB,Year,Need\n" + rows)?.problem == .headerNotFound)
        #expect(csvRefusal("UPN,NameDOB,Year,Need\n" + rows)?.problem == .headerNotFound)
    }

    @Test func aSentenceWithCommasIsNoHeader() {
        let rows = Self.rows.joined(separator: "\n") + "\n"
        let sentence = "List of pupils, teachers, helpers, drivers, others\n"
        #expect(csvRefusal(sentence + Self.header + "\n" + rows)?.problem == .headerNotFound)
    }

    @Test func ofTwoTablesNoneIsTakenForTheOthersPreamble() {
        let small = "Route,Driver,Escort\nnorth,Bo,Cy\nsouth,Di,Ed\n"
        let rows = Self.rows.joined(separator: "\n") + "\n"
        #expect(csvRefusal(small + Self.header + "\n" + rows)?.problem == .headerNotFound)
    }

    @Test(arguments: ["11/05/2", "11/05/201"]) func aDateThatTheFilesEndCutsOffIsTold(date: String) throws {
        let lines = (0..<12).map { "A\($0 + 10),\(10 + $0)/05/2014" }
        let text = "UPN,DOB\n" + lines.joined(separator: "\n") + "\nA99,"
        #expect(try CSVReading(text + date).faults == [.perhapsCut(column: 2)])
        #expect(try CSVReading(text + "11/05/2014").rows.count == 13)
        #expect(try CSVReading(text + "soon").rows.count == 12)
    }

    @Test func aKnownWordThatTheFilesEndCutsOffIsTold() throws {
        let lines = (0..<24).map { "A\($0 + 10),\(["Primary", "Secondary", "Special"][$0 % 3])" }
        let text = "UPN,Phase\n" + lines.joined(separator: "\n") + "\nA99,"
        #expect(try CSVReading(text + "Second").faults == [.perhapsCut(column: 2)])
        #expect(try CSVReading(text + "All").rows.count == 25)
        #expect(try CSVReading(text + "Second\n").rows.count == 25)
    }

    @Test func aByteThatOnlyDamageExplainsIsTold() throws {
        func bytes(_ value: [UInt8], _ dialect: CSVDialect = CSVDialect()) throws -> CSVReading {
            let lines = Array("Id,Name\n1,Ada\n2,".utf8) + value + Array("\n3,Li\n".utf8)
            return try CSVReading(lines, dialect)
        }
        #expect(try bytes(Array("Zo".utf8) + [0xEB]).texts[1] == ["2", "Zoë"])
        #expect(try bytes(Array("K1".utf8) + [0xE9] + Array("4".utf8)).rejections.map(\.line) == [3])
        #expect(try bytes([0xFF] + Array("Ada".utf8)).rejections.map(\.line) == [3])
        let declared = CSVDialect(encoding: .declared(.windows1252))
        #expect(try bytes(Array("K1".utf8) + [0xE9] + Array("4".utf8), declared).rows.count == 3)
    }

    @Test func aRowInAnotherStyleTakesNoneOfItsNeighboursWithIt() throws {
        for other in [";", "\t", "|"] {
            let line = Self.rows[0].replacing(",", with: other)
            let reading = try read([line], at: 12)
            #expect(reading.rows.count == 24)
            #expect(reading.rejections.map(\.line) == [14])
        }
    }

    @Test func aNumberBelowALoneFieldMayBeTheRestOfOne() throws {
        let rows = (0..<12).map { "\($0 * 7 + 3),\($0 + 5),x" }
        let reading = try CSVReading("Id,Score,Flag\n" + rows.joined(separator: "\n") + "\n1\n63,7,x\n")
        #expect(!reading.texts.contains(["63", "7", "x"]))
    }
}
