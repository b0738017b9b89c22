// Every declared function and shape does what its example says; mistakes in their use are told.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

extension SmallManifest {
    /// What comes of one text by a value's functions; nil for nothing.
    static func value(_ input: String, _ apply: String, more: String = "") throws -> (value: Value, row: MappedRow) {
        let manifest = try manifest(
            """
            records:
              - type: child
                key: id
                fields: {surname: {from: a, apply: [\(apply)]}}
            """, more: more)
        var session = session(manifest)
        let quoted = "\"\(input.replacing("\"", with: "\"\""))\""
        let row = try #require(try Fixtures.rows(&session, "children", "id,a\n7,\(quoted)\n").first)
        return (row.records.first?.record[Child.surname.declaration.number] ?? .notStated, row)
    }

    static func lines(of shape: MappingShape) throws -> [String] {
        func isJSON(_ text: String) -> Bool { text.hasPrefix("[") }
        let format = isJSON(shape.example.input) ? "{json: {elements: \"$[*]\"}}" : "{csv: {}}"
        var more = ""
        if let earlier = shape.example.earlier {
            more = earlier.yaml
        }
        var text = Self.text(shape.example.yaml, format: format)
        if !more.isEmpty {
            let body = more.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
            text = text.replacing(
                "files:\n", with: "files:\n  - name: people\n    path: /people\n\(body.joined(separator: "\n"))\n")
        }
        let manifest = try Manifest(
            try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "clinic", definitions: Fixtures.definitions)
        var session = session(manifest)
        var rows: [MappedRow] = []
        if let earlier = shape.example.earlier {
            rows += try Fixtures.rows(&session, "people", earlier.input)
        }
        if isJSON(shape.example.input) {
            var source = MemoryByteSource(shape.example.input)
            session.begin(file: "children")
            _ = try JSONReader().read(&source, elements: try JSONPath(parsing: "$[*]")) { rows.append(session.map($0)) }
            session.end()
        } else {
            rows += try Fixtures.rows(&session, "children", shape.example.input)
        }
        var pool = FoldPool(manifest, space: MemorySpill())
        for (sequence, row) in rows.enumerated() {
            for record in row.records where record.folding != nil {
                try pool.add(
                    record,
                    from: FoldRow(sequence: sequence, payload: 0, number: row.number, line: row.line, byteOffset: 0))
            }
        }
        var folded: [(line: Int, text: String)] = []
        try pool.eachShare { share in
            for case .record(let record, let from) in share.groups { folded.append((from.first.line, record.line)) }
        }
        // Records of one row in the order of their rules.
        let order = manifest.recordTypes.map(\.name)
        func rank(_ text: String) -> Int { order.firstIndex { text.hasPrefix($0 + " ") } ?? 0 }
        return rows.flatMap(\.records).filter { $0.folding == nil }.map(\.line)
            + folded.sorted { ($0.line, rank($0.text)) < ($1.line, rank($1.text)) }.map(\.text)
    }
}

extension SourceRecord {
    /// As examples of shapes write it.
    var line: String {
        let fields = record.stated.filter { $0.value != .empty }
            .map { "\($0.field.name) \($0.value.shown ?? "?")" }
        return "\(type) \(key):\(fields.isEmpty ? "" : " ")\(fields.joined(separator: ", "))"
    }
}

struct FunctionsTests {
    @Test(arguments: MappingFunction.all.map(\.name))
    func everyFunctionDoesWhatItsExampleSays(_ name: String) throws {
        let function = try #require(MappingFunction.named(name))
        let (value, _) = try SmallManifest.value(function.example.input, function.example.yaml)
        #expect(value == .text(function.example.output))
    }

    @Test(arguments: MappingShape.all.map(\.id))
    func everyShapeDoesWhatItsExampleSays(_ name: String) throws {
        let shape = try #require(MappingShape.all.first { $0.id == name })
        #expect(try SmallManifest.lines(of: shape) == shape.example.output)
    }

