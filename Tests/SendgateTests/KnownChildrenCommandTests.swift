// A school's register before the council's plans, through the executable: first nothing, then the one child's week.

import Foundation
import Testing

struct KnownChildrenCommandTests {
    private static let settings = """
        state: ../state
        inbox: ../inbox
        plugins: \(Executable.root)/Plugins
        adapters: [council-ehc, school-attendance]
        schools: [{urn: 103456, name: Alder Green School}]
        overrides:
          council-ehc: {source: {https: {origin: "http://127.0.0.1:9", network: loopback}}}
        """

    private static let register = """
        Adno,UPN,Surname,Forename,DOB,Week commencing,Marks
        4540,E330200024001,Okafor,Toby,19/11/2013,02/11/2026,/\\L\\M\\/\\/\\
        4533,,Marsh,Idris,11/01/2012,02/11/2026,/\\/\\/\\/\\/\\

        """

    @Test func aRegisterIsTakenUpWhenTheCouncilStatesThePlan() async throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("known-\(UUID().uuidString)").path
        defer { try? files.removeItem(atPath: folder) }
        let config = "\(folder)/config"
        try files.createDirectory(atPath: "\(config)/consumers", withIntermediateDirectories: true)
        for part in ["definitions", "matching", "authority.yaml"] {
            try files.copyItem(atPath: "\(Executable.root)/config/\(part)", toPath: "\(config)/\(part)")
        }
        try Data(Self.settings.utf8).write(to: URL(fileURLWithPath: "\(config)/sendgate.yaml"))
        let file = "\(folder)/attendance-2026-11-09.csv"
        try Data(Self.register.utf8).write(to: URL(fileURLWithPath: file))

        let first = try await Executable.run(
            ["pull", "school-attendance", file, "--school", "103456", "--config", config])
        #expect(first.output.contains("0 applied, 0 unchanged, 2 left out"), "\(first.output) \(first.complaints)")

        let set = "\(Executable.root)/Plugins/council-ehc/examples/set"
        let plans = try files.contentsOfDirectory(atPath: set).sorted().map { "\(set)/\($0)" }
        let second = try await Executable.run(["pull", "council-ehc"] + plans + ["--config", config])
        #expect(second.status == 0, "\(second.complaints)")
        let runs = try await Executable.run(["runs", "list", "--config", config])
        let retry = runs.output.split(separator: "\n").filter { $0.contains(" retry ") }
        #expect(retry.count == 1)
        #expect(retry.first?.split(separator: " ").suffix(5) == ["1", "1", "0", "0", "0"], "\(runs.output)")

        // The same file again says nothing new.
        let third = try await Executable.run(
            ["pull", "school-attendance", file, "--school", "103456", "--config", config])
        #expect(third.output.contains("Already received"), "\(third.output)")
        let rebuilt = try await Executable.run(["rebuild", "--config", config])
        #expect(rebuilt.output.contains("The content is the same as before"), "\(rebuilt.output)")
    }
}
