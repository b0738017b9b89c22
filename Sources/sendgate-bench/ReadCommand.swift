// `sendgate-bench read`: bytes to values, beside what everybody has, in one process and by processor time.

import ArgumentParser
import Foundation

struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read one invented file by our readers and by others: bytes a second of processor time.")

    @Option(help: "MiB of the file.") var size = 64
    @Option(help: "How often each reads it; the fastest counts.") var rounds = 3

    @OptionGroup var place: BenchPlace

    func run() async throws {
        try await place.use { folder in
            let isRowKept = try CSVReading(bytes: size << 20, rounds: rounds, folder: folder).measure()
            let isJSONKept = try JSONReading(bytes: size << 20, rounds: rounds).measure()
            guard isRowKept, isJSONKept else { throw ExitCode.failure }
        }
    }

    /// Seconds of processor time that the fastest of some rounds takes.
    static func fastest(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<max(rounds, 1) {
            let begun = processorTime()
            try work()
            least = min(least, processorTime() - begun)
        }
        return least
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