    @Test func namesAreSingleAndMeaningsAreSentences() {
        #expect(Set(MappingFunction.all.map(\.name)).count == MappingFunction.all.count)
        #expect(Set(MappingShape.all.map(\.id)).count == MappingShape.all.count)
        for meaning in MappingFunction.all.map(\.meaning) + MappingShape.all.map(\.meaning) {
            #expect(meaning.hasSuffix("."))
        }
        for function in MappingFunction.all {
            #expect(function.parameters.isEmpty || function.parameters[0].name == function.name)
            // A parameter that is named like a function would be taken for one.
            for parameter in function.parameters.dropFirst() { #expect(MappingFunction.named(parameter.name) == nil) }
        }
    }

    @Test(arguments: [
        ("a/b", "{part: 3, of: \"/\"}", nil), ("a/b", "{part: -3, of: \"/\"}", nil), ("a/b", "{part: 2, of: /}", "b"),
        ("a  b c", "{part: 2, of: \" \"}", "b"), ("a-b;c", "{part: 3, of: [\"-\", \";\"]}", "c"),
        ("abc", "before: x", "abc"), ("abc", "after: x", nil), ("abc", "after: c", nil),
        ("x(1", "{between: (, and: )}", nil), ("none", "digits", nil),
        ("a.b.c", "{replace: [., b], with: \"\"}", "ac"), ("x", "{table: {x: \"\"}}", nil),
        ("y", "{table: {x: z}, otherwise: keep}", "y"), ("y", "{table: {x: z}, otherwise: blank}", nil),
        ("", "upper, default: none", "none"), ("2103", "pad: 3", "2103"), ("  Mr   X ", "tidy, lower", "mr x"),
        ("(12.50)", "pence", "-1250"), ("0.1", "times: 3", "0.3"), ("3.5 ", "minutes", "210"),
        ("1,234", "number, {plus: -34}", "1200"), ("-2.5", "round", "-3"),
        ("31/12/2026", "week-of, school-year", "2027"),
        ("01/03/2024", "add-days: -1", "2024-02-29"), ("Mon 7", "letters, lower", "mon"),
        ("12:30:15", "{part: 1, of: \":\"}", "12"),
    ])
    func functionsAtTheirEdges(_ input: String, _ apply: String, _ output: String?) throws {
        let (value, _) = try SmallManifest.value(input, apply)
        #expect(value == output.map(Value.text) ?? .empty)
    }

    @Test(arguments: [
        ("y", "{table: {x: z}}", "word-unknown"), ("31/02/2026", "week-of", "date-impossible"),
        ("31/02/2026", "date: dd/MM/yyyy", "date-impossible"), ("never", "week-of", "date-unreadable"),
        ("12/2026", "date: dd/MM/yyyy", "date-incomplete"), ("46000", "week-of", "date-is-a-number"),
        ("?", "week-of", "mark-for-nothing"), ("N/A", "week-of", "word-for-nothing"),
        ("03/04/2026", "{date: [dd/MM/yyyy, MM/dd/yyyy]}", "date-order-unknown"),
        ("about 3", "number", "number-unreadable"),
        ("1.005", "pence", "number-unreadable"), ("12:60", "minutes", "number-unreadable"),
        ("1e5", "number", "number-unreadable"),
    ])
    func whatAFunctionCannotUseIsToldAndNeverGuessed(_ input: String, _ apply: String, _ rule: String) throws {
        let (value, row) = try SmallManifest.value(input, apply)
        #expect(value == .unreadable(rule: rule))
        #expect(row.notes.map(\.rule) == [rule])
        #expect(row.notes[0].columnName == "a")
    }

    @Test func aKeyThatAFunctionCannotUseQuarantinesTheRowWithItsReason() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: child
                key: {from: id, apply: [{table: {A: "1"}}]}
                fields: {surname: surname}
            """, "id,surname\nB,Reid\n")
        #expect(rows[0].quarantined == ["word-unknown"])
    }

    @Test func aTableIsSharedByName() throws {
        let (value, _) = try SmallManifest.value("Boy", "{table: sexes}", more: "tables: {sexes: {boy: M, girl: F}}")
        #expect(value == .text("M"))
    }

    @Test func aFunctionTakesAValueOfTheRow() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-provision
                each: [{session: {columns: "{day:weekday} {half:AM|PM}"}}]
                key: {template: "{id}/{@session.day}"}
                about: id
                fields:
                  since: {from: Week, apply: [{on-weekday: "@session.day"}]}
            """, "id,Week,Mon AM,Tues PM\n7,09/09/2026,/,/\n")
        #expect(
            rows[0].records.map(\.shown) == [
                "sen-provision 7/1 since: 2026-09-07", "sen-provision 7/2 since: 2026-09-08",
            ])
    }

    @Test(arguments: [
        ("uper", "there is no function `uper`. Did you mean `upper`?"),
        ("{prat: 1}", "there is no function `prat`. Did you mean `part`?"),
        ("part", "`part` lacks what follows it"), ("{part: 1}", "`part` lacks `of`"),
        ("{part: 0, of: x}", "there is no part 0"), ("{part: one, of: x}", "should be a whole number"),
        ("{part: 1, off: x}", "`part` has no `off`. Did you mean `of`?"),
        ("{first: 1, last: 2}", "`first` and `last` are two functions"),
        ("{upper: yes}", "nothing follows `upper`"), ("{table: sexs}", "there is no table called `sexs`"),
        ("{table: {}}", "should be a mapping of words"), ("{table: {a: b, A: c}}", "stands twice"),
        ("{table: {a: b}, otherwise: guess}", "should be one of refuse, keep, blank"),
        ("number, week-of", "`number` gives a number, but `week-of` takes a date"),
        ("{date: never}", "should be a date format"), ("{times: x}", "should be a number"),
        ("{on-weekday: \"@x\"}", "there is no part called `x`"), ("[upper]", "`apply` should list functions"),
    ])
    func mistakesAreToldWithTheNearestName(_ apply: String, _ told: String) {
        let found = SmallManifest.problems(
            """
            records:
              - type: child
                key: id
                fields: {surname: {from: a, apply: [\(apply)]}}
            """)
        #expect(found.contains { $0.contains(told) }, "\(found)")
    }

    @Test(arguments: [
        ("{value: a, one-of: x, before: 2026-01-01}", "exactly one of"), ("{value: a}", "exactly one of"),
        ("{stated: a, equals: b}", "`equals` is for `value` and `field`"),
        ("{field: child.surname, matches: x}", "`matches` is for `value`"),
    ])
    func mistakesInTestsAreTold(_ when: String, _ told: String) {
        let found = SmallManifest.problems(
            """
            leave-out: [{rule: x, when: \(when)}]
            records:
              - type: child
                key: id
                fields: {surname: a}
            """)
        #expect(found.contains { $0.contains(told) }, "\(found)")
    }

    @Test func aTestOfADateThatCannotBeReadMayHold() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: child
                key: id
                required: [surname]
                when: {value: from, before: 2026-09-01}
                fields: {surname: surname}
              - type: sen-provision
                key: id
                required: [provision]
                fields: {provision: sen}
            """, "id,surname,from,sen\n7,Reid,soon,\n")
        #expect(rows[0].mentions == ["child 7", "sen-provision 7"])
    }
}
