// JSON feeds: elements one by one, captures beside them, JSON Lines.

import Testing

@testable import Feeds

@Suite struct JSONReaderTests {
    static let bundle = """
        {"resourceType":"Bundle","total":3,
         "meta":{"skipped":[{"deep":[1,{"x":"y"}]},"\\u0041"]},
         "entry":[
          {"resource":{"resourceType":"Patient","id":"p1","active":true}},
          {"resource":{"resourceType":"OperationOutcome","id":"o1"}},
          {"resource":{"resourceType":"Patient","id":"p2"}}
         ],
         "link":[{"relation":"self","url":"https://a.example/1"},{"relation":"next","url":"https://a.example/2"}]}
        """

    private func read(
        _ text: String, _ elements: String, _ capturing: [String] = [], limits: JSONLimits = JSONLimits(),
        window: Int = 1 << 16
    ) throws -> (elements: [JSONElement], captures: JSONCaptures) {
        var reader = JSONReader(limits: limits)
        reader.windowCapacity = window
        var source = MemoryByteSource(text)
        var found: [JSONElement] = []
        let captures = try reader.read(
            &source, elements: try JSONPath(parsing: elements), capturing: try capturing.map(JSONPath.init(parsing:))
        ) { found.append($0) }
        return (found, captures)
    }

    @Test(arguments: [1, 2, 7, 64, 1 << 16]) func elementsStreamWithCapturesBeforeAndAfterThem(window: Int) throws {
        let next = try JSONPath(parsing: "$.link[?(@.relation == 'next')].url")
        let (elements, captures) = try read(
            Self.bundle, "$.entry[*]", ["$.total", next.description, "$.missing"], window: window)
        #expect(elements.map { $0.value["resource"]?["id"]?.text } == ["p1", "o1", "p2"])
        #expect(elements.map(\.line) == [4, 5, 6])
        #expect(elements.map(\.number) == [1, 2, 3])
        #expect(captures.first(of: next) == "https://a.example/2")
        #expect(captures.first(of: try JSONPath(parsing: "$.total")) == 3)
        #expect(captures.values(of: try JSONPath(parsing: "$.missing")).isEmpty)
        #expect(captures.elements == 3)
        #expect(captures.foundElements)
        var source = MemoryByteSource(Self.bundle)
        for element in elements {
            let again = try JSONReader().element(
                at: element.byteOffset, line: element.line, number: element.number, in: &source)
            #expect(again == element)
        }
    }

    @Test func aFilterInThePathChoosesElements() throws {
        let (elements, _) = try read(
            Self.bundle, "$.entry[?(@.resource.resourceType=='Patient')].resource")
        #expect(elements.map { $0.value["id"]?.text } == ["p1", "p2"])
        #expect(elements.map(\.line) == [4, 6])
    }

    @Test(arguments: [
        ("[1,2,3]", "$[*]", ["1", "2", "3"]), ("[]", "$[*]", []), ("7", "$", ["7"]), ("[1,[2]]", "$", ["[1,[2]]"]),
        ("{\"a\":{\"b\":[5]},\"c\":[9]}", "$.a.b[*]", ["5"]),
        ("{\"g\":[{\"m\":[1,2]},{\"m\":[3]},{}]}", "$.g[*].m[*]", ["1", "2", "3"]),
        ("{\"a\":[10,20,30]}", "$.a[1]", ["20"]), ("{\"a\":[10,20,30]}", "$.a[-1]", ["30"]),
        ("{\"a\":{\"x\":1,\"y\":2}}", "$.a[*]", ["1", "2"]), ("{\"a\":\"text\"}", "$.a[*]", []),
        ("{\"a b\":[1]}", "$['a b'][*]", ["1"]),
        ("{\"x\":[9],\"b\":[1,2]}", "$['a','b'][*]", ["1", "2"]), ("{\"g\":[[1],[2],[3]]}", "$.g[0,2][*]", ["1", "3"]),
        ("{\"a\":[1]}", "$['a','a'][*]", ["1", "1"]), ("{\"a\":[1,2]}", "$.a[0,-1]", ["1", "2"]),
    ])
    func pathsLeadToTheElements(text: String, path: String, expected: [String]) throws {
        #expect(try read(text, path).elements.map { $0.value.serialised() } == expected)
        #expect(try JSONPath(parsing: path).values(in: JSONValue(parsing: text)).map { $0.serialised() } == expected)
    }

    @Test func anAnswerWithoutTheArrayIsToldFromAnEmptyOne() throws {
        #expect(try read("{\"entry\":[]}", "$.entry[*]").captures.foundElements)
        #expect(try read("{\"error\":\"no\"}", "$.entry[*]").captures.foundElements == false)
        #expect(try read("[]", "$[*]").captures.foundElements)
    }

    @Test(arguments: [1, 7, 1 << 16]) func aListMayHaveOneOfSeveralNames(window: Int) throws {
        for name in ["data", "Students"] {
            let text = "{\"meta\":{\"next\":\"c2\"},\"\(name)\":[{\"id\":1},{\"id\":2}],\"total\":2}"
            let (elements, captures) = try read(
                text, "$['data','Students'][*]", ["$.total", "$.meta.next"], window: window)
            #expect(elements.map { $0.value.serialised() } == ["{\"id\":1}", "{\"id\":2}"])
            #expect(captures.foundElements)
            #expect(captures.first(of: try JSONPath(parsing: "$.total")) == 2)
        }
        #expect(try read("{\"error\":[1]}", "$['data','Students'][*]").captures.foundElements == false)
        #expect(throws: JSONError.self) { try read("{}", "$['data','Students'][*]", ["$.Students[0].id"]) }
    }

