// RFC 9535, sections 2.3 to 2.5: what a path selects.

import Testing

@testable import Feeds

@Suite struct JSONPathSelectionTests {
    private func select(_ path: String, _ document: String) throws -> [String] {
        try JSONPath(parsing: path).values(in: JSONValue(parsing: document)).map { $0.serialised() }
    }

    @Test(arguments: [
        ("$", "[1]"), ("$[*]", "1"), ("$[0]", "1"), ("$[1]", ""), ("$[-1]", "1"), ("$[-2]", ""), ("$.a", ""),
        ("$..*", "1"),
        ("$..[0]", "1"),
    ])
    func anArrayOfOne(path: String, expected: String) throws {
        #expect(try select(path, "[1]") == (expected.isEmpty ? [] : [expected]))
    }

    @Test(arguments: [
        ("[1:3]", "12"), ("[5:]", "56"), ("[1:5:2]", "13"), ("[5:1:-2]", "53"), ("[::-1]", "6543210"),
        ("[:]", "0123456"),
        ("[::]", "0123456"), ("[:2]", "01"), ("[-2:]", "56"), ("[:-5]", "01"), ("[-3:-1]", "45"),
        ("[0:100]", "0123456"),
        ("[-100:2]", "01"), ("[100:]", ""), ("[3:1]", ""), ("[1:1]", ""), ("[::0]", ""), ("[1:3:0]", ""),
        ("[::3]", "036"),
        ("[2::-1]", "210"), ("[:2:-1]", "6543"), ("[-1::-3]", "630"), ("[100::-2]", "6420"), ("[:-100:-3]", "630"),
        ("[-1:-4:-1]", "654"), ("[1:3:-1]", ""), ("[::9007199254740991]", "0"), ("[::-9007199254740991]", "6"),
        ("[-9007199254740991:9007199254740991]", "0123456"), ("[9007199254740991:-9007199254740991:-1]", "6543210"),
        ("[0,0]", "00"), ("[3,1]", "31"), ("[-1,0]", "60"), ("[0:2,1:3]", "0112"), ("[*,0]", "01234560"),
        ("['a',1]", "1"),
    ])
    func slicesAndUnions(path: String, expected: String) throws {
        #expect(try select("$" + path, "[0,1,2,3,4,5,6]").joined() == expected)
        #expect(try select("$" + path, "{\"a\":1}") == (path == "[*,0]" || path == "['a',1]" ? ["1"] : []))
        #expect(try select("$" + path, "7").isEmpty)
    }

    @Test func namesAreComparedByScalarValues() throws {
        let document = "{\"\u{E9}\":1,\"e\u{301}\":2,\"\\u0061\":3,\"\":4,\"a\\u0000\":5}"
        #expect(try select("$['\u{E9}']", document) == ["1"])
        #expect(try select("$['e\u{301}']", document) == ["2"])
        #expect(try select("$.a", document) == ["3"])
        #expect(try select("$['']", document) == ["4"])
        #expect(try select("$['a\\u0000']", document) == ["5"])
        #expect(try select("$['\\ud83d\\ude00']", "{\"😀\":1,\"\\ud83d\\ude00x\":2}") == ["1"])
    }

    @Test(arguments: [
        // The examples of section 2.5.2.3.
        ("$..j", ["1", "4"]), ("$..[0]", ["5", "{\"j\":4}"]), ("$.o..[*]", ["1", "2"]),
        (
            "$..*",
            [
                "{\"j\":1,\"k\":2}", "[5,3,[{\"j\":4},{\"k\":6}]]", "1", "2", "5", "3", "[{\"j\":4},{\"k\":6}]",
                "{\"j\":4}", "{\"k\":6}", "4", "6",
            ]
        ),
        ("$.a..[0,1]", ["5", "3", "{\"j\":4}", "{\"k\":6}"]), ("$..o", ["{\"j\":1,\"k\":2}"]),
        ("$..['j','k']", ["1", "2", "4", "6"]), ("$.o..j", ["1"]), ("$..a..j", ["4"]),
        ("$..[?@.j]", ["{\"j\":1,\"k\":2}", "{\"j\":4}"]),
    ])
    func descendantsComeParentsFirst(path: String, expected: [String]) throws {
        #expect(try select(path, "{\"o\":{\"j\":1,\"k\":2},\"a\":[5,3,[{\"j\":4},{\"k\":6}]]}") == expected)
    }

