// A school-MIS service that is taken on with YAML alone, through the real daemon: pages by cursor, OAuth 2, what has changed,
// deletions, and a service that goes round in circles.

import DemoCity
import Feeds
import Foundation
import Testing

extension WithDaemon {
    @Suite struct SchoolMISTests {
        /// A gateway of its own in a folder, with a service beside it.
        private struct Gateway: Keyboard {
            let folder: GatewayFolder
            let service: StudentService
            let daemon: DaemonProcess
            var config: String { folder.config }

            static func through(_ test: (Gateway) async throws -> Void) async throws {
                let folder = try GatewayFolder()
                defer { folder.remove() }
                let service = StudentService()
                let origin = "http://127.0.0.1:\(try await service.start())"
                try folder.configure(
                    """
                    state: ../state
                    inbox: ../inbox
                    credentials: ../credentials
                    plugins: \(Executable.root)/Plugins
                    adapters: [school-mis]
                    overrides:
                      school-mis:
                        schedule: {cron: "0 0 1 1 *"}
                        source:
                          https:
                            origin: \(origin)
                            network: loopback
                            rate: {requests: 1000, per: 1m}
                            auth: {oauth2: {token: \(origin)/oauth/token}}
                    """)
                try folder.write(service.secret, "credentials/school-mis-client")
                for student in Self.students { await service.put(student) }
                let daemon = try DaemonProcess.start(
                    executable: Executable.path, config: folder.config, log: "\(folder.path)/log")
                do {
                    let gateway = Gateway(folder: folder, service: service, daemon: daemon)
                    // A feed that has never run is pulled at the start.
                    try await Waiting.until("the first run is applied", within: .seconds(60)) {
                        try await gateway.runs().contains { $0["state"]?.text == "applied" }
                    }
                    try await test(gateway)
                } catch {
                    _ = await daemon.stop()
                    await service.stop()
                    throw error
                }
                _ = await daemon.stop()
                await service.stop()
            }

            private static let students = [
                ("S-1", "Amira", "Quill", "K", "2025-03-01T08:00:00Z"),
                ("S-2", "Ben", "Larkspur", "N", "2025-03-02T08:00:00Z"),
                ("S-3", "Corin", "Vale", "E", "2025-03-03T08:00:00Z"),
                ("S-4", "Dara", "Finch", "K", "2025-03-04T08:00:00Z"),
                ("S-5", "Edith", "Marsh", "K", "2025-03-05T08:00:00Z"),
            ].map { id, forename, surname, provision, updated in
                StudentService.Student(
                    id: id, forename: forename, surname: surname, birthDate: "2015-03-04", urn: "103175",
                    provision: provision, updated: updated)
            }

            /// Newest first; none while the daemon is only beginning.
            func runs() async throws -> [JSONValue] {
                let answer = try await sendgate("runs", "list", "--json")
                guard answer.status == 0 else { return [] }
                return try JSONValue(parsing: [UInt8](answer.output.utf8)).elements ?? []
            }

            func cursor() async throws -> String? {
                try await json("status")["feeds"]?[0]?["cursor"]?.text
            }

            func change(_ id: String, provision: String, at moment: String) async {
                await service.put(
                    StudentService.Student(
                        id: id, forename: "Amira", surname: "Quill", birthDate: "2015-03-04", urn: "103175",
                        provision: provision, updated: moment))
            }
        }

        @Test func onlyWhatHasChangedIsAskedForAndDeletionsAreWithdrawn() async throws {
            try await Gateway.through { gateway in
                let first = try #require(try await gateway.runs().first)
                #expect(first["rows"]?.integer == 5)
                #expect(first["applied"]?.integer == 4, "who has no SEND is not stored")
                #expect(try await gateway.cursor() == "2025-03-05T08:00:00Z")
                #expect(
                    await gateway.service.requests == [
                        "/v1/students?limit=200&updated_after=2024-09-01T00%3A00%3A00Z",
                        "/v1/students?limit=200&updated_after=2024-09-01T00%3A00%3A00Z&cursor=p-2",
                        "/v1/students?limit=200&updated_after=2024-09-01T00%3A00%3A00Z&cursor=p-4",
                        "/v1/deletions?type=student&updated_after=2024-09-01T00%3A00%3A00Z",
                    ])

                // One student changed, one was deleted; the token was called back meanwhile.
                await gateway.service.forgetRequests()
                await gateway.service.callBackTokens()
                await gateway.change("S-1", provision: "E", at: "2025-03-06T10:00:00Z")
                await gateway.service.delete("S-3", at: "2025-03-06T11:00:00Z")
                let second = try await gateway.sendgate("pull", "school-mis")
                #expect(second.status == 0, "\(second.complaints)")
                let since = "updated_after=2025-03-05T07%3A00%3A00Z"
                #expect(
                    await gateway.service.requests == [
                        "/v1/students?limit=200&\(since)", "/v1/deletions?type=student&\(since)",
                    ])
                #expect(await gateway.service.tokensGiven == 2)
                let run = try #require(try await gateway.runs().first)
                #expect(run["withdrawn"]?.integer == 3)
                #expect(run["applied"]?.integer == 2, "the student who changed and the one who was deleted")
                #expect(try await gateway.cursor() == "2025-03-06T11:00:00Z")
                let shown = try await gateway.sendgate("runs", "show", "\(run["run"]?.integer ?? 0)")
                #expect(shown.output.contains("the next run goes on from 2025-03-06T11:00:00Z"), "\(shown.output)")
                let gone = try await gateway.sendgate("explain", "child", "school-mis:S-3")
                #expect(gone.status != 0 || !gone.output.contains("Vale"), "\(gone.output)")

