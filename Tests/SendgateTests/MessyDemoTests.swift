// Files as they really come: whoever sent one is told what was wrong with it.

import Foundation
import Testing

extension WithDaemon {
    @Suite struct MessyDemoTests {
        @Test func everyTroubleIsToldAndNothingWrongGetsIn() async throws {
            let answer = try await Executable.run(["demo", "--messy"])
            #expect(answer.status == 0, "\(answer.output.suffix(2000)) \(answer.complaints)")
            let last = answer.output.split(separator: "\n").first { $0.contains("troubles were told") } ?? ""
            let counts = last.split(separator: " ").compactMap { Int($0) }
            try #require(counts.count == 2, "\(answer.output.suffix(500))")
            #expect(counts[0] == counts[1])
            #expect(counts[1] >= 20)
            #expect(last.hasSuffix("nothing wrong got in."))
            // Beside what was wrong stands what was told.
            #expect(answer.output.contains("one comma too many in line 6"))
            #expect(answer.output.contains("This row has 9 columns but the header has 8."))
            #expect(answer.output.contains("accepted in part: 11 of 12 rows are in, 1 row waits to be put right"))
        }
    }
}
