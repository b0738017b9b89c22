// The module that comes with sendgate: its examples, and a school whose pupils change and go.

import DemoCity
import Foundation
import SENDRecords
import Storage
import Testing

@testable import Gateway

@Suite struct SchoolMISTests {
    /// The shipped adapter alone, with its partner on loopback and no token.
    private static func city() async throws -> (small: SmallCity, partners: PartnerServer) {
        let small = try SmallCity(children: 20)
        let partners = PartnerServer(city: small.city)
        let port = try await partners.start()
        let own = "\(small.plugins)/school-mis-api"
        try FileManager.default.createDirectory(atPath: small.plugins, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(SmallCity.root)/Plugins/school-mis-api", toPath: own)
        let lines = try String(contentsOfFile: "\(own)/adapter.yaml", encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).filter { !$0.contains("headers:") && !$0.contains("Authorization") }
        try small.plugIn([
            "school-mis-api": lines.joined(separator: "\n").replacing(
                "https://school-mis.example", with: "http://127.0.0.1:\(port)\n    network: loopback")
        ])
        return (small, partners)
    }

    private static func page(_ elements: [String]) -> [UInt8] {
        [UInt8](
            "{\"data\":[\(elements.joined(separator: ",\n"))],\"meta\":{\"pagination\":{\"more\":false,\"next\":null}}}"
                .utf8)
    }

    private static func student(_ id: String, need: String) -> String {
        """
        {"id":"\(id)","surname":"Ashworth","forename":"Maya","gender":"FEMALE",\
        "date_of_birth":{"date":"2016-03-02 00:00:00.000000"},"education_details":{"data":{"current_nc_year":"5"}},\
        "extended_details":{"data":{"sen_status":"K","sen_needs":[{"code":"\(need)"}]}}}
        """
    }

    @Test func itsExamplesGiveTheExpectedRecords() async throws {
        let small = try SmallCity(children: 20, more: ["school-mis-api"])
        let configuration = try GatewayConfiguration.load(folder: "\(small.folder)/config", today: small.city.today)
        let report = try AdapterTrialRun.test(
            ["school-mis-api"], accepting: false, configuration, today: small.city.today, host: ModuleCity.host)
        #expect(report.isPassed, "\(report.lines.joined(separator: "\n"))")
    }

    @Test func whoChangesIsTakenAgainAndWhoIsDeletedIsWithdrawn() async throws {
        let (small, partners) = try await Self.city()
        let school = "/v1.0/schools/A1930499544"
        await partners.serve(
            Self.page([Self.student("S1", need: "MLD"), Self.student("S2", need: "ASD")]), at: "\(school)/students")
        func needs(_ gateway: Gateway, _ key: String) throws -> Int {
            let subject = try #require(
                try gateway.store.subject(of: SubjectKey(.child, space: "school-mis-api", key: key)))
            return try gateway.store.currentStatements(of: [subject])[subject]?.count ?? 0
        }
        func ask(_ gateway: Gateway, _ command: String) async -> ControlAnswer {
            await gateway.handle(ControlRequest(command, ["adapter": "school-mis-api", "by": "A. Officer"]))
        }
        try await small.open(host: ModuleCity.host) { (gateway) async throws -> Void in
            let trusted = await ask(gateway, "adapters.trust")
            #expect(trusted.isDone, "\(trusted.message)")
            let first = await ask(gateway, "pull")
            #expect(first.isDone, "\(first.message)")
            #expect(try needs(gateway, "S1") == 4 && needs(gateway, "S2") == 4)
            #expect(try gateway.store.feed(named: "school-mis-api")?.cursor == Array("2026-11-20 00:00:00".utf8))
        }
        await partners.serve(Self.page([Self.student("S1", need: "SLCN")]), at: "\(school)/students")
        await partners.serve(Self.page([#"{"id":"S2","type":"student"}"#]), at: "\(school)/deletions")
        try await small.open(daysLater: 1, host: ModuleCity.host) { (gateway) async throws -> Void in
            let second = await ask(gateway, "pull")
            #expect(second.isDone, "\(second.message)")
            let (stays, goes) = (try needs(gateway, "S1"), try needs(gateway, "S2"))
            #expect(stays == 4 && goes == 0)
        }
        await partners.stop()
    }

    @Test func whoIsNamedAsGoneByTheStudentsOwnAnswerIsWithdrawn() async throws {
        let (small, partners) = try await Self.city()
        let manifest = "\(small.plugins)/school-mis-api/adapter.yaml"
        try String(contentsOfFile: manifest, encoding: .utf8).replacing(
            "      page-size: 200\n", with: "      students: \"/v2/{school}/pupils\"\n      deletions: none\n"
        ).write(toFile: manifest, atomically: true, encoding: .utf8)
        func answer(_ students: String, gone: String) -> [UInt8] {
            [UInt8](#"{"Students":[\#(students)],"Students_deleted":[\#(gone)],"__pagination__":[{}]}"#.utf8)
        }
        func student(_ id: String) -> String {
            #"{"Id":"\#(id)","Surname":"Bello","DateOfBirth":"2016-03-02T00:00:00","SENStatus":"SEN Support"}"#
        }
        func known(_ gateway: Gateway, _ key: String) throws -> Bool {
            let subject = try gateway.store.subject(of: SubjectKey(.child, space: "school-mis-api", key: key))
            return try subject.map { try gateway.store.currentStatements(of: [$0])[$0]?.isEmpty == false } ?? false
        }
        await partners.serve(answer("\(student("S1")),\(student("S2"))", gone: ""), at: "/v2/A1930499544/pupils")
        try await small.open(host: ModuleCity.host) { (gateway) async throws -> Void in
            for command in ["adapters.trust", "pull"] {
                let done = await gateway.handle(
                    ControlRequest(command, ["adapter": "school-mis-api", "by": "A. Officer"]))
                #expect(done.isDone, "\(done.message)")
            }
            #expect(try known(gateway, "S1") && known(gateway, "S2"))
        }
        await partners.serve(answer("", gone: #"{"Id":"S2"}"#), at: "/v2/A1930499544/pupils")
        try await small.open(daysLater: 1, host: ModuleCity.host) { (gateway) async throws -> Void in
            let second = await gateway.handle(
                ControlRequest("pull", ["adapter": "school-mis-api", "by": "A. Officer"]))
            #expect(second.isDone, "\(second.message)")
            #expect(try known(gateway, "S1"))
            #expect(try !known(gateway, "S2"))
        }
        await partners.stop()
    }
}
