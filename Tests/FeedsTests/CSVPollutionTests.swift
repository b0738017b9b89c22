// Tables of invented values, written by a correct writer and then spoilt at one place: every row
// comes out as it was, or something says that it didn't.

import Testing

@testable import Feeds

/// A pseudo-random sequence that is the same every time.
private struct Sequence64 {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[next(below: values.count)] }
}

private struct InventedTable {
    static let header = ["UPN", "Name", "DOB", "Year", "Notes"]
    static let names = ["Zoë O'Neill", "Mary Jane Smith", "Li", "Bartłomiej Page", "Aisha Total"]
    static let notes = [
        "", "sees SALT weekly, on Mondays", "said \"hello\"", "line one\nline two", "5\" grip", "  two spaces  ",
        "Dear all,\r\nI write; and\nthank you, all", "a|b;c\td",
    ]
    var chance: Sequence64
    var rows: [[String]] = []

    init(seed: Int, rows count: Int) {
        chance = Sequence64(state: UInt64(seed) &* 7919 &+ 17)
        for _ in 0..<count {
            rows.append([
                "A\(100_000_000_000 + chance.next(below: 899_999_999))", chance.pick(Self.names),
                "\(10 + chance.next(below: 18))/0\(1 + chance.next(below: 9))/\(2005 + chance.next(below: 15))",
                "\(chance.next(below: 14))", chance.pick(Self.notes),
            ])
        }
    }

    /// The lines as RFC 4180 writes them; every value quoted where `all` says so.
    func lines(_ delimiter: String, all: Bool) -> [String] {
        ([Self.header] + rows).map { row in
            row.map { cell in
                let needsQuotes = all || cell.utf8.contains { "\"\r\n\(delimiter)".utf8.contains($0) }
                return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: delimiter)
        }
    }
}

@Suite struct CSVPollutionTests {
    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
    func whatWasWrittenComesBack(delimiter: String, lineEnd: String) throws {
        for seed in 0..<12 {
            let table = InventedTable(seed: seed, rows: 1 + seed * 3)
            let text = table.lines(delimiter, all: seed % 3 == 0).joined(separator: lineEnd) + lineEnd
            let reading = try CSVReading(text)
            #expect(reading.summary.header == InventedTable.header)
            #expect(reading.texts == table.rows)
            #expect(reading.rejections.isEmpty && reading.asides.isEmpty)
            let little = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let wide = try CSVReading(little)
            #expect(wide.texts == table.rows)
            #expect(wide.rows.map(\.line) == reading.rows.map(\.line))
        }
    }

    enum Pollution: CaseIterable {
        case delimiterMore, delimiterLess, cellMissing, unquotedDelimiter, quoteUnclosed, quoteInside, quoteInsideLines
        case lineBreakFirst, lineBreakLast, lineBreakInside, nul, otherDelimiter, rowsMerged, badByte
    }

    @Test(arguments: Pollution.allCases) func aSpoiltRowIsNamedAndNoOtherChanges(pollution: Pollution) throws {
        for seed in 0..<60 {
            var table = InventedTable(seed: seed + 1_000, rows: 12 + seed % 20)
            var lines = table.lines(",", all: false).map { Array($0.utf8) }
            let place = 1 + table.chance.next(below: table.rows.count - 1)
            var cells = table.rows[place - 1].map { cell in
                cell.utf8.contains { ",\"\r\n".utf8.contains($0) }
                    ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }
            let column = table.chance.next(below: cells.count)
            switch pollution {
            case .delimiterMore: cells.insert("", at: column)
            case .delimiterLess: cells[max(column - 1, 0)] += cells.remove(at: max(column, 1))
            case .cellMissing: cells.removeLast()
            case .unquotedDelimiter: cells[column] = "Flat 1,High Street"
            case .quoteUnclosed: cells[column] = "\"" + table.rows[place - 1][column].replacing("\"", with: "\"\"")
            case .quoteInside: cells[column] = "\"said \"hello\" to me\""
            case .quoteInsideLines: cells[column] = "\"said \"hello to me\nand then, more\""
            case .lineBreakFirst: cells[0] = "ab\ncd"
            case .lineBreakLast: cells[4] = "ab cd\nef gh"
            case .lineBreakInside: cells[1 + column % 3] = "ab\ncd"
            case .nul: cells[column] = "a\0b"
            case .otherDelimiter, .rowsMerged, .badByte: break
            }
            lines[place] = Array(cells.joined(separator: pollution == .otherDelimiter ? ";" : ",").utf8)
            if pollution == .badByte { lines[place].insert(contentsOf: [0xC3, 0x28], at: 1) }
            var spoilt = [table.rows[place - 1]]
            if pollution == .rowsMerged {
                spoilt.append(table.rows[place])
                lines[place] += lines.remove(at: place + 1)
            }
            let dialect = CSVDialect(encoding: .declared(.utf8))
            let reading = try CSVReading(Array(lines.joined(separator: [0x0A])) + [0x0A], dialect)
            // In order, every row is one of the table's, and none is the spoilt one.
            var left = table.rows[...]
            for row in reading.texts {
                guard let found = left.firstIndex(of: row) else {
                    Issue.record("\(pollution) \(seed): a row came out changed")
                    break
                }
                left = left[(found + 1)...]
            }
            #expect(!reading.rejections.isEmpty, "\(pollution) \(seed)")
            #expect(reading.rows.count + 4 >= table.rows.count, "\(pollution) \(seed): too many rows were lost")
            let said = reading.rejections.reduce(0) { $0 + $1.lastLine - $1.line + 1 }
            #expect(reading.rows.count + said + spoilt.count - 1 >= table.rows.count, "\(pollution) \(seed)")
        }
    }

    @Test func aQuoteBombIsReadInOnePass() throws {
        let bomb = Array("a,b\n1,\"".utf8) + [UInt8](repeating: UInt8(ascii: "\""), count: 100_001)
        let reading = try CSVReading(bomb + Array("\n2,x\n3,y\n".utf8))
        #expect(reading.summary.rows + reading.summary.rejected > 0)
        let lines = Array("a,b\n".utf8) + (0..<5_000).flatMap { _ in Array("1,\"x\n".utf8) }
        #expect(try CSVReading(lines).summary.rows == 0)
    }
}
