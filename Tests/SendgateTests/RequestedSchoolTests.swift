// Schools' lists that don't say whose they are: rows know their school from the request that they came by, through the
// executable, whatever reads them again.

import DemoCity
import Feeds
import Foundation
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct RequestedSchoolTests {
        private static let adapter = """
            id: pupils
            version: 1
            title: Pupils of the schools
            partner: the partner
            population: pupils with SEND
            source:
              https:
                origin: https://mis.example
                each: {school: {name: school, ids: {"103175": oak, "103456": alder}}}
            schedule: {cron: "0 0 1 1 *"}
            format: {csv: {}}
            contract: {snapshot: true, covers: all, withdrawals: {limit: 50%}, quarantined: {limit: 80%}}
            key-spaces: {child: "school-pupils@{request-school}"}
            dates: [yyyy-MM-dd]
            files:
              - name: lists
                path: /lists/{school}.csv
                values: {key: {template: "{request-school}/{id}"}}
                records:
                  - type: child
                    key: {value: key}
                    about: id
                    required: [birth-date]
                    fields: {forename: forename, surname: surname, birth-date: born}
                  - type: enrolment
                    key: {value: key}
                    about: id
                    fields: {setting: {value: request-school}}
            """

        /// A gateway of its own in a folder, with a service beside it.
        private struct Place {
            let folder: GatewayFolder
            let server: PartnerServer
            let port: Int

            static func through(_ more: String = "", _ test: (Place) async throws -> Void) async throws {
                let folder = try GatewayFolder()
                defer { folder.remove() }
                try folder.add("pupils", RequestedSchoolTests.adapter)
                let day = try #require(CalendarDate(iso: "2026-11-20"))
                let server = PartnerServer(city: City(CityPlan(children: 10, seed: 1, today: day)))
                let place = Place(folder: folder, server: server, port: try await server.start())
                // Two schools that number their pupils alike; the second pupil's birth date is written in another way.
                await server.serve(
                    [UInt8]("id,forename,surname,born\n1,Amira,Quill,2015-03-04\n2,Ben,Vale,05.04.2014\n".utf8),
                    at: "/lists/oak.csv")
                await server.serve(
                    [UInt8]("id,forename,surname,born\n1,Corin,Finch,2013-07-09\n2,Dara,Marsh,06.08.2012\n".utf8),
                    at: "/lists/alder.csv")
                try place.configure(more)
                do {
                    try await test(place)
                } catch {
                    await server.stop()
                    throw error
                }
                await server.stop()
            }

            /// - Parameter more: laid over the adapter beside its origin.
            func configure(_ more: String = "") throws {
                try folder.configure(
                    """
                    state: ../state
                    inbox: ../inbox
                    plugins: ../Plugins
                    schools: [{urn: 103175, name: Oak Lane Primary}, {urn: 103456, name: Alder Green School}]
                    overrides:
                      pupils:
                        source: {https: {origin: "http://127.0.0.1:\(port)", network: loopback}}
                        \(more)
                    """)
            }

            func sendgate(_ words: String...) async throws -> String {
                let answer = try await folder.sendgate(words)
                #expect(answer.status == 0, "\(words): \(answer.complaints)")
                return answer.output
            }

            /// What a school's child of a key is known to be, and where from.
            func expectChild(_ key: String, at school: String, line: Int) async throws {
                let told = try await sendgate("explain", "child", "school-pupils@\(school):\(key)")
                #expect(told.contains("setting = \(school)"), "\(told)")
                #expect(told.contains("lists of school \(school), line \(line)"), "\(told)")
                let other = school == "103175" ? "103456" : "103175"
                #expect(!told.contains(other), "\(told)")
            }
        }

        @Test func rowsKnowTheirSchoolThroughADaemonARetryAndARebuild() async throws {
            try await Place.through { place in
                let daemon = try DaemonProcess.start(
                    executable: Executable.path, config: place.folder.config, log: "\(place.folder.path)/log")
                // What isn't there in time is told below.
                try? await Waiting.until("a child is there", within: .seconds(60)) {
                    let told = try await place.folder.sendgate("explain", "child", "school-pupils@103456:1")
                    return told.output.contains("setting")
                }
                try await place.expectChild("1", at: "103175", line: 2)
                try await place.expectChild("1", at: "103456", line: 2)
                let waiting = try await place.sendgate("quarantine", "list")
                #expect(waiting.contains("lists of school 103175") && waiting.contains("lists of school 103456"))
                let row = try await place.sendgate("explain", "row", "1:lists of school 103456:2")
                #expect(row.contains("states child 103456/1 about school-pupils@103456:1"), "\(row)")
                #expect(row.contains("read again today: states child, enrolment"), "\(row)")
                _ = await daemon.stop()

                // The rows that waited are read again, each as the school's that it came from.
                try place.configure("dates: [yyyy-MM-dd, dd.MM.yyyy]")
                #expect(
                    try await place.sendgate("quarantine", "retry", "--feed", "pupils").contains(
                        "All of them are mended"))
                try await place.expectChild("2", at: "103175", line: 3)
                try await place.expectChild("2", at: "103456", line: 3)
                _ = try await place.sendgate("rebuild")
                try await place.expectChild("2", at: "103456", line: 3)
                let told = try await place.sendgate("adapters", "describe", "pupils")
                #expect(told.contains("request-school"), "\(told)")
            }
        }

        @Test func aTrialThatIsAcceptedAndAFileThatIsHandedInKnowTheSchool() async throws {
            try await Place.through("trial: true") { place in
                #expect(try await place.sendgate("pull", "pupils").contains("on trial"))
                #expect(try await place.sendgate("feeds", "trial", "pupils").contains("enrolment"))
                _ = try await place.sendgate("feeds", "accept", "pupils", "--by", "A. Officer")
                try await place.expectChild("1", at: "103456", line: 2)

                let file = try place.folder.write("id,forename,surname,born\n1,Amira,Quill,2015-03-04\n", "oak.csv")
                let without = try await place.folder.sendgate("pull", "pupils", file)
                #expect(without.status != 0)
                #expect(without.complaints.contains("--school"), "\(without.complaints)")
                let with = try await place.sendgate("pull", "pupils", file, "--school", "103175", "--dry-run")
                #expect(with.contains("1 unchanged"), "\(with)")
                let tried = try await place.sendgate("adapters", "try", "pupils", file, "--urn", "103175")
                #expect(tried.contains("key 103175/1"), "\(tried)")
            }
        }
    }
}
