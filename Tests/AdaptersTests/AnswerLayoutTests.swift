// Services that say the same in different ways are read by one manifest: where the list stands, where the next page is, and
// what every field is called. What comes of it is what the module for the same services states: the module exists to show
// how one is written, not because these services need one.

import Feeds
import Foundation
import Testing

@testable import Adapters

struct AnswerLayoutTests {
    /// How three kinds of services answer: the query of the second page, and an answer that names nobody.
    static let layouts = [
        ("updates", "cursor=abc", #"{"data": [], "meta": {"pagination": {"next": null}}}"#),
        ("xporter-like", "page=2&pageSize=2", #"{"Students": []}"#),
        ("arbor-like", "page=2", #"{"students": [], "paging": {"next": null}}"#),
    ]

    @Test(arguments: layouts) func oneManifestReadsThreeWaysOfAnswering(
        layout: String, next: String, nobody: String
    ) throws {
        #expect(Self.yaml.split(separator: "\n", omittingEmptySubsequences: false).count < 60)
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("layouts-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: root) }
        let folder = "\(root)/school-mis-yaml"
        let shipped = "\(Fixtures.root)/Plugins/school-mis-api"
        try files.createDirectory(atPath: "\(folder)/examples", withIntermediateDirectories: true)
        try files.copyItem(atPath: "\(shipped)/examples/\(layout)", toPath: "\(folder)/examples/\(layout)")
        let asked = "/v1.0/schools/A1930499544"
        let answers = """
            - {request: "GET \(asked)/students?per_page=200", file: 1-students.json}
            - {request: "GET \(asked)/students?\(next)", file: 2-students.json}
            - {request: "GET \(asked)/deletions?type=student", file: 3-deletions.json}
            """
        for (name, text) in [
            ("adapter.yaml", Self.yaml), ("examples/\(layout)/answers.yaml", answers),
            ("examples/\(layout)/3-deletions.json", nobody),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let recorded = try AdapterCheck.expectation(
            folder: folder, example: layout, today: Fixtures.today, urn: nil, definitions: Fixtures.definitions)
        let expected = try String(contentsOfFile: "\(shipped)/expected/updates.json", encoding: .utf8)
        let records = try Self.records(recorded.replacing("school-mis-yaml:", with: ""))
        let stated = try Self.records(expected.replacing("school-mis-api:", with: ""))
        #expect(records.count == 9)
        #expect(records.map(Self.told) == stated.map(Self.told))
        // Answered alike, they are the same to the letter.
        if layout == "updates" {
            #expect(records.map { $0.serialisedBytes() } == stated.map { $0.serialisedBytes() })
        }
        #expect(recorded.contains("failed") == false && recorded.contains("no-sign-of-send"))
    }

    private static func records(_ text: String) throws -> [JSONValue] {
        let tree = try JSONValue(parsing: text)
        let rows = (tree["files"]?.elements ?? []).flatMap { $0["rows"]?.elements ?? [] }
        return rows.flatMap { $0["records"]?.elements ?? [] }
    }

    /// Type, key and whom a record is about, with what it states; that something is stated as nothing doesn't count.
    private static func told(_ record: JSONValue) -> String {
        let fields = (record["fields"]?.members ?? []).filter { !$0.value.isNull }.map {
            "\($0.name) \($0.value.scalarText ?? "")"
        }
        let about = ["type", "key", "about"].map { record[$0]?.text ?? "" }
        return (about + fields.sorted()).joined(separator: ", ")
    }

    private static let yaml = #"""
        id: school-mis-yaml
        version: 1
        title: Pupils of a school by YAML alone
        partner: school-MIS service
        population: Pupils with SEN support, a plan or a need. Others are left out and not stored.
        source:
          https:
            origin: https://school-mis.example
            auth: {oauth2: {token: https://login.school-mis.example/token, client: sendgate, secret: school-mis-client}}
            incremental: {name: since, at: [$.updated_at.date, $.deleted_at.date], overlap: 1h, missing: take}
        schedule: {every: 1h}
        format: {json: {elements: "$['data','Students','students'][*]"}}
        contract: {snapshot: false, quarantined: {limit: 80%, floor: 5}}
        key-spaces: {child: school-mis-yaml}
        dates: ["yyyy-MM-dd HH:mm:ss", yyyy-MM-dd, fhir]
        files:
          - name: students
            path: /v1.0/schools/A1930499544/students
            query: {per_page: "200", updated_after: "{since}"}
            paging: {next-link: [$.meta.pagination.next, "$.__pagination__[0].NextPage", $.paging.next]}
            values:
              key: [$.id, $.Id]
              sen:
                from: [$.extended_details.data.sen_status, $.SENStatus, $.senStatus.code]
                apply: [{table: {SEN Support: K, EHCP: E, No SEN: N}, otherwise: keep}]
              need: "$..['sen_needs','SENNeeds','senNeeds'][*]['code','Code','category']"
              status: [$.education_details.data.enrolment_status, $.EnrolmentStatus, $.enrolment.type.code]
              year: [$.education_details.data.current_nc_year, $.YearGroup, $.enrolment.yearGroup]
            leave-out:
              - {rule: no-sign-of-send, when: [{value: {value: sen}, one-of: N, or-blank: true}, {blank: {value: need}}]}
            records:
              - type: child
                key: {value: key}
                required: [surname, birth-date]
                fields:
                  forename: [$.forename, $.Forename, $.person.legalFirstName]
                  middle-names: [$.middle_names, $.MiddleNames, $.person.middleNames]
                  surname: [$.surname, $.Surname, $.person.legalLastName]
                  birth-date: [$.date_of_birth.date, $.DateOfBirth, $.person.dateOfBirth]
                  sex: {from: [$.gender, $.Gender, $.person.gender.code], codes: {MALE: M, FEMALE: F}}
                  upn: [$.education_details.data.upn, $.UPN, $.uniquePupilNumber]
              - type: enrolment
                key: {value: key}
                fields:
                  setting: {text: "103175"}
                  entry-date: [$.education_details.data.admission_date.date, $.DateOfAdmission, $.enrolment.startDate]
                  leaving-date: [$.education_details.data.leaving_date.date, $.DateOfLeaving, $.enrolment.endDate]
                  status: {value: status, codes: {Current: C, Single Registration: C, Main: M, Guest: G}}
                  year-group: {value: year, apply: [strip-prefix: "Year "]}
              - {type: sen-provision, key: {value: key}, fields: {provision: {value: sen}}}
              - type: sen-need
                each: [{need: "$..['sen_needs','SENNeeds','senNeeds'][*]"}]
                key: {template: "{key}/{@need#}"}
                about: {value: key}
                fields: {need: ["@need.code", "@need.Code", "@need.category.code"], rank: "@need#"}
          - name: deletions
            path: /v1.0/schools/A1930499544/deletions
            query: {type: student, updated_after: "{since}"}
            records: [{type: child, key: [$.id, $.Id], ended: true}]
        """#
}
