// Several formats of one feed, formats by file, and other layouts of a file.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

struct FormatTests {
    /// A feed of one inbox whose rows state a child each.
    private func manifest(format: String, files: String) throws -> Manifest {
        let text = """
            id: sample
            version: 1
            title: A sample
            partner: Schools
            population: Invented children.
            source: {inbox: {patterns: ["*"]}}
            \(format)
            contract: {snapshot: true, covers: all}
            key-spaces: {child: "sample@{partner-urn}"}
            dates: yyyy-MM-dd
            files:
            \(files)
            """
        return try Manifest(
            try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "sample", definitions: Fixtures.definitions)
    }

    private static let table = """
          - name: pupils
            required-columns: [Number]
            records: [{type: child, key: Number, fields: {surname: Surname, birth-date: Born}}]
        """

    private static let nested = """
          - name: persons
            layout-of: pupils
            format: {xml: {elements: /List/Person}, jsonl: {}}
            records: [{type: child, key: $.Number, fields: {surname: $.Name.Family, birth-date: $.Born}}]
        """

    private func surnames(_ manifest: Manifest, _ bytes: [UInt8]) throws -> [String] {
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        let assignment = try manifest.assign(["file"]) { _ in
            var source = MemoryByteSource(bytes)
            return try PayloadLook(at: &source, for: manifest.files)
        }
        let name = try #require(assignment.assigned.first?.file)
        var outcomes: [RowOutcome] = []
        var source = MemoryByteSource(bytes)
        let summary = try #require(manifest.file(name)).read(&source) { event in
            switch event {
            case .header(let header): session.begin(file: name, header: header)
            case .elements: session.begin(file: name)
            case .row(let row): outcomes.append(session.map(row).outcome)
            case .element(let element): outcomes.append(session.map(element).outcome)
            case .rejected, .rejectedLine, .aside, .unread: break
            }
        }
        #expect(summary.trouble == nil)
        return outcomes.compactMap {
            if case .records(let records, _) = $0 { records.first?.record[Child.surname] } else { nil }
        }
    }

    @Test(arguments: [
        "Number,Surname,Born\n1,Brown,2014-01-02\n2,Ünal,2015-03-04\n",
        "<List><Person><number>1</number><born>2014-01-02</born></Person></List>",
        "{\"Number\":\"1\",\"Born\":\"2014-01-02\"}\n{\"Number\":2,\"Born\":\"2014-01-03\"}\n",
    ])
    func theContentDecidesWhichLayoutIsRead(content: String) throws {
        let manifest = try manifest(format: "format: {csv: {}, xlsx: {}}", files: Self.table + "\n" + Self.nested)
        let look = { () throws -> PayloadLook in
            var source = MemoryByteSource(content)
            return try PayloadLook(at: &source, for: manifest.files)
        }
        let assigned = try manifest.assign(["any name"]) { _ in try look() }
        #expect(assigned.trouble == nil)
        #expect(assigned.assigned.map(\.file) == [content.hasPrefix("Number") ? "pupils" : "persons"])
    }

    @Test func rowsOfATableComeOutTheSameFromACSVFile() throws {
        let manifest = try manifest(format: "format: {csv: {}, xlsx: {}}", files: Self.table)
        #expect(try surnames(manifest, Array("Number,Surname,Born\n1,Brown,2014-01-02\n".utf8)) == ["Brown"])
    }

    @Test func namesOfElementsAreTheSameInAnyCase() throws {
        let files = """
              - name: persons
                format: {xml: {elements: /list/person}}
                records: [{type: child, key: $.Number, fields: {surname: "$.Name[*].Family", birth-date: $.Born}}]
            """
        let manifest = try manifest(format: "", files: files)
        let text = "<LIST><PERSON><NUMBER>1</NUMBER><name><FAMILY>Brown</FAMILY></name></PERSON></LIST>"
        #expect(try surnames(manifest, Array(text.utf8)) == ["Brown"])
    }

    @Test func theNameOfAPartIsNoNameOfAnElement() throws {
        let files = """
              - name: persons
                format: {xml: {elements: /List/Person}}
                records:
                  - type: child
                    each: [{name: "$.NAME[*]"}]
                    key: {value: number}
                    fields: {surname: "@name.Family"}
                values: {number: $.Number}
            """
        let manifest = try manifest(format: "", files: files)
        let text = "<List><Person><Number>7</Number><NAME><Family>Vale</Family></NAME></Person></List>"
        #expect(try surnames(manifest, Array(text.utf8)) == ["Vale"])
    }

    @Test func aLayoutWithTheRightColumnsIsTaken() throws {
        let other = """
              - name: long
                layout-of: pupils
                required-columns: [Key]
                records: [{type: child, key: Key, fields: {surname: Family}}]
            """
        let manifest = try manifest(format: "format: {csv: {}}", files: Self.table + "\n" + other)
        #expect(try surnames(manifest, Array("Key,Family\n1,Okafor\n".utf8)) == ["Okafor"])
        #expect(manifest.assign([]).missing == ["pupils"])
    }

    @Test(arguments: [
        ("format: {}", table, "names no format"), ("", table, "the file has no format"),
        ("format: {csv: {}, json: {elements: \"$[*]\"}}", table, "one file can't have both"),
        ("format: {xlxs: {}}", table, "xlsx"), ("format: {xml: {elements: Person}}", nested, "path of elements"),
        ("format: {csv: {}}", nested, "names no file above"),
    ])
    func mistakesAreToldTogether(format: String, files: String, words: String) {
        do {
            _ = try manifest(format: format, files: files)
            Issue.record("a wrong format was taken")
        } catch {
            #expect("\(error)".contains(words))
        }
    }

    @Test func anAnswerWithoutTheElementsIsNoEmptyAnswer() throws {
        let files = """
              - name: people
                records: [{type: child, key: $.Number, fields: {surname: $.Surname}}]
            """
        let manifest = try manifest(format: "format: {json: {elements: \"$.value[*]\"}}", files: files)
        for (answer, isRight) in [("{\"value\":[]}", true), ("{\"other\":[]}", false), ("{}", false)] {
            var source = MemoryByteSource(answer)
            #expect((try manifest.files[0].read(&source) { _ in }.trouble == nil) == isRight)
        }
    }

    @Test(
        arguments: [
            ("{\"total\":2,\"value\":[{},{}]}", nil), ("{\"value\":[{},{}],\"total\":\"2\"}", nil),
            ("{\"total\":0,\"value\":[]}", nil), ("{\"total\":3,\"value\":[{},{}]}", "holds 3 records, but 2"),
            ("{\"total\":1,\"value\":[{},{}]}", "holds 1 records, but 2"), ("{\"value\":[{}]}", "no count at $.total"),
            ("{\"total\":null,\"value\":[{}]}", "is no count"), ("{\"total\":1.5,\"value\":[{}]}", "is no count"),
        ] as [(String, String?)])
    func aDocumentHoldsAsManyRecordsAsItSays(answer: String, words: String?) throws {
        let files = """
              - name: people
                records: [{type: child, key: $.Number, fields: {surname: $.Surname}}]
            """
        let manifest = try manifest(
            format: "format: {json: {elements: \"$.value[*]\", count: $.total}}", files: files)
        var source = MemoryByteSource(answer)
        let trouble = try manifest.files[0].read(&source) { _ in }.trouble
        #expect((trouble == nil) == (words == nil))
        if let words { #expect(trouble?.contains(words) == true) }
    }
}
