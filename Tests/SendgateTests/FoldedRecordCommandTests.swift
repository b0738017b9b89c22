// A week of attendance that came as rows and as a grid, through the executable: explained field by field, and mended by a
// retry once the adapter knows the word that it lacked.

import Feeds
import Foundation
import Testing

struct FoldedRecordCommandTests {
    private static let settings = """
        state: ../state
        inbox: ../inbox
        plugins: \(Executable.root)/Plugins
        adapters: [school-pupils, school-attendance]
        schools: [{urn: 103456, name: Alder Green School}]

        """
    private static let learnt = """
        overrides:
          school-attendance: {tables: {halves: {Dusk: PM}}}

        """
    private static let pupils = """
        Adno,UPN,Legal forename,Legal surname,DOB,SEN status
        4540,E330200024001,Toby,Okafor,19/11/2013,K
        4541,,Idris,Marsh,11/01/2012,K

        """
    private static let rows = """
        Adno,SEN status,Date,Session,Mark
        4540,K,02/11/2026,AM,/
        4541,K,02/11/2026,AM,I
        4540,K,02/11/2026,PM,\\
        4540,K,03/11/2026,AM,I
        4540,K,03/11/2026,Dusk,/

        """
    private static let grid = """
        Adno,SEN status,09/11/2026 AM,09/11/2026 PM,10/11/2026 AM
        4540,K,/,\\,I

        """

    /// The places of each field of a week, as `line:column`.
    private func places(of week: String, in folder: GatewayFolder) async throws -> [String: [String]] {
        let json = try await folder.json("explain", "child", "school-pupils@103456:4540")
        let record = (json["records"]?.elements ?? []).first { $0["key"]?.text == "4540/\(week)" }
        var places: [String: [String]] = [:]
        for member in try #require(record)["fields"]?.members ?? [] {
            guard let place = member.value["place"] else { continue }
            places[member.name] = (place["places"]?.elements ?? [place]).map {
                "\($0["line"]?.integer ?? 0):\($0["column"]?.text ?? "")"
            }
        }
        return places
    }

    @Test func everyFieldOfAWeekIsExplainedAndARetryMendsIt() async throws {
        let folder = try GatewayFolder()
        defer { folder.remove() }
        try folder.configure(Self.settings)
        for (adapter, text, name) in [
            ("school-pupils", Self.pupils, "pupils.csv"), ("school-attendance", Self.rows, "rows.csv"),
            ("school-attendance", Self.grid, "grid.csv"),
        ] {
            let told = try await folder.sendgate("pull", adapter, try folder.write(text, name), "--school", "103456")
            #expect(told.status == 0, "\(told.output) \(told.complaints)")
        }

        let grid = try await places(of: "2026-11-09", in: folder)
        #expect(grid["marks"] == ["2:09/11/2026 AM", "2:09/11/2026 PM", "2:10/11/2026 AM"])
        #expect(grid["ill"] == ["2:10/11/2026 AM"] && grid["last-mark"] == ["2:10/11/2026 AM"])
        var week = try await places(of: "2026-11-02", in: folder)
        #expect(week["marks"] == ["2:Mark", "4:Mark", "5:Mark"] && week["present"] == ["2:Mark", "4:Mark"])
        #expect(week["ill"] == ["5:Mark"] && week["last-mark"] == ["5:Mark"] && week["week"] == ["2:Date"])
        let row = try await folder.sendgate("explain", "row", "2:5")
        #expect(row.output.contains("together with other rows, attendance-week 4540/2026-11-02"), "\(row.output)")

        try folder.configure(Self.settings + Self.learnt)
        let old = try await folder.sendgate("runs", "show", "2")
        let retry = try await folder.sendgate("quarantine", "retry", "--run", "2")
        #expect(retry.status == 0 && retry.output.contains("All of them are mended"), "\(retry.complaints)")
        #expect(try await folder.sendgate("runs", "show", "2").output == old.output)
        week = try await places(of: "2026-11-02", in: folder)
        #expect(week["marks"] == ["2:Mark", "4:Mark", "5:Mark", "6:Mark"] && week["last-mark"] == ["6:Mark"])
        let shown = try await folder.sendgate("explain", "child", "school-pupils@103456:4540")
        #expect(shown.output.contains("run 4, attendance, lines 2 and 4 to 6, column Mark"), "\(shown.output)")
        #expect(try await folder.sendgate("quarantine", "list").output.contains("No row is quarantined"))
        let rebuilt = try await folder.sendgate("rebuild")
        #expect(rebuilt.output.contains("The content is the same as before"), "\(rebuilt.output)")
    }
}
