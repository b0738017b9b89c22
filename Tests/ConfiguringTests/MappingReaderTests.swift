import Testing

@testable import Configuring

private enum Basis: String, CaseIterable { case named, attended }

private enum TestKeys {
    static let url = Key("url", .text, required: true, "where the feed is fetched from")
    static let pages = Key("pages", .integer(1...50), "how many pages are read at most")
    static let timeout = DefaultedKey("timeout", .duration, default: .seconds(30), "how long to wait")
    static let limit = DefaultedKey("limit", .percent, default: Percent(whole: 20), "how much may be withdrawn")
    static let insecure = DefaultedKey("insecure", .flag, default: false, "allow plain HTTP")
    static let since = Key("since", .date, "the first day")
    static let basis = Key("basis", .choice(of: Basis.self), "named or attended")
    static let weight = Key("weight", .number, "how much it counts")
    static let token = Key("token", .secretName, "the secret to show")
    static let columns = Key("columns", .oneOrMore(of: .text), "the columns to try")
    static let schools = Key("schools", .list(of: .located(.text)), "the schools")
    static let codes = Key("codes", .names(to: .text), "the partner's codes")
    static let fields = Key("fields", .list(of: .section(keys: FieldKeys.all, reading: field)), "the fields")
    static let all: [any DeclaredKey] = [
        url, pages, timeout, limit, insecure, since, basis, weight, token, columns, schools, codes, fields,
    ]

    @Sendable static func field(_ reader: MappingReader) -> String? {
        let name = reader[FieldKeys.name]
        let length = reader[FieldKeys.length]
        guard let name else { return nil }
        return "\(name)/\(length)"
    }
}

private enum FieldKeys {
    static let name = Key("name", .text, required: true, "the field")
    static let length = DefaultedKey("length", .integer, default: 10, "how long it may be")
    static let all: [any DeclaredKey] = [name, length]
}

@Suite struct MappingReaderTests {
    private let problems = ProblemCollector()

    private func reader(_ text: String) throws -> MappingReader {
        let node = try ConfigurationNode.parse(text, file: "f.yaml")
        return try #require(MappingReader(node, called: "the origin", keys: TestKeys.all, problems))
    }

    @Test func valuesAreReadByTheirDeclaredKeys() throws {
        let reader = try reader(
            """
            url: https://schools.example/list.csv
            pages: 7
            timeout: 1h30m
            limit: 12.5%
            insecure: true
            since: 2026-01-31
            basis: attended
            weight: -1.25
            token: health-api-token
            columns: Surname
            schools: ["012", 034]
            codes: {NO: none, "on": some}
            fields:
              - name: upn
                length: 13
              - {name: surname}
            """)
        #expect(reader[TestKeys.url] == "https://schools.example/list.csv")
        #expect(reader[TestKeys.pages] == 7)
        #expect(reader[TestKeys.timeout] == .seconds(5400))
        #expect(reader[TestKeys.limit].hundredths == 1250)
        #expect(reader[TestKeys.insecure])
        #expect(reader[TestKeys.since]?.description == "2026-01-31")
        #expect(reader[TestKeys.basis] == .attended)
        #expect(reader[TestKeys.weight] == -1.25)
        #expect(reader[TestKeys.token]?.text == "health-api-token")
        #expect(reader[TestKeys.columns] == ["Surname"])
        #expect(reader[TestKeys.schools]?.map(\.value) == ["012", "034"])
        #expect(reader[TestKeys.schools]?.last?.place == ConfigurationPlace(file: "f.yaml", line: 11, column: 18))
        #expect(reader[TestKeys.codes]?.map { "\($0.name)=\($0.value)" } == ["NO=none", "on=some"])
        #expect(reader[TestKeys.fields] == ["upn/13", "surname/10"])
        #expect(reader.place(of: TestKeys.since).line == 6)
        #expect(problems.isEmpty)
    }

    @Test func whatIsNotStatedHasItsDefaultOrIsNil() throws {
        let reader = try reader("url: x\n")
        #expect(reader[TestKeys.timeout] == .seconds(30))
        #expect(reader[TestKeys.pages] == nil)
        #expect(!reader.states(TestKeys.pages))
        #expect(problems.isEmpty)
    }

