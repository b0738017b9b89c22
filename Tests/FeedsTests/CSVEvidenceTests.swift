// What speaks for a row, a header or damage where the number of fields doesn't tell.

import Testing

@testable import Feeds

@Suite struct CSVEvidenceTests {
    private let schools = ["Oak", "Hill Top", "Park Lane"]
    private let towns = ["Leeds", "York", "Hull"]

    /// Rows of words, a number apart in a third column.
    private func words(_ count: Int) -> [String] {
        (0..<count).map {
            "\(schools[$0 % 3]),\(towns[$0 / 2 % 3]),Pupil \(["Ada", "Li", "Tom", "Zoë", "Max"][$0 % 5])"
        }
    }

    private func numbers(_ count: Int) -> [String] {
        (0..<count).map { "0\(1 + $0 % 9)/05/2014,\(10 + $0),A10\($0 + 10),name \(["x", "y", "z"][$0 % 3])" }
    }

    private func read(_ lines: [String]) throws -> CSVReading {
        try CSVReading(lines.joined(separator: "\n") + "\n")
    }

    @Test func wordsThatComeAgainBelowAreNoColumnNames() {
        let rows = words(20).joined(separator: "\n") + "\n"
        #expect(csvRefusal(rows)?.problem == .headerIsData)
        #expect(csvRefusal("School,Town,Contact\n" + rows) == nil)
    }

    @Test func aColumnCalledLikeItsOnlyValueKeepsItsName() {
        #expect(csvRefusal("Name,FSM\nAda,FSM\nLi,\nTom,FSM\nMax,FSM\n") == nil)
    }

    @Test func aSingleIdentifierAloneIsNoHeader() {
        #expect(csvRefusal("A123456789012,Ada\n")?.problem == .headerIsData)
        #expect(csvRefusal("UPN,01/09/2024 AM,02/09/2024 AM\n") == nil)
    }

    @Test(arguments: [true, false]) func anotherTableOfTheSameWidthIsNotRead(afterBlank: Bool) throws {
        let other = ["Route,Driver,Escort,Plate", "north,Bo,Cy,ab"]
        let reading = try read(["Born,Score,Code,Name"] + numbers(12) + (afterBlank ? [""] : []) + other)
        #expect(reading.rows.count == 12)
        #expect(reading.faults == [.headerLike, .otherTable(headerLine: afterBlank ? 15 : 14)])
    }

    @Test func anotherTableOfWordsBelowABlankLineIsNotRead() throws {
        let reading = try read(["School,Town,Contact"] + words(24) + ["", "Route,Driver,Escort", "north,Bo,Cy"])
        #expect(reading.rows.count == 24)
        #expect(reading.rejections.count == 2)
    }

    @Test func aBlankLineAloneChangesNothing() throws {
        var lines = ["School,Town,Contact"] + words(24)
        lines.insert("", at: 12)
        #expect(try read(lines).rows.count == 24)
    }

    @Test(arguments: [3, 4]) func twoRowsOnOneLineAreTwoRejections(width: Int) throws {
        var lines = numbers(12).map { $0.split(separator: ",").prefix(width).joined(separator: ",") }
        lines[4] += lines.remove(at: 5)
        let reading = try read([["Born,Score,Code", "Born,Score,Code,Name"][width - 3]] + lines)
        #expect(reading.rows.count == 10)
        #expect(reading.faults == Array(repeating: .rowsMerged(expected: width, found: 2 * width - 1), count: 2))
        #expect(reading.rejections.map(\.line) == [6, 6])
        #expect(reading.rejections[0].byteOffset < reading.rejections[1].byteOffset)
        #expect(reading.rejections.map(\.number) == [5, 6])
    }

    @Test(arguments: ["York\"", "1\"2", "\"York"]) func aLostQuoteInAQuotedColumnIsTold(value: String) throws {
        let rows = (0..<12).map { "\($0),\"\(towns[$0 % 3])\"" }
        let reading = try read(["Id,Town"] + rows + ["99,\(value)", "100,\"Hull\""])
        #expect(reading.rows.count == 13)
        #expect(reading.rejections.map(\.line) == [14])
    }

    @Test func aQuoteAmongNumbersIsTold() throws {
        let reading = try read(["Born,Score,Code,Name"] + numbers(12) + ["01/05/2014,12\",A1099,name y"])
        #expect(reading.faults == [.strayQuote(column: 2)])
    }

    @Test func inchMarksStay() throws {
        #expect(
            try CSVReading("Id,Size\n1,5\" grip\n2,7\"\n3,9\n").texts == [
                ["1", "5\" grip"], ["2", "7\""], ["3", "9"],
            ])
        #expect(try CSVReading("Id,\"Size\"\n1,5\"\n2,\"a, b\"\n").texts == [["1", "5\""], ["2", "a, b"]])
    }

    @Test func aColumnNameWithHalfAPairOfQuotesIsRefused() {
        #expect(csvRefusal("Id,Town\"\n1,York\n")?.problem == .badHeader(.strayQuote(column: 2)))
    }

    @Test func delimitersBehindSomeRowsAreReadWhereNothingCanBeHidden() throws {
        let rows = numbers(20).enumerated().map { $0.element + ($0.offset % 3 == 0 ? "," : "") }
        let reading = try read(["Born,Score,Code,Name"] + rows)
        #expect(reading.rows.count == 20)
        // Where the last value may be missing, a divided one may stand before it.
        let open = numbers(20).enumerated().map { $0.element + ($0.offset % 3 == 0 ? ",," : ",x") }
        #expect(try read(["Born,Score,Code,Name,Note"] + open).rows.allSatisfy { $0.count == 5 })
    }

    @Test func aValueThatLostItsOpeningQuoteTakesItsLinesWithIt() throws {
        let reading = try read(
            ["Id,Note,Flag"] + (1...9).map { "\($0),\"a b\",y" } + ["10,Dear all,", "I write, and", "thanks\",y"])
        #expect(reading.rows.count == 9)
    }

    @Test func apostrophesThatAreDoubledInsideQuoteTheirValues() throws {
        let reading = try CSVReading("School,Town\n'St Mary''s',York\nOak,Leeds\n'St Mary''s',Hull\n")
        #expect(reading.texts.map(\.[0]) == ["St Mary's", "Oak", "St Mary's"])
    }
}
