// What `sendgate parse` prints of JSON.

import Testing

@testable import Feeds

@Suite struct JSONPrintingTests {
    private func printed(
        _ text: String, _ format: ParseOptions.Format = .json, path: String? = nil, limit: Int = 64 << 20
    ) throws -> [String] {
        var options = ParseOptions(format: format)
        options.path = path
        options.limit = limit
        var source = MemoryByteSource(text)
        var bytes: [UInt8] = []
        try RecordPrinter(options).print(&source) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        arguments: [
            ("[1, {\"a\" : [ ]} ,\"x\"]", nil, ["1", "{\"a\":[]}", "\"x\""]), ("[]", nil, []),
            (" {\"a\": 1}", nil, ["{\"a\":1}"]),
            ("7", nil, ["7"]), ("\"x\"", nil, ["\"x\""]), ("\u{FEFF}[true]", nil, ["true"]),
            ("[[1,2],[3]]", nil, ["[1,2]", "[3]"]),
            ("{\"a\":[1,2]}", "$.a[*]", ["1", "2"]), ("{\"a\":[1,2]}", "$.a", ["[1,2]"]), ("[1,2]", "$", ["[1,2]"]),
            ("{\"a\":[1,2]}", "$.b[*]", []), ("{\"a\":[1,2]}", "$..*", ["[1,2]", "1", "2"]),
            ("[1,2,3]", "$[-1,0]", ["3", "1"]),
            ("[{\"a\":1},{\"a\":2}]", "$[?@.a>1]", ["{\"a\":2}"]),
            ("[1E400,-0,1.10,12345678901234567890]", nil, ["1E400", "-0", "1.10", "12345678901234567890"]),
            (
                "[\"\\ud800\",\"\\u0041\\/\",\"é\",\"\\ud83d\\ude00\"]", nil,
                ["\"\\ud800\"", "\"\\u0041\\/\"", "\"é\"", "\"\\ud83d\\ude00\""]
            ),
            ("[{\"b\":1,\"a\":2,\"b\":{\"c\":1,\"\\u0063\":2}}]", nil, ["{\"a\":2,\"b\":{\"\\u0063\":2}}"]),
            ("{\"\":{\"\":1}}", nil, ["{\"\":{\"\":1}}"]),
        ] as [(String, String?, [String])])
    func recordsAsTheyStand(text: String, path: String?, expected: [String]) throws {
        #expect(try printed(text, path: path) == expected)
    }

    @Test func aBadLineOfJSONLinesIsPrintedInItsPlace() throws {
        let lines = try printed("{\"a\": 1}\n\n{\"a\":}\n[1, 2]\n", .jsonl)
        #expect(lines.count == 3)
        #expect(lines[0] == "{\"a\":1}")
        #expect(lines[1].hasPrefix("{\"$reject\":{\"line\":3,\"reason\":\"line 3, column 6: "))
        #expect(lines[2] == "[1,2]")
        #expect(try printed("{\"a\":[1,2]}\n{\"b\":0}\n{\"a\":[3]}", .jsonl, path: "$.a[*]") == ["1", "2", "3"])
    }

    @Test(
        arguments: [
            ("[1,]", nil, "line 1, column 4"), ("[1]\n\n x", nil, "line 3, column 2"),
            ("[1] [2]", "$..a", "line 1, column 5"),
            ("{\"a\":[1],\"a\":[2]}", "$.a[*]", "second time"), ("{\"a\":1,\"b\":2,\"a\":3}", "$.*", "second time"),
            ("[1]", "$[", "position 3"), ("[1]", "a", "position 1"), ("", nil, "empty"),
            ("<html></html>", nil, "web page"),
            ("[\"\(String(repeating: "x", count: 2000))\"]", nil, "--limit"),
            ("{\"x\":[1,\"\(String(repeating: "x", count: 2000))\"]}", "$..x", "--limit"),
        ] as [(String, String?, String)])
    func aRefusalSaysWhyAndWhere(text: String, path: String?, words: String) {
        let refusal = #expect(throws: ParseRefusal.self) { try printed(text, path: path, limit: 1000) }
        #expect(refusal?.message.contains(words) == true)
    }

    @Test func aDuplicateBesideTheWayToTheRecordsHarmsNothing() throws {
        #expect(try printed("{\"x\":1,\"a\":[{\"b\":1,\"b\":2}],\"x\":2}", path: "$.a[*]") == ["{\"b\":2}"])
    }

    @Test func anyDepthIsPrinted() throws {
        let deep = String(repeating: "[{\"a\":", count: 50_000) + "1" + String(repeating: "}]", count: 50_000)
        #expect(try printed(deep, path: "$") == [deep])
    }
}
