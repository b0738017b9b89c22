import DemoCity
import Foundation
import Testing

/// The daemon is killed at random moments while files drop, feeds are pulled and a consumer forgets to answer.
@Suite struct CrashTests {
    @Test(.timeLimit(.minutes(5)))
    func nothingIsLostOrSetBackWhenTheDaemonIsKilled() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sendgate-crash-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var trial = CrashTrial(
            folder: folder.path, shipped: Executable.root, executable: Executable.path, today: CrashTrial.londonToday)
        trial.children = 60
        trial.times = 10
        trial.versions = 3
        trial.seed = 11
        trial.longestLife = 1200
        let report = try await trial.run { _ in }
        for check in report.checks { #expect(check.isMet, "\(check.name): \(check.found)") }
    }
}