    /// The table of section 2.3.5.3, and the rules behind it.
    @Test(arguments: [
        ("$.absent1==$.absent2", true), ("$.absent1<=$.absent2", true), ("$.absent=='g'", false),
        ("$.absent1!=$.absent2", false), ("$.absent!='g'", true), ("1<=2", true), ("1>2", false), ("13=='13'", false),
        ("'a'<='b'", true), ("'a'>'b'", false), ("$.obj==$.arr", false), ("$.obj!=$.arr", true), ("$.obj==$.obj", true),
        ("$.obj!=$.obj", false), ("$.arr==$.arr", true), ("$.arr!=$.arr", false), ("$.obj==17", false),
        ("$.obj!=17", true), ("$.obj<=$.arr", false), ("$.obj<$.arr", false), ("$.obj<=$.obj", true),
        ("$.arr<=$.arr", true), ("1<=$.arr", false), ("1>=$.arr", false), ("1>$.arr", false), ("1<$.arr", false),
        ("true<=true", true), ("true>true", false), ("true<false", false), ("null<=null", true), ("null<null", false),
        ("null==$.absent", false), ("$.null==null", true), ("$.absent<1", false), ("$.absent>=$.absent", true),
        ("$.absent<$.absent", false), ("''<'a'", true), ("'a'<'ab'", true), ("'ab'<'b'", true), ("'Z'<'a'", true),
        ("'a'=='\\u0061'", true), ("'\u{E9}'=='e\u{301}'", false), ("'\u{FFFF}'<'\u{10000}'", true),
        ("1==1.0", true), ("-0==0", true), ("1e2==100", true), ("100e-2==1", true), ("0.1==1e-1", true),
        ("1E400>1E399", true),
        ("-1E400<-1E399", true), ("12345678901234567890==12345678901234567891", false), ("0.5<0.75", true),
        ("12345678901234567890<12345678901234567891", true), ("-1<1", true), ("-2<-1", true), ("1.5<2", true),
        ("-1.5<-1", true),
        ("0e5==0", true), ("-1==1", false), ("0==-0.0", true), ("1e-400>0", true), ("-1e-400<0", true),
        ("10==1", false),
        ("$.same==$.obj", true), ("$.deep==$.deeper", true), ("$.deep==$.other", false), ("'1'==1", false),
        ("true==1", false),
        ("false==null", false), ("''==null", false), ("''==$.absent", false),
    ])
    func comparisonsFollowTheTable(comparison: String, expected: Bool) throws {
        let document = """
            {"obj":{"x":"y","n":1},"arr":[2,3],"null":null,"same":{"n":1.0,"\\u0078":"y"},
             "deep":[{"a":[1,{"b":null}]}],"deeper":[{"a":[1e0,{"b":null}]}],"other":[{"a":[1,{"b":0}]}]}
            """
        #expect(try !select("$[?\(comparison)]", document).isEmpty == expected)
        #expect(try !select("$[?!(\(comparison))]", document).isEmpty == !expected)
    }

    static let rows = """
        [{"a":1,"b":"x"},{"a":null},{"b":"xy","c":[1,2]},{"a":false,"c":{}},7,"text",[],[9],null,{"a":{"d":1}}]
        """

    @Test(arguments: [
        ("@.a", [0, 1, 3, 9]), ("!@.a", [2, 4, 5, 6, 7, 8]), ("@.a==null", [1]),
        ("@.a!=null", [0, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("@.*", [0, 1, 2, 3, 7, 9]), ("@[0]", [7]), ("@..d", [9]), ("@.c", [2, 3]), ("@.c.*", [2]), ("@", Array(0...9)),
        ("@.a && @.b", [0]), ("@.a || @.b && @.c", [0, 1, 2, 3, 9]), ("(@.a || @.b) && @.c", [2, 3]),
        ("!@.a && @.b", [2]),
        ("!(@.a && @.b) && @.a", [1, 3, 9]), ("@.a == 1 || @.c == $[2].c", [0, 2]), ("@ == 7", [4]),
        ("@ == 'text'", [5]),
        ("@ > 6", [4]), ("@[?@ > 1]", [7]), ("@.c[?@ > 1]", [2]), ("length(@.b) == 2", [2]),
        ("length(@) == 2", [0, 2, 3]),
        ("length(@) == 0", [6]), ("length(@) == 4", [5]), ("length(@.nothing) == length(@.none)", Array(0...9)),
        ("count(@.*) == 2", [0, 2, 3]), ("count(@..*) == 0", [4, 5, 6, 8]), ("count($) == 1", Array(0...9)),
        ("value(@..d) == 1", [9]),
        ("value(@.*) == 9", [7]), ("match(@.b, 'x.')", [2]), ("search(@.b, 'x')", [0, 2]),
        ("!search(@.b, 'y')", [0, 1, 3, 4, 5, 6, 7, 8, 9]),
        ("match(@.a, '.*')", []), ("match(@.b, $[0].b)", [0]), ("match(@, 't.*t')", [5]), ("match(@.b, '[')", []),
        ("match(@.b, 1)", []),
        ("length('\\ud83d\\ude00é') == 2", Array(0...9)),
    ])
    func filtersChooseRows(filter: String, expected: [Int]) throws {
        let rows = try JSONValue(parsing: Self.rows)
        let path = try JSONPath(parsing: "$[?\(filter)]")
        let chosen = try #require(rows.elements)
        #expect(path.values(in: rows).map { $0.serialised() } == expected.map { chosen[$0].serialised() })
    }

    @Test func aFilterOnAnObjectAsksItsValues() throws {
        #expect(try select("$.x[?@ > 1]", "{\"x\":{\"p\":1,\"q\":2,\"r\":3}}") == ["2", "3"])
        #expect(try select("$.x[?@ > 1, 'p', *]", "{\"x\":{\"p\":1,\"q\":2}}") == ["2", "1", "1", "2"])
        #expect(try select("$.x[?@.y == $.z]", "{\"x\":[{\"y\":1},{\"y\":2}],\"z\":2}") == ["{\"y\":2}"])
    }

    @Test func wideObjectsInAnotherOrderAreEqual() throws {
        let names = (0..<20_000).map { "\"n\($0)\":\($0)" }
        let first = try JSONValue(parsing: "{\(names.joined(separator: ","))}")
        let second = try JSONValue(parsing: "{\(names.reversed().joined(separator: ","))}")
        #expect(first == second)
        #expect(first["n19999"] == 19_999)
    }
}
