// The real daemon as a child process, as the service manager would start it.

import Foundation
import Glibc

/// A `sendgate run` started by this process.
public struct DaemonProcess: Sendable {
    private let program: StartedProgram

    /// The number of the process.
    public var id: pid_t { program.id }

    /// Starts this same executable (or another one) with `run --config`.
    public static func start(executable: String = "/proc/self/exe", config: String, log: String) throws -> DaemonProcess
    {
        try start(executable, ["run", "--config", config], log: log)
    }

    /// Starts another command of the executable, to be waited for with `end`.
    public static func start(_ executable: String, _ command: [String], log: String) throws -> DaemonProcess {
        // The link of our own process, not of the child's: resolve it here.
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: executable)) ?? executable
        return DaemonProcess(program: try StartedProgram.start(path, command, log: log))
    }

    /// Asks it to end, and waits; false where it had not ended within the limit.
    public func stop(within limit: Duration = .seconds(30)) async -> Bool {
        kill(id, SIGTERM)
        return await waitForEnd(within: limit)
    }

    /// Ends it at once, as a power cut would.
    public func crash() async {
        kill(id, SIGKILL)
        _ = await waitForEnd(within: .seconds(30))
    }

    /// Whether it still runs.
    public var isRunning: Bool { program.isRunning }

    /// Waits for a command that ends by itself.
    /// - Returns: whether it ended well, and the most memory that it was seen with, in bytes.
    public func end() async -> (isWell: Bool, peakMemory: Int) {
        var peak = 0
        while true {
            peak = max(peak, peakMemory ?? 0)
            if let status = program.endStatus { return (status == 0, peak) }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Seconds of processor time that it has used, user and system together; nil when it has ended.
    public var processorTime: Double? {
        guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        // After the name in brackets: state is the third field, user and system time the 14th and 15th.
        let fields = text[text.index(after: name)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The most memory it has had, in bytes; nil when it has ended.
    public var peakMemory: Int? {
        let file = open("/proc/\(id)/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
        where line.hasPrefix("VmHWM:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
                .map { $0 * 1024 }
        }
        return nil
    }

    private func waitForEnd(within limit: Duration) async -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if !isRunning { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
