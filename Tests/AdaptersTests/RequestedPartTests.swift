// Rows that don't say which school or day they are of know it from the request that they came by.

import Configuring
import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct RequestedPartTests {
    private static let bySchool = "each: {school: {name: school, ids: {\"103175\": oak, \"103456\": alder}}}"
    private static let byDay = "each: {date: {name: day, from: -1d, to: 0d}}"

    /// A manifest whose records are enrolments.
    private static func text(
        https: String, path: String, key: String = "{template: \"{request-school}/{$.id}\"}", fields: String,
        space: String = "mis"
    ) -> String {
        SourceYAML.text(https: https, file: "path: \(path)", record: "")
            .replacing("type: sen-provision", with: "type: enrolment")
            .replacing("key: $.id", with: "key: \(key)\n        about: $.id\n        fields: \(fields)")
            .replacing("key-spaces: {child: mis}", with: "key-spaces: {child: \"\(space)\"}")
    }

    private func records(
        of json: String, _ manifest: Manifest, _ requested: RequestedPart
    ) throws -> [SourceRecord] {
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: SourceYAML.day, partner: FeedPartner(name: "MIS"))
        var source = MemoryByteSource(json)
        var records: [SourceRecord] = []
        let rule = try #require(manifest.file("students"))
        _ = try rule.read(&source) { event in
            switch event {
            case .elements: session.begin(file: "students", requested: requested)
            case .element(let element):
                guard case .records(let found, let notes) = session.map(element).outcome else { return }
                #expect(notes.isEmpty, "\(notes)")
                records += found
            default: break
            }
        }
        return records
    }

    @Test func theSchoolOfTheRequestFillsFieldsKeysAndTheKeySpace() throws {
        let manifest = try SourceYAML.manifest(
            Self.text(
                https: Self.bySchool, path: "/{school}/students", fields: "{setting: {value: request-school}}",
                space: "school-pupils@{request-school}"))
        let json = "{\"data\": [{\"id\": \"1\"}]}"
        let first = try #require(try records(of: json, manifest, RequestedPart(school: "103175")).first)
        let second = try #require(try records(of: json, manifest, RequestedPart(school: "103456")).first)
        #expect(first.key == "103175/1")
        #expect(first.record[Enrolment.setting] == "103175")
        #expect(first.subject == SubjectKey(.child, space: "school-pupils@103175", key: "1"))
        #expect(second.subject == SubjectKey(.child, space: "school-pupils@103456", key: "1"))
        #expect(second.record[Enrolment.setting] == "103456")
    }

    @Test(arguments: [
        "{value: request-day}", "{value: request-day, dates: dd/MM/yyyy}",
        "{from: $.none, else: {value: request-day}, dates: [dd/MM/yyyy]}",
    ])
    func theDayOfTheRequestIsADateWhateverThePartnerWrites(_ value: String) throws {
        let manifest = try SourceYAML.manifest(
            Self.text(https: Self.byDay, path: "/students?on={day}", key: "$.id", fields: "{entry-date: \(value)}"))
        let day = try #require(CalendarDate(iso: "2026-11-19"))
        let record = try #require(
            try records(of: "{\"data\": [{\"id\": \"1\"}]}", manifest, RequestedPart(day: day)).first)
        #expect(record.record[Enrolment.entryDate] == day)
    }

    @Test func aLookUpStaysInsideOneSchoolWhereKeysAreTheSchools() throws {
        let text = """
            id: mis
            version: 1
            title: Students
            partner: the service
            population: pupils with SEND
            source:
              https:
                origin: https://api.mis.example
                \(Self.bySchool)
            schedule: {every: 1h}
            format: {csv: {}}
            contract: {snapshot: false}
            key-spaces: {child: "mis@{request-school}"}
            files:
              - name: levels
                path: /{school}/levels
                other-columns: [id, sen]
                records: []
              - name: students
                path: /{school}/students
                records:
                  - type: sen-provision
                    key: {template: "{request-school}/{id}"}
                    about: id
                    fields: {provision: {lookup: {file: levels, key: id, take: sen}}}
            """
        let manifest = try SourceYAML.manifest(text)
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: SourceYAML.day, partner: FeedPartner(name: "MIS"))
        func read(_ file: String, _ csv: String, _ school: String) throws -> [MappedRow] {
            var source = MemoryByteSource(csv)
            var rows: [MappedRow] = []
            _ = try #require(manifest.file(file)).read(&source) { event in
                switch event {
                case .header(let header):
                    session.begin(file: file, header: header, requested: RequestedPart(school: school))
                case .row(let row): rows.append(session.map(row))
                default: break
                }
            }
            session.end()
            return rows
        }
        _ = try read("levels", "id,sen\n1,K\n", "103175")
        _ = try read("levels", "id,sen\n1,E\n", "103456")
        for (school, level) in [("103175", "K"), ("103456", "E")] {
            let row = try #require(try read("students", "id\n1\n", school).first)
            guard case .records(let records, _) = row.outcome, let record = records.first else {
                Issue.record("\(row.outcome)")
                return
            }
            #expect(record.record[SENProvision.provision] == level)
        }
    }

    @Test(arguments: [
        (bySchool, "/{school}/s", "{setting: {value: request-day}}", "mis", "the file isn't asked for day by day"),
        (byDay, "/{day}/s", "{setting: {value: request-school}}", "mis", "the file isn't asked for school by school"),
        ("", "/s", "{setting: {template: \"{request-school}\"}}", "mis", "the file isn't asked for school by school"),
        (
            "", "/s", "{setting: $.s}", "mis@{request-school}",
            "the key space of `child` holds {request-school}, but students"
        ),
        (bySchool, "/{school}/s", "{setting: $.s}", "mis@{request-pupil}", "a key space can hold only {partner-urn}"),
    ])
    func aValueThatNoRequestHasIsRefused(
        _ https: String, _ path: String, _ fields: String, _ space: String, _ words: String
    ) {
        let problems = SourceYAML.problems(
            Self.text(https: https, path: path, key: "$.id", fields: fields, space: space))
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
    }

    @Test func aFileOfWhichNobodyKnowsTheSchoolIsNotMapped() throws {
        let manifest = try SourceYAML.manifest(
            Self.text(
                https: Self.bySchool, path: "/{school}/students", key: "$.id", fields: "{setting: $.s}",
                space: "mis@{request-school}"))
        let file = try #require(manifest.file("students"))
        #expect(manifest.lack(of: .whole, in: file)?.isSchool == true)
        #expect(manifest.lack(of: RequestedPart(school: "103175"), in: file) == nil)
    }

    @Test func recordedAnswersKnowTheirSchoolAndDay() throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("each-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: root) }
        let example = "\(root)/mis/examples/two"
        try files.createDirectory(atPath: example, withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: name))
        }
        try write(
            Self.text(
                https: Self.bySchool, path: "/{school}/students", fields: "{setting: {value: request-school}}",
                space: "mis@{request-school}"), "\(root)/mis/adapter.yaml")
        try write("{\"data\": [{\"id\": \"1\"}]}", "\(example)/one.json")
        // The same bytes come for both schools.
        try write(
            "- request: GET /oak/students\n  file: one.json\n- request: GET /alder/students\n  file: one.json\n",
            "\(example)/answers.yaml")
        let folder = "\(root)/mis"
        _ = try AdapterCheck.accept(folder: folder, today: SourceYAML.day, definitions: Fixtures.definitions)
        let expected = try String(contentsOfFile: "\(folder)/expected/two.json", encoding: .utf8)
        #expect(
            expected.contains("\"school\":\"103175\"") || expected.contains("\"school\": \"103175\""), "\(expected)")
        #expect(expected.contains("103456/1") && expected.contains("103175/1"), "\(expected)")
        let results = try AdapterCheck.run(folder: folder, definitions: Fixtures.definitions)
        #expect(results.flatMap(\.differences) == [])
        let given = try AdapterCheck.examples(
            folder: folder, of: try Manifest.load(folder: folder, definitions: Fixtures.definitions))
        #expect(given.first?.requested == [RequestedPart(school: "103175"), RequestedPart(school: "103456")])
    }
}