    @Test func everythingWrongIsToldAtOnceInTheOrderOfTheFile() throws {
        let reader = try reader(
            """
            pages: 51
            timeuot: 30s
            timeout: 30 seconds
            insecure: yes
            basis: atended
            since: 2026-02-30
            columns: {a: b}
            fields:
              - lenght: 3
              - name: [a]
            zone:
            """)
        #expect(reader[TestKeys.url] == nil)
        #expect(reader[TestKeys.pages] == nil)
        #expect(reader[TestKeys.timeout] == .seconds(30))
        #expect(reader[TestKeys.insecure] == false)
        #expect(reader[TestKeys.basis] == nil)
        #expect(reader[TestKeys.since] == nil)
        #expect(reader[TestKeys.columns] == nil)
        #expect(reader[TestKeys.fields] == [])
        #expect(
            problems.problems.description == """
                f.yaml:1:1: the origin lacks the key `url`. It says: where the feed is fetched from.
                f.yaml:1:8: `pages` should be a whole number from 1 to 50, but is `51`
                f.yaml:2:1: unknown key `timeuot`. It is like `timeout`, which is stated already.
                f.yaml:3:10: `timeout` should be a duration such as 30s, 5m, 2h or 42d, but is `30 seconds`
                f.yaml:4:11: `insecure` should be true or false, but is `yes`
                f.yaml:5:8: `basis` should be one of named, attended, but is `atended`. Did you mean `attended`?
                f.yaml:6:8: `since` should be a date such as 2026-01-31, but is `2026-02-30`
                f.yaml:7:10: `columns` should be text, but is a mapping of keys
                f.yaml:9:5: unknown key `lenght`. Did you mean `length`?
                f.yaml:9:5: `fields` lacks the key `name`. It says: the field.
                f.yaml:10:11: `name` should be text, but is a list
                f.yaml:11:1: unknown key `zone`. Possible here: `url`, `limit`, `weight`, `token`, `schools`, `codes`.
                """)
        #expect(throws: ConfigurationProblems.self) { try problems.throwIfAny() }
    }

    @Test func aKeyWithNothingAfterItIsAnEmptyListButNoText() throws {
        let reader = try reader("url:\nschools:\ncodes:\n")
        #expect(reader[TestKeys.url] == nil)
        #expect(reader[TestKeys.schools] == [])
        #expect(reader[TestKeys.codes] == [])
        #expect(problems.problems.description == "f.yaml:1:5: `url` should be text, but is nothing")
    }

    @Test func aSecretWrittenByMistakeIsNotRepeated() throws {
        let reader = try reader("url: x\ntoken: Hunter2!Hunter2!\n")
        #expect(reader[TestKeys.token] == nil)
        #expect(!problems.isEmpty)
        #expect(!problems.problems.description.contains("Hunter2"))
    }

    @Test func oneOfSeveralKeysIsAskedFor() throws {
        let none = try reader("url: x\n")
        #expect(none.exactlyOne(of: [TestKeys.columns, TestKeys.codes]) == nil)
        let both = try reader("{url: x, columns: a, codes: {}}")
        #expect(both.exactlyOne(of: [TestKeys.columns, TestKeys.codes]) == nil)
        #expect(
            problems.problems.problems.map(\.what) == [
                "exactly one of `columns`, `codes` is needed, but none of them is stated",
                "exactly one of `columns`, `codes` is needed, but `columns` and `codes` are stated",
            ])
        #expect(try reader("{url: x, codes: {}}").exactlyOne(of: [TestKeys.columns, TestKeys.codes]) == "codes")
    }

    @Test func whatIsNoMappingIsToldOnce() throws {
        let node = try ConfigurationNode.parse("- a\n", file: "f.yaml")
        #expect(MappingReader(node, called: "the file", keys: TestKeys.all, problems) == nil)
        #expect(problems.problems.description == "f.yaml:1:1: the file should be a mapping of keys, but is a list")
    }

    @Test func theReferenceIsPrintedFromTheDeclarations() {
        let keys: [any DeclaredKey] = [TestKeys.url, TestKeys.timeout, TestKeys.limit, TestKeys.fields]
        #expect(
            KeyReference.text(of: keys) == """
                url: text (required)
                    where the feed is fetched from.
                timeout: a duration such as 30s, 5m, 2h or 42d (default: 30s)
                    how long to wait.
                limit: a percentage such as 20% (default: 20%)
                    how much may be withdrawn.
                fields: a list, each a mapping of keys
                    the fields.
                    name: text (required)
                        the field.
                    length: a whole number (default: 10)
                        how long it may be.
                """)
    }
}
