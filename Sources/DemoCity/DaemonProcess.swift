// The real daemon as a child process, as the service manager would start it.

import Foundation
import Glibc

/// A `sendgate run` started by this process; only this one is ever signalled.
public struct DaemonProcess: Sendable {
    public let id: pid_t

    public struct StartError: Error, CustomStringConvertible {
        public let description: String
    }

    /// Starts this same executable (or another one) with `run --config`.
    ///
    /// Signals are unblocked in the child: threads of the concurrency runtime hold some of them back.
    public static func start(executable: String = "/proc/self/exe", config: String, log: String) throws -> DaemonProcess
    {
        try start(executable, ["run", "--config", config], log: log)
    }

    /// Starts another command of the executable, to be waited for with `end`.
    public static func start(_ executable: String, _ command: [String], log: String) throws -> DaemonProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // What this process has open is none of the daemon's business; closing what isn't open is no error here.
        for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        // The link of our own process, not of the child's: resolve it here.
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: executable)) ?? executable
        let words = [path] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, path, &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw StartError(description: "the daemon can't be started: error \(code)") }
        return DaemonProcess(id: id)
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
    public var isRunning: Bool {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == 0
    }

    /// Waits for a command that ends by itself.
    /// - Returns: whether it ended well, and the most memory that it was seen with, in bytes.
    public func end() async -> (isWell: Bool, peakMemory: Int) {
        var peak = 0
        while true {
            peak = max(peak, peakMemory ?? 0)
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) != 0 { return (status == 0, peak) }
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
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) != 0 { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
