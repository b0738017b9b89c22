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
        let folder = try GatewayFolder()
        defer { folder.remove() }
        try folder.configure(Self.settings)
        let file = try folder.write(Self.register, "attendance-2026-11-09.csv")

        let first = try await folder.sendgate("pull", "school-attendance", file, "--school", "103456")
        #expect(first.output.contains("0 applied, 0 unchanged, 2 left out"), "\(first.output) \(first.complaints)")

        let set = "\(Executable.root)/Plugins/council-ehc/examples/set"
        let plans = try FileManager.default.contentsOfDirectory(atPath: set).sorted().map { "\(set)/\($0)" }
        let second = try await folder.sendgate(["pull", "council-ehc"] + plans)
        #expect(second.status == 0, "\(second.complaints)")
        let runs = try await folder.sendgate("runs", "list")
        let retry = runs.output.split(separator: "\n").filter { $0.contains(" retry ") }
        #expect(retry.count == 1)
        #expect(retry.first?.split(separator: " ").suffix(5) == ["1", "1", "0", "0", "0"], "\(runs.output)")

        // The same file again says nothing new.
        let third = try await folder.sendgate("pull", "school-attendance", file, "--school", "103456")
        #expect(third.output.contains("Already received"), "\(third.output)")
        let rebuilt = try await folder.sendgate("rebuild")
        #expect(rebuilt.output.contains("The content is the same as before"), "\(rebuilt.output)")
    }
}