    @Test(arguments: [1, 7, 1 << 16]) func whatStandsInTheDocumentThatIsTheElementIsCaptured(window: Int) throws {
        let paths = ["$.resourceType", "$.link[?(@.relation == 'next')].url", "$.missing"]
        let (elements, captures) = try read(Self.bundle, "$", paths, window: window)
        #expect(elements.count == 1)
        #expect(elements.first?.value["total"] == 3)
        #expect(captures.first(of: try JSONPath(parsing: paths[0])) == "Bundle")
        #expect(captures.first(of: try JSONPath(parsing: paths[1])) == "https://a.example/2")
        #expect(captures.values(of: try JSONPath(parsing: paths[2])).isEmpty)
    }

    @Test func aDamagedDocumentIsRefusedAlsoOutsideTheElements() {
        #expect(throws: JSONError.self) { try read("{\"x\":[1,],\"entry\":[1]}", "$.entry[*]") }
        #expect(throws: JSONError.self) { try read("{\"entry\":[1],\"x\":01}", "$.entry[*]") }
        #expect(throws: JSONError.self) { try read("{\"entry\":[1]} x", "$.entry[*]") }
    }

    @Test func capturesInsideTheElementsAreRefusedBeforeReading() {
        for path in ["$", "$.entry", "$.entry[0]", "$.entry[0].id", "$.entry[?@.a].id", "$[*]"] {
            let error = #expect(throws: JSONError.self) { try read("{}", "$.entry[*]", [path]) }
            #expect(error?.problem == .captureOverlapsElements(path))
        }
    }

    @Test func elementsCapturesAndStringsAreBounded() throws {
        var limits = JSONLimits()
        limits.element = 100
        limits.capture = 50
        let long = String(repeating: "x", count: 200)
        let many = Array(repeating: "1", count: 200).joined(separator: ",")
        for window in [8, 1 << 16] {
            #expect(
                try read("{\"e\":[\"a\"],\"x\":[\(many)]}", "$.e[*]", limits: limits, window: window).elements.count
                    == 1)
            for text in ["[{\"a\":\"\(long)\"}]", "[[\(many)]]"] {
                let error = #expect(throws: JSONError.self) { try read(text, "$[*]", limits: limits, window: window) }
                #expect(error?.problem == .tooLarge(limit: 100))
            }
            let error = #expect(throws: JSONError.self) {
                try read("{\"e\":[],\"x\":[\(many)]}", "$.e[*]", ["$.x"], limits: limits, window: window)
            }
            #expect(error?.problem == .tooLarge(limit: 50))
        }
    }

    @Test(arguments: [3, 20, 1 << 16]) func oneBadLineOfJSONLinesDoesNotSpoilTheOthers(window: Int) throws {
        let text =
            "\u{FEFF}{\"a\":1}\r\n\n{\"a\":2,}\n  \n[3]\n{\"a\":\"\(String(repeating: "x", count: 300))\"}\n\"last\""
        var limits = JSONLimits()
        limits.element = 200
        var reader = JSONReader(limits: limits)
        reader.windowCapacity = window
        var source = MemoryByteSource(text)
        var events: [JSONLineEvent] = []
        let summary = try reader.readLines(&source) { events.append($0) }
        #expect(summary.elements == 3)
        #expect(summary.rejected == 2)
        #expect(summary.isCut == false)
        #expect(
            events[0] == .element(JSONElement(line: 1, byteOffset: 3, number: 1, value: ["a": 1])))
        guard case .rejected(let bad) = events[1], case .rejected(let long) = events[3] else {
            Issue.record("two lines should have been rejected")
            return
        }
        #expect(bad.line == 3)
        #expect(bad.fault.line == 3)
        #expect(bad.fault.column == 8)
        #expect(bad.number == 2)
        #expect(long.fault.problem == .tooLarge(limit: 200))
        guard case .element(let last) = events[4] else {
            Issue.record("the last line should have been read")
            return
        }
        #expect(last.line == 7)
        #expect(last.value == "last")
    }

    @Test func aCutLastLineOfJSONLinesIsNoticed() throws {
        var source = MemoryByteSource("{\"a\":1}\n{\"a\":")
        let summary = try JSONReader().readLines(&source) { _ in }
        #expect(summary.isCut)
        #expect(summary.rejected == 1)
    }

    @Test func membersKeepTheirOrderAndLiteralsBuildValues() throws {
        let value: JSONValue = ["b": 1, "a": [true, nil, "x"], "n": .integer(Int64(5))]
        #expect(value.serialised() == "{\"b\":1,\"a\":[true,null,\"x\"],\"n\":5}")
        #expect(try JSONValue(parsing: value.serialised()) == value)
        #expect(value["a"]?[2]?.text == "x")
        #expect(value["a"]?[9] == nil)
        #expect(value[0] == nil)
        #expect(value["n"]?.scalarText == "5")
    }
}

extension JSONReaderTests {
    @Test func aCaptureInsideAnotherIsFoundAsWell() throws {
        var source = MemoryByteSource(#"{"data":[{"id":1}],"meta":{"page":{"next":"c2"},"more":true}}"#)
        let paths = try ["$.meta", "$.meta.more", "$.meta.page.next", "$.meta.page"].map(JSONPath.init(parsing:))
        let captures = try JSONReader().read(
            &source, elements: try JSONPath(parsing: "$.data[*]"), capturing: paths
        ) { _ in }
        #expect(captures.first(of: paths[0])?.count == 2)
        #expect(captures.first(of: paths[1])?.bool == true)
        #expect(captures.first(of: paths[2])?.text == "c2")
        #expect(captures.first(of: paths[3])?.count == 1)
    }
}
