// The service of school-mis-api, taken on with YAML alone: the module exists to show how one is written, not because this
// service needs one.

import Adapters
import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Gateway

extension SchoolMISTests {
    @Test func theSameByYAMLAloneGivesTheSameRecords() async throws {
        #expect(Self.yaml.split(separator: "\n", omittingEmptySubsequences: false).count < 60)
        let (small, partners) = try await Self.city()
        await partners.stop()
        let plugins = "\(small.folder)/Plugins"
        let recorded = "\(plugins)/school-mis-yaml/examples/updates"
        try FileManager.default.createDirectory(atPath: recorded, withIntermediateDirectories: true)
        for name in ["1-students.json", "2-students.json"] {
            try FileManager.default.copyItem(
                atPath: "\(Self.root)/Plugins/school-mis-api/examples/updates/\(name)", toPath: "\(recorded)/\(name)")
        }
        // The module as it is shipped: its recorded answers name its own service.
        try FileManager.default.removeItem(atPath: "\(plugins)/school-mis-api")
        try FileManager.default.copyItem(
            atPath: "\(Self.root)/Plugins/school-mis-api", toPath: "\(plugins)/school-mis-api")
        for (name, text) in [
            ("adapter.yaml", Self.yaml), ("README.md", "**Whom to ask.** Nobody: it is a test's.\n"),
            ("examples/updates/answers.yaml", Self.answers),
            ("examples/updates/3-deletions.json", #"{"data": [], "meta": {"pagination": {"next": null}}}"#),
        ] {
            try text.write(toFile: "\(plugins)/school-mis-yaml/\(name)", atomically: true, encoding: .utf8)
        }
        let settings = "\(small.folder)/config/sendgate.yaml"
        let both = try String(contentsOfFile: settings, encoding: .utf8).replacing(
            "adapters: [school-mis-api]", with: "adapters: [school-mis-api, school-mis-yaml]")
        try both.write(toFile: settings, atomically: true, encoding: .utf8)
        let configuration = try GatewayConfiguration.load(folder: "\(small.folder)/config", today: small.city.today)
        let report = try AdapterTrialRun.test(
            ["school-mis-api", "school-mis-yaml"], accepting: true, configuration, today: small.city.today,
            host: ModuleCity.host)
        #expect(report.isPassed, "\(report.lines.joined(separator: "\n"))")
        let records = try ["school-mis-api", "school-mis-yaml"].map { id in
            let expected = try JSONValue(
                parsing: Array(Data(contentsOf: URL(fileURLWithPath: "\(plugins)/\(id)/expected/updates.json"))))
            let rows = (expected["files"]?.elements ?? []).flatMap { $0["rows"]?.elements ?? [] }
            return rows.flatMap { $0["records"]?.elements ?? [] }.map { record in
                String(decoding: record.serialisedBytes(), as: UTF8.self).replacing("\(id):", with: "")
            }
        }
        #expect(records[0].count == 9)
        #expect(records[0] == records[1])
    }

    private static let answers = """
        - request: GET /v1.0/schools/A1930499544/students?include=education_details%2Cextended_details&per_page=200
          file: 1-students.json
        - request: GET /v1.0/schools/A1930499544/students?cursor=abc
          file: 2-students.json
        - request: GET /v1.0/schools/A1930499544/deletions?type=student
          file: 3-deletions.json
        """

    private static let yaml = #"""
        # The service of school-mis-api without a module: one school, its students page by page, and who is gone.
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
        format: {json: {elements: "$.data[*]", mark: $.meta}}
        contract: {snapshot: false, withdrawals: {limit: 10%, floor: 5}, quarantined: {limit: 80%, floor: 5}}
        key-spaces: {child: school-mis-yaml}
        dates: ["yyyy-MM-dd HH:mm:ss", yyyy-MM-dd]
        files:
          - name: students
            path: /v1.0/schools/A1930499544/students
            query: {include: "education_details,extended_details", per_page: "200", updated_after: "{since}"}
            paging: {next-link: $.meta.pagination.next}
            leave-out:
              - rule: no-sign-of-send
                when:
                  - {value: $.extended_details.data.sen_status, one-of: N, or-blank: true}
                  - blank: ["$.extended_details.data.sen_needs[0].code"]
            records:
              - type: child
                key: $.id
                required: [surname, birth-date]
                fields:
                  forename: $.forename
                  middle-names: $.middle_names
                  surname: $.surname
                  birth-date: $.date_of_birth.date
                  sex: {from: $.gender, codes: {MALE: M, FEMALE: F}}
                  upn: $.education_details.data.upn
              - type: enrolment
                key: $.id
                fields:
                  setting: {text: "103175"}
                  entry-date: $.education_details.data.admission_date.date
                  leaving-date: $.education_details.data.leaving_date.date
                  status: {from: $.education_details.data.enrolment_status, codes: {Current: C, Main: M, Guest: G}}
                  year-group: $.education_details.data.current_nc_year
              - {type: sen-provision, key: $.id, fields: {provision: $.extended_details.data.sen_status}}
              - type: sen-need
                each: [{need: "$.extended_details.data.sen_needs[*]"}]
                key: {template: "{$.id}/{@need#}"}
                about: $.id
                fields: {need: "@need.code", rank: "@need#"}
          - name: deletions
            path: /v1.0/schools/A1930499544/deletions
            query: {type: student, updated_after: "{since}"}
            paging: {next-link: $.meta.pagination.next}
            records:
              - {type: child, key: $.id, ended: true}
              - {type: enrolment, key: $.id, ended: true}
              - {type: sen-provision, key: $.id, ended: true}
        """#
}
