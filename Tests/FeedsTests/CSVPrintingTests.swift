// A file's records as JSON lines.

import Testing

@testable import Feeds

@Suite struct CSVPrintingTests {
    private func lines(_ text: String, _ change: (inout ParseOptions) -> Void = { _ in }) throws -> [String] {
        var options = ParseOptions(format: .csv)
        change(&options)
        var source = MemoryByteSource(text)
        var printed: [UInt8] = []
        try RecordPrinter(options).print(&source) { printed += $0 }
        return String(decoding: printed, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func rowsAreObjectsByHeaderName() throws {
        let printed = try lines("b,\"a \"\"x\"\"\"\n1,\"two\nlines\"\n\u{2028},\u{1}\\\tthe end of it\n")
        #expect(
            printed == [
                #"{"b":"1","a \"x\"":"two\nlines"}"#,
                "{\"b\":\"\u{2028}\",\"a \\\"x\\\"\":\"\\u0001\\\\\\tthe end of it\"}",
            ])
    }

    @Test func aRefusedRowStandsInItsPlace() throws {
        let printed = try lines("a,b\n1,2\n3\n4,5\n")
        #expect(printed.count == 3)
        #expect(printed[1].hasPrefix(#"{"$reject":{"line":3,"reason":"This row has 1 column"#))
    }

    @Test func rawRecordsAreArrays() throws {
        #expect(try lines("a,b\n1\n") { $0.isRaw = true } == [#"["a","b"]"#, #"["1"]"#])
    }

    @Test func aRefusedFileSaysWhyAndWhereInOneLine() {
        #expect(
            throws: ParseRefusal(
                "line 1, column 2: the header has the same name here as in column 1. Rename or "
                    + "remove one of the two columns.")
        ) { try lines("a,a\n1,2\n") }
    }

    @Test func manyRowsComeInPieces() throws {
        let text = "a,b\n" + (0..<20_000).map { "\($0),\"x \"\"\($0)\"\"\"\n" }.joined()
        let printed = try lines(text)
        #expect(printed.count == 20_000)
        #expect(printed[19_999] == #"{"a":"19999","b":"x \"19999\""}"#)
    }
}
