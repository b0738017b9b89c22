// A school saves its list as a workbook instead of CSV.

import Foundation
import Testing

extension WithDaemon {
    @Suite struct WorkbookDropTests {
        @Test func aDroppedWorkbookIsReadLikeAnyList() async throws {
            let file = "\(Executable.root)/Plugins/school-pupils/examples/workbook/pupils 2026-11-20.xlsx"
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            try await DaemonCity.through(children: 60) { city in
                let school = city.city.schools[0]
                let receipt = try await city.drop(bytes, named: "SEND list.xlsx", for: school)
                #expect(receipt.isDone, "\(receipt.text)")
                #expect(receipt.rows("read") == 9)
                // Nobody of it was in the school's last list: a person looks first.
                #expect(receipt.outcome == "waiting" && receipt.text.contains("None of the"), "\(receipt.text)")
                let run = try #require(receipt.json["run"]?.scalarText)
                let released = try await city.sendgate("runs", "release", run, "--by", "Sam")
                #expect(released.status == 0, "\(released.output) \(released.complaints)")
                let told = try await city.sendgate("explain", "row", "\(run):5")
                #expect(told.output.contains("001201"), "\(told.output) \(told.complaints)")
                // What the file holds decides, not what it is called.
                let again = try await city.drop(bytes, named: "SEND list.csv", for: school)
                #expect(again.outcome == "already-received", "\(again.text)")
            }
        }
    }
}
