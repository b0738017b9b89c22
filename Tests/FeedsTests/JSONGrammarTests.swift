// RFC 8259: what it allows is read, what it forbids is refused.

import Foundation
import Testing

@testable import Feeds

@Suite struct JSONGrammarTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1", "-12", "1.5", "-0.25", "1e5", "1E+5", "1.25e-10", "0e1", "0E0",
        "\"\"", "\"a\"", "[]", "{}", "[[]]", "[{}]", "{\"\":0}", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
        " [ 1 , 2 ] ", "\t\r\n{ \"a\" : 1 }\n", "[1,2,3]", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0041\\u00e9\\u20AC\"",
        "\"\\uD83D\\uDE00\"", "\"\\u0000\"", "\"\u{7F}\"", "\"é€😀\"", "\"\u{2028}\u{2029}\"", "\"\u{FEFF}\"",
        "{\"a\":1,\"a\":2}", "[\"\\\\\"]", "\u{FEFF}[1]", "123456789012345678901234567890", "\"//not a comment\"",
        "[true,false,null]", "\"\\ud800\"", "\"\\uDC00x\"", "[1.0,1.00,10E-02]",
    ])
    func whatIsAllowedIsRead(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try JSONValue(parsing: value.serialised()) == value)
        #expect(try split(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "\u{FEFF}", "nul", "nulll", "True", "NULL", "tru", "t", "NaN", "Infinity", "-Infinity", "undefined",
        "01", "-01", "00", "1.", ".5", "-.5", "+1", "-", "--1", "1e", "1e+", "1.e5", "0x10", "1_000", "1a", "1.2.3",
        "0.e1", "1ee2", "- 1", "1 2", "\"", "\"a", "a", "'a'", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"",
        "\"\\U0041\"", "\"\\a\"", "\"\\ \"", "\"\\\n\"", "\"tab\there\"", "\"line\nbreak\"", "\"nul\0\"", "\"\u{1F}\"",
        "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "{]", "{\"a\"}",
        "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\"::1}",
        "{\"a\",1}", "{null:1}", "[1]]", "{}}", "[]x", "[] []", "{}[]", "1,", "\"a\" \"b\"", "// c\n1", "1 // c",
        "/* c */ 1", "[1]#", "\u{A0}1", "[\u{B}1]", "[1\u{C}]", "\u{2028}1", "[\u{FEFF}1]", "<null>", "[*]", "*", "\\",
        "\\u0020", "[\"a\",\n4\n,1,1", "{\"a\":\"b\"}/**/", "[\"x\"", "[-]", "[1.]", "[\"\\", "[\"\\u", "[fals", "\0",
    ])
    func whatIsForbiddenIsRefused(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(throws: JSONError.self) { try split(Array(text.utf8)) }
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xFF, 0x22], [0xE9], [0x22, 0xE2, 0x82, 0x22],
            [0x5B, 0xFF, 0x5D],
            [0x7B, 0x22, 0xE9, 0x22, 0x3A, 0x31, 0x7D], [0xFF, 0xFE, 0x5B, 0, 0x5D, 0], [0, 0x5B, 0, 0x5D],
        ] as [[UInt8]])
    func whatIsNotUTF8IsRefused(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        // In what isn't wanted, too.
        let skipped = Array("{\"other\":".utf8) + bytes + Array(",\"entry\":[]}".utf8)
        var source = MemoryByteSource(skipped)
        #expect(throws: JSONError.self) {
            try JSONReader().read(&source, elements: JSONPath(parsing: "$.entry[*]")) { _ in }
        }
    }

    @Test func numbersKeepTheirDigits() throws {
        let text = "[9007199254740993,1.10,1E400,-0,0.1000000000000000055]"
        #expect(try JSONValue(parsing: text).serialised() == text)
        #expect(try JSONValue(parsing: text)[0]?.integer == 9_007_199_254_740_993)
    }

    @Test func escapesBecomeTheirCharacters() throws {
        let value = try JSONValue(parsing: #""\"\\\/\b\f\n\r\t\u0041\u00e9\uD83D\uDE00\u0000""#)
        #expect(value == .string("\"\\/\u{8}\u{C}\n\r\tAé😀\0"))
        #expect(JSONValue.string("\"\\\u{1}\u{8}\t\n\u{C}\ré/").serialised() == #""\"\\\u0001\b\t\n\f\ré/""#)
    }

    @Test func halfASurrogatePairIsReplacedAndNoted() throws {
        var source = MemoryByteSource("[\"a\\ud800b\",\n\"\\ude00\\ud83d\\u0041\"]")
        var texts: [String?] = []
        let captures = try JSONReader().read(&source, elements: JSONPath(parsing: "$[*]")) {
            texts.append($0.value.text)
        }
        #expect(texts == ["a\u{FFFD}b", "\u{FFFD}\u{FFFD}A"])
        #expect(captures.notes == [FeedNote(kind: .loneSurrogate, line: 1, count: 2)])
    }

    @Test func theLastOfTwoEqualNamesCountsAndIsNoted() throws {
        var source = MemoryByteSource("[{\"a\":1,\"b\":0,\n\"a\":2}]")
        var values: [JSONValue] = []
        let captures = try JSONReader().read(&source, elements: JSONPath(parsing: "$[*]")) { values.append($0.value) }
        #expect(values[0]["a"] == .number("2"))
        #expect(captures.notes == [FeedNote(kind: .duplicateName, line: 2, count: 1)])
        source = MemoryByteSource(#"[{"\u0061":1,"a":2},{"":1,"b":2,"":3},{"ab":1,"ba":2,"xy":3}]"#)
        #expect(try JSONReader().read(&source, elements: .root) { _ in }.notes.first?.count == 2)
        let many = (0..<500).map { "\"n\($0 % 490)\":\($0)" }.joined(separator: ",")
        source = MemoryByteSource("[{\(many)},{\(many)}]")
        let wide = try JSONReader().read(&source, elements: JSONPath(parsing: "$[*]")) {
            #expect($0.value["n3"] == 493)
        }
        #expect(wide.notes.first?.count == 20)
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"]) func anyDepthIsHandledWithoutACrash(opening: String) throws {
        let endless = String(repeating: opening, count: 100_000)
        for path in ["$", "$[*]", "$.x[*]", "$.a[*]"] {
            var source = MemoryByteSource(endless)
            let elements = try JSONPath(parsing: path)
            #expect(throws: JSONError.self) { try JSONReader().read(&source, elements: elements) { _ in } }
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: endless) }
    }

    @Test func hundredsOfThousandsOfLevelsAreReadComparedAndWritten() throws {
        let deep = String(repeating: "[", count: 300_000) + String(repeating: "]", count: 300_000)
        let value = try JSONValue(parsing: deep)
        #expect(value.serialised() == deep)
        #expect(try value == JSONValue(parsing: deep))
        #expect(try JSONPath(parsing: "$..[0]").values(in: value).count == 299_999)
        var limits = JSONLimits()
        limits.depth = 5_000
        for path in ["$", "$.a[*]", "$[*]"] {
            var source = MemoryByteSource(deep)
            let elements = try JSONPath(parsing: path)
            let error = #expect(throws: JSONError.self) {
                try JSONReader(limits: limits).read(&source, elements: elements) { _ in }
            }
            #expect(error?.problem == .tooDeep(limit: 5_000))
        }
    }

    /// What a partner can send to bring a reader down: refused at the limit, however much follows and wherever it stands.
    @Test(arguments: [("", "["), ("{\"skipped\":", "["), ("[{\"a\":1},", "{\"a\":")])
    func fiveMillionLevelsAreRefusedAtTheLimit(_ before: String, _ opening: String) throws {
        let deep = before + String(repeating: opening, count: 5_000_000)
        for path in ["$.a[*]", "$[*]"] {
            var source = MemoryByteSource(deep)
            let elements = try JSONPath(parsing: path)
            var read = 0
            let error = #expect(throws: JSONError.self) {
                try JSONReader().read(&source, elements: elements) { _ in read += 1 }
            }
            #expect(error?.problem == .tooDeep(limit: JSONLimits().depth))
            #expect(read <= 1)
        }
    }

    @Test func errorsSayWhereAndWhatButNeverWhose() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{\r\n  \"name\": \"Okonkwo\",\n  oops: 1\n}")
        }
        #expect(error?.line == 3)
        #expect(error?.column == 3)
        #expect(error?.byteOffset == 26)
        #expect(error?.problem == .unexpected(found: "a word", expected: "a quoted name"))
        #expect(error?.description.hasPrefix("line 3, column 3: found a word where a quoted name was expected") == true)
        let cut = #expect(throws: JSONError.self) { try JSONValue(parsing: "[1,\n\"Okonk") }
        #expect(cut?.problem == .cut(expected: "the end of a string"))
    }

    @Test func aWebPageOrArchiveIsNamed() {
        let page = #expect(throws: JSONError.self) { try JSONValue(parsing: "<!doctype html><html>") }
        #expect(page?.problem == .mistaken(.webPage))
        #expect(page?.description.contains("this is a web page, not a JSON document") == true)
        let gzip = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x1F, 0x8B, 8, 0]) }
        #expect(gzip?.problem == .mistaken(.gzip))
        let empty = #expect(throws: JSONError.self) { try JSONValue(parsing: [UInt8]()) }
        #expect(empty?.problem == .mistaken(.nothing))
    }

    @Test(arguments: ["", "\u{FEFF}"]) func anyNumberOfBlanksMayStandBeforeADocument(mark: String) throws {
        let blanks = String(repeating: " \t\r\n", count: 500)
        let text = mark + blanks + "[1]" + blanks
        #expect(try split(Array(text.utf8)) == [1])
        let (elements, _) = try lines(of: text)
        #expect(elements == [[1]])
    }

    @Test(arguments: [0, 1, 63, 64, 65, 1000]) func blanksAloneAreAnEmptyFile(count: Int) {
        let blanks = String(repeating: "\n", count: count)
        let document = #expect(throws: JSONError.self) { try split(Array(blanks.utf8)) }
        #expect(document?.problem == .mistaken(.nothing))
        let asLines = #expect(throws: JSONError.self) { try lines(of: blanks) }
        #expect(asLines?.problem == .mistaken(.nothing))
    }

    @Test(
        arguments: [.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian] as [String.Encoding],
        ["", "\u{FEFF}"])
    func aWideEncodingIsNamedAndUTF8Advised(encoding: String.Encoding, mark: String) throws {
        for text in ["[\n{\"a\":\"é\"}]", "{\"a\":1}", "12"] {
            let bytes = Array(try #require((mark + text).data(using: encoding)))
            for error in [
                #expect(throws: JSONError.self) { try split(bytes) },
                #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) },
            ] {
                #expect(
                    error?.description == """
                        line 1, column 1: this file is in UTF-16 or UTF-32. \
                        JSON must be in UTF-8: change the export's encoding.
                        """)
            }
        }
    }

    @Test func everyCutOfADocumentIsRefused() throws {
        let text = Array(#"{"a":[1.5e3,-2,"é\u00e9\n",true,false,null,{}],"b":{"c":[]}}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.prefix(length))) }
        }
        for step in 1...7 { #expect(try split(text, step: step) == JSONValue(parsing: text)) }
    }

    @discardableResult
    private func lines(of text: String) throws -> (elements: [JSONValue], summary: JSONLinesSummary) {
        var reader = JSONReader()
        reader.windowCapacity = 1
        var source = DribblingSource(Array(text.utf8), step: 1)
        var elements: [JSONValue] = []
        let summary = try reader.readLines(&source) { event in
            if case .element(let element) = event { elements.append(element.value) }
        }
        return (elements, summary)
    }

    /// Reads through the smallest window, so that every token meets its edge.
    @discardableResult
    private func split(_ bytes: [UInt8], step: Int = 1) throws -> JSONValue {
        var reader = JSONReader()
        reader.windowCapacity = 1
        var source = DribblingSource(bytes, step: step)
        var value: JSONValue?
        _ = try reader.read(&source, elements: .root) { value = $0.value }
        return try #require(value)
    }
}
