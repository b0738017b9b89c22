// `sendgate-bench read`: bytes to values, beside what everybody has, in one process and by processor time.

import ArgumentParser
import Foundation

struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read one invented file by our readers and by others: bytes a second of processor time.")

    @Option(help: "MiB of the file.") var size = 64
    @Option(help: "How often each reads it, in turn.") var rounds = 7

    @OptionGroup var place: BenchPlace

    func run() async throws {
        try await place.use { folder in
            let isRowKept = try CSVReading(bytes: size << 20, rounds: rounds, folder: folder).measure()
            let isJSONKept = try JSONReading(bytes: size << 20, rounds: rounds).measure()
            guard isRowKept, isJSONKept else { throw ExitCode.failure }
        }
    }

    /// Two works measured in turn, so that a machine whose speed drifts is as fast for the one as for the other.
    struct Pair {
        /// Seconds of processor time of the fastest round of each.
        var own = Double.infinity
        var other = Double.infinity
        private var ratios: [Double] = []

        /// How many times longer the other one takes: the median of the rounds.
        var ratio: Double { ratios.sorted()[ratios.count / 2] }

        /// - Parameters:
        ///   - own: gives the seconds of a round; nil where it can't be measured.
        ///   - other: the same.
        init?(rounds: Int, own: () throws -> Double?, other: () throws -> Double?) rethrows {
            for _ in 0..<max(rounds, 1) {
                guard let mine = try own(), let theirs = try other() else { return nil }
                self.own = min(self.own, mine)
                self.other = min(self.other, theirs)
                ratios.append(theirs / mine)
            }
        }
    }

    /// Seconds of processor time that a work takes.
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let begun = processorTime()
        try work()
        return processorTime() - begun
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
