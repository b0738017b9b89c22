// Several requests that make one run, through the executable: a request for each school, and a school that isn't there.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

struct EachSchoolTests {
    private static let adapter = """
        id: provision
        version: 1
        title: Provision lists of the schools
        partner: the partner
        population: pupils with SEND
        source:
          https:
            origin: https://provision.example
            each: {school: {name: school, ids: {"103175": oak, "103456": alder}}, absent: skip}
        schedule: {every: 1d}
        format: {csv: {}}
        contract: {snapshot: true, covers: all, withdrawals: {limit: 50%, floor: 5}}
        key-spaces: {child: provision}
        files:
          - name: lists
            path: /lists/{school}.csv
            records: [{type: sen-provision, key: id, fields: {provision: sen}}]
        """

    @Test func aSnapshotWithdrawsNobodyWhileASchoolIsMissing() async throws {
        let folder = try GatewayFolder()
        defer { folder.remove() }
        try folder.add("provision", Self.adapter)
        let day = try #require(CalendarDate(iso: "2026-11-20"))
        let server = PartnerServer(city: City(CityPlan(children: 10, seed: 1, today: day)))
        let port = try await server.start()
        let settings = """
            state: ../state
            inbox: ../inbox
            plugins: ../Plugins
            schools: [{urn: 103175, name: Oak Lane Primary}, {urn: 103456, name: Alder Green School}]
            overrides:
              provision: {source: {https: {origin: "http://127.0.0.1:\(port)", network: loopback}}}
            """
        func pull() async throws -> (run: JSONValue, shown: String) {
            let pulled = try await folder.sendgate("pull", "provision")
            #expect(pulled.status == 0, "\(pulled.complaints)")
            let run = try #require(try await folder.runs().first { $0["kind"]?.text == "manual" })
            let shown = try await folder.sendgate("runs", "show", "\(run["run"]?.integer ?? 0)")
            return (run, shown.output)
        }
        try folder.configure(settings)
        await server.serve([UInt8]("id,sen\n1,K\n2,E\n".utf8), at: "/lists/oak.csv")
        await server.serve([UInt8]("id,sen\n8,K\n9,K\n".utf8), at: "/lists/alder.csv")
        let first = try await pull()
        #expect(first.run["applied"]?.integer == 4)

        // One school's list is gone, and a pupil of the other has left.
        await server.serve([UInt8]("id,sen\n1,K\n".utf8), at: "/lists/oak.csv")
        await server.behave(Misbehaviour(missing: ["/lists/alder.csv"]))
        let second = try await pull()
        #expect(second.run["state"]?.text == "applied")
        #expect(second.shown.contains("The service has nothing for lists of school 103456"), "\(second.shown)")
        #expect(!second.shown.contains("withdrawals:"), "\(second.shown)")

        // The list is back: now the pupil who left is withdrawn.
        await server.behave(Misbehaviour())
        let third = try await pull()
        #expect(
            third.shown.contains("withdrawals: run") && third.shown.contains("applied, 1 records"), "\(third.shown)")
        await server.stop()

        // A school that isn't ours is told before anything runs.
        try folder.configure(
            settings.replacing("{urn: 103456, name: Alder Green School}", with: "{urn: 103457, name: Other School}"))
        let check = try await folder.sendgate("check")
        #expect(check.status != 0)
        #expect(check.complaints.contains("asks for the school 103456"), "\(check.complaints)")
        #expect(check.complaints.contains("Did you mean `103457`?"), "\(check.complaints)")
    }
}
