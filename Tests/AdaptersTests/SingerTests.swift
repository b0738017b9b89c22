// Taps as adapters: the manifest, and a tap's streams through the mapping.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

struct SingerTests {
    static let manifest = """
        id: tap
        version: 1
        title: Referrals from a tap
        partner: therapy service
        population: invented
        source:
          singer:
            command: [tap.py, --quiet]
            config: {start_date: 2024-01-01, page_size: 100, deep: {flag: true, none: ~, id: "007"}, token: {secret: tap-token}}
            catalog: catalog.json
            network: needed
        schedule: {every: 1h}
        contract: {snapshot: false, quarantined: {limit: 50%}}
        key-spaces: {child: therapy}
        dates: yyyy-MM-dd
        files:
          - name: people
            stream: people
            records:
              - type: child
                key: $.id
                fields: {forename: $.first, surname: $.last, birth-date: $.born}
          - name: referrals
            stream: referrals
            records:
              - type: referral
                key: $.number
                about: $.person
                fields: {received: $.received}
        """

    static func manifest(_ replacing: String = "", _ by: String = "") throws -> Manifest {
        let text = replacing.isEmpty ? manifest : manifest.replacing(replacing, with: by)
        let node = try ConfigurationNode.parse(text, file: "adapter.yaml")
        return try Manifest(node, id: "tap", definitions: Fixtures.definitions)
    }

    private static let output = """
        {"type":"SCHEMA","stream":"people","key_properties":["id"],"schema":{}}
        {"type":"SCHEMA","stream":"referrals","key_properties":["id"],"schema":{}}
        {"type":"RECORD","stream":"referrals","record":{"number":"R1","person":"7","received":"2026-01-05"}}
        {"type":"RECORD","stream":"people","record":{"id":"7","first":"Ada","last":"Alder","born":"2015-03-01"}}
        {"type":"RECORD","stream":"staff","record":{"id":"1"}}
        {"type":"RECORD","stream":"staff","record":{"id":"2"}}
        {"type":"ACTIVATE_VERSION","stream":"people","version":2}
        Bye.
        {"type":"STATE","value":{"bookmarks":{"people":{"at":"2026-01-05"}}}}
        """

    private func read(
        _ text: String, _ name: String, of manifest: Manifest
    ) throws -> (rows: [MappedRow], summary: PayloadSummary) {
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: FeedPartner(name: "therapy"))
        var rows: [MappedRow] = []
        var source = MemoryByteSource(text)
        let rule = try #require(manifest.file(name))
        let summary = try rule.read(&source) { event in
            switch event {
            case .elements: session.begin(file: name)
            case .element(let element): rows.append(session.map(element))
            case .unread(let message): rows.append(MappedRow(message))
            default: Issue.record("a tap has no \(event)")
            }
        }
        session.end()
        return (rows, summary)
    }

    @Test func theConfigurationIsWrittenAsJSONWithItsSecrets() throws {
        guard case .singer(let tap) = try Self.manifest().source else {
            Issue.record("no tap")
            return
        }
        #expect(tap.command == ["tap.py", "--quiet"])
        #expect(tap.catalog == "catalog.json")
        #expect(tap.needsNetwork && tap.keepsState && !tap.keepsConfig)
        #expect(tap.secrets.map(\.text) == ["tap-token"])
        let json = tap.config.json { "value of \($0)" }
        #expect(
            json == [
                "start_date": "2024-01-01", "page_size": 100, "deep": ["flag": true, "none": nil, "id": "007"],
                "token": "value of tap-token",
            ])
    }

    @Test func eachFileReadsItsStreamAndTheFirstTellsTheRest() throws {
        let manifest = try Self.manifest()
        let people = try read(Self.output, "people", of: manifest)
        #expect(people.rows.compactMap { $0.record("child")?.key } == ["7"])
        #expect(people.rows.compactMap(\.leftOut) == ["stream not read: staff", "stream not read: staff"])
        #expect(people.summary.rows == 3)
        #expect(people.summary.cursor == Array(#"{"bookmarks":{"people":{"at":"2026-01-05"}}}"#.utf8))
        #expect(people.summary.remarks.count { $0.contains("ACTIVATE_VERSION for people (line 7)") } == 1)
        #expect(people.summary.remarks.count { $0.hasPrefix("1 line of the tap's output") } == 1)

        let referrals = try read(Self.output, "referrals", of: manifest)
        #expect(referrals.rows.compactMap { $0.record("referral")?.key } == ["R1"])
        #expect(referrals.summary.rows == 1)
        #expect(referrals.summary.cursor == nil)
        let told = "The tap tells the records of referrals apart by id, and the adapter by"
        #expect(referrals.summary.remarks.count { $0.hasPrefix(told) } == 1)
        #expect(referrals.summary.remarks.count == 1)
    }

    @Test func aSnapshotMustSpeakOfEveryStream() throws {
        let manifest = try Manifest(
            try ConfigurationNode.parse(
                Self.manifest.replacing(
                    "snapshot: false", with: "snapshot: true, covers: all, withdrawals: {limit: 10%}"
                ).replacing(
                    "network: needed", with: "keep-state: false"), file: "adapter.yaml"), id: "tap",
            definitions: Fixtures.definitions)
        let text = #"{"type":"SCHEMA","stream":"people","key_properties":["id"],"schema":{}}"#
        #expect(try read(text, "people", of: manifest).summary.trouble == nil)
        #expect(try read(text, "referrals", of: manifest).summary.trouble?.contains("stream referrals") == true)
    }

    @Test(arguments: [
        ("command: [tap.py, --quiet]", "command: [/usr/bin/tap]", "file of the adapter's folder"),
        ("command: [tap.py, --quiet]", "command: [../other/tap.py]", "file of the adapter's folder"),
        ("catalog: catalog.json", "catalog: /etc/passwd", "file of the adapter's folder"),
        ("{secret: tap-token}", "abc123", "`token` is a secret"),
        ("{secret: tap-token}", "{secret: Not A Name}", "the name of a secret"),
        ("network: needed", "network: yes", "one of none, needed"),
        ("stream: referrals", "path: /x", "no `path`"),
        ("    stream: referrals\n", "", "lacks the key `stream`"),
        ("stream: referrals", "stream: people", "two files read the stream `people`"),
        ("dates: yyyy-MM-dd", "format: {jsonl: {}}", "a tap has no `format`"),
        (
            "snapshot: false", "snapshot: true, covers: all, withdrawals: {limit: 10%}",
            "goes on where the last run ended"
        ),
    ])
    func whatCannotBeMeantIsToldWithItsPlace(_ old: String, _ new: String, _ message: String) throws {
        let problems = try #require(throws: ConfigurationProblems.self) { try Self.manifest(old, new) }
        #expect("\(problems)".contains(message), "\(problems)")
    }

    @Test func aStreamIsForTapsOnly() throws {
        let text = Self.manifest.replacing(#/  singer:\n.*?\nschedule/#.dotMatchesNewlines()) { _ in
            "  inbox: {patterns: \"*.json\"}\nformat: {jsonl: {}}\nschedule"
        }
        let problems = try #require(throws: ConfigurationProblems.self) {
            try Manifest(
                try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "tap", definitions: Fixtures.definitions)
        }
        #expect("\(problems)".contains("`stream` is for files of a tap"), "\(problems)")
    }
}
