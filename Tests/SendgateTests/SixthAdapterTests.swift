// A new partner is one new folder; the daemon stays as it is.

import Adapters
import DemoCity
import Feeds
import Foundation
import Gateway
import SENDRecords
import Testing

extension WithDaemon {
    @Suite struct SixthAdapterTests {
        private static let sixth = "sensory-support"

        @Test func aSixthAdapterIsOneFolder() async throws {
            let files = FileManager.default
            let shipped = files.temporaryDirectory.appendingPathComponent("shipped-\(UUID().uuidString)").path
            defer { try? files.removeItem(atPath: shipped) }
            try files.createDirectory(atPath: "\(shipped)/Plugins", withIntermediateDirectories: true)
            try files.copyItem(atPath: "\(Executable.root)/config", toPath: "\(shipped)/config")
            let five = ["council-ehc", "gias-schools", "health-demographics", "school-pupils", "transport"]
            for name in five {
                try files.copyItem(atPath: "\(Executable.root)/Plugins/\(name)", toPath: "\(shipped)/Plugins/\(name)")
            }
            // The folder, as its author makes it: the manifest, an example, and what must come of it.
            let folder = "\(shipped)/Plugins/\(Self.sixth)"
            try files.copyItem(atPath: "\(Executable.root)/Plugins/\(Self.sixth)", toPath: folder)
            try files.removeItem(atPath: "\(folder)/expected/caseload.json")
            try await DaemonCity.through(children: 60, shipped: shipped, configure: Self.addSixth) { city in
                let unfinished = try await city.sendgate("check")
                #expect(unfinished.status == 78)
                #expect(unfinished.complaints.contains("There is no expected/caseload.json"))
                let definitions = try GatewayConfiguration.load(folder: city.config, today: DaemonCity.today)
                    .definitions
                let expected = try AdapterCheck.expectation(
                    folder: folder, example: "caseload", today: try #require(CalendarDate(iso: "2026-11-21")), urn: nil,
                    definitions: definitions)
                #expect(
                    try String(
                        contentsOfFile: "\(Executable.root)/Plugins/\(Self.sixth)/expected/caseload.json",
                        encoding: .utf8)
                        == expected)
                try Data(expected.utf8).write(to: URL(fileURLWithPath: "\(folder)/expected/caseload.json"))
                let sound = try await city.sendgate("check")
                #expect(sound.status == 0, "\(sound.complaints)")
                #expect(sound.output.contains(Self.sixth))

                // The service has one of the school's pupils, and one child whom nobody else knows yet.
                let (school, place) = try city.aPupil()
                let list = try PupilFile(city.city.schoolFile(of: school))
                let row = list.rows[place]
                func cell(_ name: String) throws -> String { row[try list.column(name)] }
                let caseload = """
                    Case,Surname,Forename,DOB,UPN,NHS number,Postcode,Impairment,Teacher,Visits,Closed
                    SS-1,\(try cell("Surname")),\(try cell("Forename")),\(try cell("Date of birth")),\(try cell("UPN")),,\(try cell("Postcode")),Deafblind,T. Hale,1,
                    SS-2,Newborn,Nobody,01/06/2026,,,B1 1AA,Hearing,T. Hale,1,

                    """
                await city.running.partners.serve([UInt8](caseload.utf8), at: "/sensory/caseload.csv")
                let pulled = try await city.sendgate("pull", Self.sixth)
                #expect(pulled.status == 0, "\(pulled.complaints)")
                #expect(pulled.output.contains("2 rows = 2 applied"), "\(pulled.output)")
                try await city.quiet()
                let key = try cell("Admission Number")
                let child = try #require(try city.child(of: Truth.Key(space: Self.sixth, key: "SS-1")))
                #expect(try city.child(of: Truth.Key(space: "school-pupils@\(school.urn)", key: key)) == child)
                let told = try city.reader.explainChild(child)
                #expect(told.text.contains("need = MSI"), "\(told.text)")
                #expect(told.text.contains("caseload, line 2, column Impairment"), "\(told.text)")
                let newborn = try #require(try city.child(of: Truth.Key(space: Self.sixth, key: "SS-2")))
                #expect(try city.reader.settledIdentity(of: newborn)["surname"] == "Newborn")
            }
        }

        /// The adapter's name in the list, and where its partner is.
        @Sendable private static func addSixth(_ folder: String) throws {
            let path = "\(folder)/sendgate.yaml"
            var text = try String(contentsOfFile: path, encoding: .utf8)
            let origin = try #require(text.firstMatch(of: /origin: "([^"]+)"/)).output.1
            text = text.replacing("transport]", with: "transport, \(sixth)]")
            text += "  \(sixth):\n    source: {https: {origin: \"\(origin)\", network: loopback}}\n"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
