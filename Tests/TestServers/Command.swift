// A program that a test runs beside itself.

import Foundation
import Glibc

/// A program, run by its whole path. What it says goes to a file in a folder of the test's.
///
/// It is started with nothing open but that file: what the test process has open then ends when it is closed here.
public struct Command: Sendable {
    private let id: pid_t
    private let log: String

    /// What went wrong with it, in its own words.
    public struct Trouble: Error {
        public let said: String
    }

    public init(_ path: String, _ arguments: [String], log: String) throws {
        self.log = log
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // The threads of the pool block all signals, and their children would inherit it.
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
        guard code == 0 else { throw Trouble(said: "\(path) can't be started: error \(code)") }
        self.id = id
    }

    private var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    public func end() {
        kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    /// Waits until it has said these words.
    public func hasSaid(_ words: String) async throws {
        while !said.contains(words) {
            var status: Int32 = 0
            if waitpid(id, &status, WNOHANG) != 0 { throw Trouble(said: said) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What a program says that ends by itself.
    public static func output(_ path: String, _ arguments: [String], log: String) async throws -> String {
        let command = try Command(path, arguments, log: log)
        var status: Int32 = 0
        while waitpid(command.id, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(10)) }
        return command.said
    }
}
