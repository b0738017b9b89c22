// Paths as manifests write them.

import Testing

@testable import Feeds

@Suite struct JSONPathTests {
    static let patient = """
        {"id":"p1","name":[{"use":"official","family":"Okonkwo","given":["Ada","May"]},{"use":"usual","family":"O"}],
         "identifier":[{"system":"https://a.example/nhs","value":"9000000009"},{"system":"local","value":7}],
         "dotted.name":{"x y":[1,2,3]},"flags":[{"on":true,"n":1.0},{"on":false},{"on":null,"n":2}]}
        """

    @Test(arguments: [
        ("$.id", ["\"p1\""]), ("$['id']", ["\"p1\""]), ("$[\"id\"]", ["\"p1\""]), ("$.name[0].given[1]", ["\"May\""]),
        ("$.name[*].family", ["\"Okonkwo\"", "\"O\""]), ("$.name[-1].family", ["\"O\""]), ("$.name[5]", []),
        ("$.name[?(@.use=='official')].family", ["\"Okonkwo\""]), ("$.name[?@.use == \"usual\"].family", ["\"O\""]),
        ("$.identifier[?(@.system=='https://a.example/nhs')].value", ["\"9000000009\""]),
        ("$.identifier[?@.value==7].system", ["\"local\""]), ("$.identifier[?@.value==7.0].system", ["\"local\""]),
        ("$['dotted.name']['x y'][*]", ["1", "2", "3"]), ("$.flags[?@.on==true].n", ["1.0"]),
        ("$.flags[?@.on==null].n", ["2"]), ("$.flags[?@.n].n", ["1.0", "2"]),
        ("$.name[?@.given[0]=='Ada'].use", ["\"official\""]),
        ("$.missing.deeper[*]", []), ("$.id.deeper", []), ("$.id[0]", []), ("$.*[0].use", ["\"official\""]),
    ])
    func pathsSelect(path: String, expected: [String]) throws {
        let parsed = try JSONPath(parsing: path)
        let value = try JSONValue(parsing: Self.patient)
        #expect(parsed.values(in: value).map { $0.serialised() } == expected)
        #expect(parsed.first(in: value)?.serialised() == expected.first)
        #expect(parsed.description == path)
    }

    @Test(arguments: [
        "", "id", "$.", "$.a.", "$[", "$[]", "$['a]", "$['a'", "$[01]", "$[-0]", "$[1", "$.a[?]", "$.a[?(@.b==)]",
        "$.a[?(@.b=='x']", "$.a[?(b=='x')]", "$.a[?@.b=1]", "$..", "$.1a", " $.a", "$.a ", "$.a b", "$.a-b",
        "$.a[?@.b==[1]]",
        "$.a[?@.b[*]==1]", "$['\\x']", "$.a[?@.b==nul]", "$.a]",
    ])
    func whatIsNoPathIsRefusedWithItsPosition(path: String) {
        let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: path) }
        #expect(error?.path == path)
        #expect((1...path.utf8.count + 1).contains(error?.position ?? 0))
    }

    @Test func quotesAndEscapesInNames() throws {
        let value: JSONValue = ["it's": 1, "a\"b": 2, "é": 3, "back\\slash": 4]
        #expect(try JSONPath(parsing: "$['it\\'s']").first(in: value) == 1)
        #expect(try JSONPath(parsing: "$[\"it's\"]").first(in: value) == 1)
        #expect(try JSONPath(parsing: "$['a\"b']").first(in: value) == 2)
        #expect(try JSONPath(parsing: "$.é").first(in: value) == 3)
        #expect(try JSONPath(parsing: "$['\\u00e9']").first(in: value) == 3)
        #expect(try JSONPath(parsing: "$['back\\\\slash']").first(in: value) == 4)
    }
}
