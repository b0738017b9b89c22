// A program that this process starts beside itself.

import Foundation
import Glibc

/// A program, run by its whole path. What it says goes to a file; only such a program is ever signalled.
///
/// It is started with nothing open but that file: what this process has open then ends when it is closed here.
public struct StartedProgram: Sendable {
    public let id: pid_t

    /// Why it could not be started.
    public struct StartError: Error, CustomStringConvertible {
        public let description: String
    }

    /// Starts it with its arguments; what it says is added to the file `log`.
    ///
    /// - Throws: `StartError`.
    public static func start(
        _ path: String, _ arguments: [String], log: String
    ) throws(StartError) -> StartedProgram {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Closing what isn't open is no error here.
        for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // Threads of the concurrency runtime block signals, and their children would inherit it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, path, &actions, &attributes, &words, environ)
        guard code == 0 else { throw StartError(description: "\(path) can't be started: error \(code)") }
        return StartedProgram(id: id)
    }

    /// How it ended, as `wait` tells it; nil while it runs.
    public var endStatus: Int32? {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == 0 ? nil : status
    }

    /// Whether it still runs.
    public var isRunning: Bool { endStatus == nil }
}
