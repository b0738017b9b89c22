import Foundation
import Testing

@testable import Configuring

@Suite struct ConfigurationNodeTests {
    private func problem(_ text: String) -> String {
        do {
            let node = try ConfigurationNode.parse(text, file: "f.yaml")
            return "read: \(node.canonicalText)"
        } catch {
            return error.description
        }
    }

    @Test(arguments: ["NO", "012", "1e3", "~", "null", "2026-01-31", "0x1F", "1_000", "12:30:45", ".inf", "yes"])
    func aScalarStaysTheTextThatWasWritten(text: String) throws {
        #expect(try ConfigurationNode.parse("a: \(text)\n", file: "f.yaml")["a"]?.text == text)
    }

    @Test func everyPartKnowsItsPlace() throws {
        let node = try ConfigurationNode.parse("\u{FEFF}a:\r\n  - b: ü c\r\n    d: e\r\n", file: "f.yaml")
        let entries = try #require(node["a"]?.elements?.first?.entries)
        #expect(entries.map(\.keyPlace.description) == ["f.yaml:2:5", "f.yaml:3:5"])
        #expect(entries.map(\.value.place.description) == ["f.yaml:2:8", "f.yaml:3:8"])
        #expect(node.place.description == "f.yaml:1:1")
    }

    @Test(arguments: ["", "# only a comment\n", "---\n", "\n\n"])
    func anEmptyFileIsAnEmptyMapping(text: String) throws {
        #expect(try ConfigurationNode.parse(text, file: "f.yaml").entries == [])
    }

    @Test func anEmptyTextInQuotesIsMeant() throws {
        let node = try ConfigurationNode.parse("a: ''\nb:\nc: |\n  x\n", file: "f.yaml")
        #expect(node["a"]?.isBlank == false)
        #expect(node["b"]?.isBlank == true)
        #expect(node["c"]?.text == "x\n")
    }

    @Test(arguments: [
        ("a: 1\nb:\n  c: 1\n  'c': 2\n", "f.yaml:4:3: key `c` is stated twice. The first is in line 3."),
        ("- a: 1\n  a: 2\n", "f.yaml:2:3: key `a` is stated twice. The first is in line 1."),
        ("{a: 1, a: 2}\n", "f.yaml:1:2: key `a` is stated twice. The first is in line 1."),
        ("schedule: */5 * * * *\n", "f.yaml:1:11: a value begins with * or &. Put the value in quotes."),
        ("schedule: * * * * *\n", "f.yaml:1:11: a value begins with * or &. Put the value in quotes."),
        ("a: *x\n", "f.yaml:1:4: a value begins with * or &. Put the value in quotes."),
        (
            "a: &x 1\nb: *x\n",
            "f.yaml:1:4: a value begins with &, which marks a repeated part. Put the value in quotes, or write it out."
        ),
        (
            "a: !int 12\n",
            "f.yaml:1:4: a value begins with !, which marks a type. Put the value in quotes, or write it out."
        ),
        (
            "a: b: c\n",
            "f.yaml:1:5: a colon where none is expected. "
                + "Check the indentation, and put text that holds a colon and a space in quotes."
        ),
        (
            "a:\n\tb: c\n",
            "f.yaml:2:1: a tab, or a character that cannot begin a value. "
                + "Indent with spaces, and put a value that begins with @, %, ` or ! in quotes."
        ),
        ("a:\n    b: 1\n  c: 2\n", "f.yaml:3:3: this line does not fit the lines above it. Check its indentation."),
        ("a: 1\nb 2\nc: 3\n", "f.yaml:2:1: a key without a colon after it. Write `key: value`."),
        ("a: 'b\nc: d\n", "f.yaml:1:4: a quotation mark is opened here and never closed"),
        ("a: [b, c\nd: e\n", "f.yaml:1:4: a [ is opened here and not closed, or a comma is missing"),
        ("a: {b: c\n", "f.yaml:1:4: a { is opened here and not closed, or a comma is missing"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document (---) in one file. Put it into a file of its own."),
        ("? [a, b]\n: c\n", "f.yaml:1:3: a key must be text, but is a list"),
        ("a: 1\nb: x\u{1}y\n", "f.yaml:2:5: a character that a text file cannot hold. Type the line again."),
    ])
    func aMistakeInTheYAMLIsToldInPlainWordsWithItsPlace(text: String, expected: String) {
        #expect(problem(text) == expected)
    }

    @Test(.timeLimit(.minutes(1))) func partsThatRepeatPartsAreNotFollowed() {
        let levels = (1...40).map { "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1)]\n" }.joined()
        #expect(problem("l0: &l0 x\n" + levels).contains("f.yaml:1:5: a value begins with &"))
    }

    @Test func anOverrideReplacesByKeyAndKeepsItsPlaces() throws {
        let manifest = try ConfigurationNode.parse(
            "origin: {url: a, timeout: 5s}\ncolumns: [x, y]\npartner: p\n", file: "adapter.yaml")
        let override = try ConfigurationNode.parse(
            "origin:\n  url: b\ncolumns: [z]\nschedule: every 5m\n", file: "config/sendgate.yaml")
        let merged = manifest.overridden(by: override)
        #expect(merged["origin"]?["url"]?.text == "b")
        #expect(merged["origin"]?["url"]?.place.description == "config/sendgate.yaml:2:8")
        #expect(merged["origin"]?["timeout"]?.place.description == "adapter.yaml:1:27")
        #expect(merged["columns"]?.elements?.compactMap(\.text) == ["z"])
        #expect(merged["partner"]?.text == "p")
        #expect(merged["schedule"]?.text == "every 5m")
        #expect(merged.entries?.map(\.key) == ["origin", "columns", "partner", "schedule"])
        #expect(merged.without(["origin"])["origin"] == nil)
    }

    @Test func theCanonicalTextIsThatOfWhatIsSaid() throws {
        let first = try ConfigurationNode.parse("a: 1\nb: [x, 'y'] # z\n", file: "f.yaml")
        let second = try ConfigurationNode.parse("{b: ['x', y], \"a\": '1'}", file: "g.yaml")
        #expect(first.canonicalText == second.canonicalText)
        let third = try ConfigurationNode.parse("{b: ['x,y'], a: 1}", file: "g.yaml")
        #expect(first.canonicalText != third.canonicalText)
    }

    @Test func filesAreReadAndRefusedWithTheirName() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("configuring-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func told(_ bytes: [UInt8]?) throws -> String {
            let file = folder.appendingPathComponent("x.yaml")
            try? FileManager.default.removeItem(at: file)
            if let bytes { try Data(bytes).write(to: file) }
            do throws(ConfigurationProblems) {
                return try ConfigurationNode.load(file.path, called: "config/x.yaml").canonicalText
            } catch {
                return error.description
            }
        }
        #expect(try told(Array("a: b\n".utf8)) == "{1'a':1'b'}")
        #expect(try told(nil) == "config/x.yaml:1:1: there is no such file")
        #expect(
            try told(Array("a: b\nc: ".utf8) + [0xE9, 0x0A])
                == "config/x.yaml:2:1: the file is not UTF-8 text. Save it as UTF-8.")
        do throws(ConfigurationProblems) {
            _ = try ConfigurationNode.load(folder.path, called: "config")
            Issue.record("read")
        } catch {
            #expect(error.description == "config:1:1: this is a folder, not a file")
        }
    }
}
