// A program that a test runs beside itself.

import DemoCity
import Foundation
import Glibc

/// A program, run by its whole path. What it says goes to a file in a folder of the test's.
public struct Command: Sendable {
    private let program: StartedProgram
    private let log: String

    /// What went wrong with it, in its own words.
    public struct Trouble: Error {
        public let said: String
    }

    public static func start(_ path: String, _ arguments: [String], log: String) throws -> Command {
        Command(program: try StartedProgram.start(path, arguments, log: log), log: log)
    }

    private var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    public func end() {
        kill(program.id, SIGKILL)
        var status: Int32 = 0
        waitpid(program.id, &status, 0)
    }

    /// Waits until it has said these words.
    public func hasSaid(_ words: String) async throws {
        while !said.contains(words) {
            if !program.isRunning { throw Trouble(said: said) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What a program says that ends by itself.
    public static func output(_ path: String, _ arguments: [String], log: String) async throws -> String {
        let command = try start(path, arguments, log: log)
        while command.program.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        return command.said
    }
}