                // Nothing changed: the cursor stays, and everything can be asked for again.
                await gateway.service.forgetRequests()
                #expect(try await gateway.sendgate("pull", "school-mis").status == 0)
                #expect(try await gateway.cursor() == "2025-03-06T11:00:00Z")
                await gateway.service.forgetRequests()
                let whole = try await gateway.sendgate("pull", "school-mis", "--from-start")
                #expect(whole.status == 0, "\(whole.complaints)")
                #expect(await gateway.service.requests.first?.contains("updated_after=2024-09-01") == true)
                #expect(try await gateway.cursor() == "2025-03-06T11:00:00Z")
            }
        }

        @Test func pagesThatGoRoundEndTheRunAndLeaveTheCursor() async throws {
            try await Gateway.through { gateway in
                await gateway.service.turnPages(false)
                for number in 1...3 {
                    await gateway.change("T-\(number)", provision: "K", at: "2025-04-0\(number)T08:00:00Z")
                }
                let round = try await gateway.sendgate("pull", "school-mis")
                #expect(round.status != 0)
                #expect(round.complaints.contains("doesn't turn the page"), "\(round.complaints)")
                #expect(try await gateway.cursor() == "2025-03-05T08:00:00Z")
                let status = try await gateway.sendgate("status")
                #expect(status.output.contains("The last run of school-mis was failed"), "\(status.output)")

                // When the service is well again nothing is missing.
                await gateway.service.turnPages(true)
                #expect(try await gateway.sendgate("pull", "school-mis").status == 0)
                #expect(try await gateway.runs().first?["applied"]?.integer == 3)
                #expect(try await gateway.cursor() == "2025-04-03T08:00:00Z")
            }
        }

        @Test func tooManyDeletionsWaitAloneAndAreNotAskedForAgain() async throws {
            try await Gateway.through { gateway in
                await gateway.service.delete("S-3", at: "2025-03-06T11:00:00Z")
                await gateway.service.delete("S-4", at: "2025-03-06T12:00:00Z")
                await gateway.change("S-1", provision: "E", at: "2025-03-06T12:30:00Z")
                _ = try await gateway.sendgate("pull", "school-mis")
                let all = try await gateway.runs()
                let run = try #require(all.first { $0["kind"]?.text == "manual" })
                #expect(run["state"]?.text == "applied", "\(run)")
                #expect(run["withdrawn"]?.integer == 0)
                let held = try #require(all.first { $0["state"]?.text == "held" })
                #expect(held["reason"]?.text?.contains("says that 6 of 12 records are no more") == true, "\(held)")
                #expect(held["withdrawn"]?.integer == 6)
                #expect(try await gateway.cursor() == "2025-03-06T12:30:00Z", "the rest doesn't wait")
                let changed = try await gateway.sendgate("explain", "child", "school-mis:S-1")
                #expect(changed.output.contains("provision = E"), "\(changed.output)")
                let status = try await gateway.sendgate("status")
                #expect(status.output.contains("Withdrawals of school-mis are held"), "\(status.output)")
                let report = try await gateway.sendgate("report", "school-mis")
                #expect(report.output.contains("6 of 12 records are no more"), "\(report.output)")

                // The overlap asks for the same deletions once more: they wait already. Later runs leave them where they are.
                #expect(try await gateway.sendgate("pull", "school-mis").status == 0)
                await gateway.change("S-1", provision: "K", at: "2025-03-07T18:00:00Z")
                #expect(try await gateway.sendgate("pull", "school-mis").status == 0)
                #expect(try await gateway.runs().filter { $0["state"]?.text == "held" }.count == 1)
                // One of them was a mistake: the partner states the student again, as before.
                await gateway.service.put(
                    StudentService.Student(
                        id: "S-4", forename: "Dara", surname: "Finch", birthDate: "2015-03-04", urn: "103175",
                        provision: "K", updated: "2025-03-08T08:00:00Z"))
                #expect(try await gateway.sendgate("pull", "school-mis").status == 0)

                let released = try await gateway.sendgate(
                    "runs", "release", "\(held["run"]?.integer ?? 0)", "--by", "officer")
                #expect(released.status == 0, "\(released.complaints)")
                let gone = try await gateway.sendgate("explain", "child", "school-mis:S-3")
                #expect(gone.status != 0 || !gone.output.contains("Vale"), "\(gone.output)")
                let back = try await gateway.sendgate("explain", "child", "school-mis:S-4")
                #expect(back.output.contains("Finch"), "\(back.output)")
            }
        }
    }
}
