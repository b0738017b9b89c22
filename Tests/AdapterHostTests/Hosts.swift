// The real executable as the host of child processes, and a program of the system's in a sandbox.

import AdapterHost
import Foundation
import Glibc
import Testing

/// The `sendgate` that was built beside these tests: under tests the running executable is the test runner.
enum Hosts {
    static var path: String {
        let folders = [
            Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let paths = folders.map { $0.appendingPathComponent("sendgate").path }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/no/sendgate/beside/the/tests"
    }

    /// What a blocking piece of work gives, on a thread of its own that lives until the work is done.
    static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }
}

/// What a shell printed in the sandbox, and how it ended.
struct ShellAnswer: Sendable {
    var output = ""
    var complaints = ""
    var ending: ChildEnding?

    /// Runs a script of `sh`, its output taken until it ends or the time is over.
    static func of(
        _ script: String, shell: String = "/bin/sh", rules: SandboxRules = SandboxRules(.program),
        environment: [String] = ["PATH=/usr/bin:/bin"], within time: Duration = .seconds(20)
    ) async throws -> ShellAnswer {
        try await Hosts.onThread {
            var (out, err): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
            try #require(pipe(&out) == 0 && pipe(&err) == 0)
            let order = ChildOrder(
                rules: rules,
                work: .program(path: shell, arguments: ["-c", script], environment: environment, folder: "/"))
            defer { for end in [out[0], err[0]] { close(end) } }
            let child: ChildProcess
            do {
                defer { for end in [out[1], err[1]] { close(end) } }
                child = try ChildProcess.start(host: Hosts.path, order: order, descriptors: [1: out[1], 2: err[1]])
            }
            let deadline = ContinuousClock.now + time
            var answer = ShellAnswer()
            var texts: [Int32: [UInt8]] = [out[0]: [], err[0]: []]
            var open = [out[0], err[0]]
            var buffer = [UInt8](repeating: 0, count: 4096)
            while !open.isEmpty, let ready = Waiting.untilReadable(open, until: deadline) {
                for descriptor in ready {
                    let count = read(descriptor, &buffer, buffer.count)
                    if count > 0 {
                        texts[descriptor, default: []] += buffer[..<count]
                    } else {
                        open.removeAll { $0 == descriptor }
                    }
                }
            }
            answer.output = String(decoding: texts[out[0]] ?? [], as: UTF8.self)
            answer.complaints = String(decoding: texts[err[0]] ?? [], as: UTF8.self)
            answer.ending = child.ended() ?? child.end()
            return answer
        }
    }
}

extension Hosts {
    /// Whether a process runs: one that has ended and waits to be taken away doesn't.
    static func isAlive(_ process: Int32) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !text.contains(") Z ")
    }
}

/// A port of loopback that somebody listens on, and nobody answers.
struct Listening {
    let port: UInt16
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (socket, length) = (socket, size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && listen(socket, 8) == 0 && getsockname(socket, address, &size) == 0
            }
        }
        try #require(status)
        port = UInt16(bigEndian: address.sin_port)
    }

    func end() { close(socket) }
}
