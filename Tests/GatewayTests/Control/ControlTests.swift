import Foundation
import Glibc
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct ControlTests {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("control-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let echo: ControlServer.Handler = { request, progress in
        for step in 1...3 { progress("step \(step)") }
        let arguments = request.arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return ControlAnswer(
            isDone: request.command != "fail", message: ([request.command] + arguments).joined(separator: " "),
            json: Array(#"{ "a" : [1, 2.50] }"#.utf8))
    }

    @Test func aCommandGetsItsProgressAndItsAnswer() async throws {
        defer { remove() }
        let server = ControlServer(stateFolder: folder, handler: Self.echo)
        try server.start()
        let steps = Mutex<[String]>([])
        let request = ControlRequest("runs.release", ["run": "12", "by": "A \"B\"\nC"])
        let answer = try await ControlClient(stateFolder: folder).answer(to: request) { step in
            steps.withLock { $0.append(step) }
        }
        #expect(answer?.isDone == true)
        #expect(answer?.message == "runs.release by=A \"B\"\nC run=12")
        #expect(answer?.json == Array(#"{"a":[1,2.50]}"#.utf8))
        #expect(steps.withLock { $0 } == ["step 1", "step 2", "step 3"])
        let failed = try await ControlClient(stateFolder: folder).answer(to: ControlRequest("fail"))
        #expect(failed?.isDone == false)
        await server.stop()
    }

    @Test func withoutADaemonThereIsNoAnswer() async throws {
        defer { remove() }
        let client = ControlClient(stateFolder: folder)
        #expect(try await client.answer(to: ControlRequest("pull")) == nil)
        // As a killed daemon leaves it.
        _ = try ControlSocket.listening(in: folder)
        #expect(FileManager.default.fileExists(atPath: "\(folder)/control.sock"))
        #expect(try await client.answer(to: ControlRequest("pull")) == nil)
    }

    @Test func aSocketLeftByAKilledDaemonIsReplaced() async throws {
        defer { remove() }
        try Data("stale".utf8).write(to: URL(fileURLWithPath: "\(folder)/control.sock"))
        let server = ControlServer(stateFolder: folder, handler: Self.echo)
        try server.start()
        #expect(try await ControlClient(stateFolder: folder).answer(to: ControlRequest("pull"))?.message == "pull")
        await server.stop()
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/control.sock"))
    }

    @Test func onlyTheOwnerMayConnect() async throws {
        defer { remove() }
        let server = ControlServer(stateFolder: folder, handler: Self.echo)
        try server.start()
        var found = stat()
        #expect(stat("\(folder)/control.sock", &found) == 0)
        #expect(found.st_mode & 0o777 == 0o600)
        await server.stop()
    }

    @Test func aStateFolderWithALongPathWorks() async throws {
        defer { remove() }
        let long = folder + "/" + String(repeating: "a", count: 120) + "/" + String(repeating: "b", count: 120)
        try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: true)
        let server = ControlServer(stateFolder: long, handler: Self.echo)
        try server.start()
        #expect(FileManager.default.fileExists(atPath: "\(long)/control.sock"))
        #expect(try await ControlClient(stateFolder: long).answer(to: ControlRequest("pull"))?.message == "pull")
        await server.stop()
        #expect(try await ControlClient(stateFolder: long).answer(to: ControlRequest("pull")) == nil)
    }

    @Test func aStopLetsTheCommandAtHandAnswer() async throws {
        defer { remove() }
        let hasBegun = Mutex(false)
        let server = ControlServer(stateFolder: folder) { _, _ in
            hasBegun.withLock { $0 = true }
            try? await Task.sleep(for: .milliseconds(200))
            return ControlAnswer(isDone: true, message: "done")
        }
        let serving = Task { try await server.run() }
        let client = ControlClient(stateFolder: folder)
        let answer = Task {
            while true { if let answer = try await client.answer(to: ControlRequest("pull")) { return answer } }
        }
        #expect(await InboxHarness.wait { hasBegun.withLock { $0 } })
        serving.cancel()
        try await serving.value
        #expect(try await answer.value.message == "done")
    }

    @Test func whoSendsNonsenseIsToldAndTheServerGoesOn() async throws {
        defer { remove() }
        let server = ControlServer(stateFolder: folder, handler: Self.echo)
        try server.start()
        for nonsense in ["{}\n", "no JSON\n", "{\"command\":1}\n", "\n"] {
            guard let socket = try ControlSocket.connected(in: folder) else {
                Issue.record("nobody listens")
                return
            }
            let isSent = socket.send(Array(nonsense.utf8))
            var rest: [UInt8] = []
            let line = socket.line(&rest, atMost: 1 << 20) ?? []
            #expect(isSent)
            #expect(String(decoding: line, as: UTF8.self).contains("\"ok\":false"))
        }
        // Somebody who connects and goes.
        if let socket = try ControlSocket.connected(in: folder) { _ = socket.send([1]) }
        #expect(try await ControlClient(stateFolder: folder).answer(to: ControlRequest("pull"))?.message == "pull")
        await server.stop()
    }

    @Test func twelveCommandsAtOnceAreAllAnswered() async throws {
        defer { remove() }
        let server = ControlServer(stateFolder: folder) { request, _ in
            try? await Task.sleep(for: .milliseconds(50))
            return ControlAnswer(isDone: true, message: request.arguments["number"] ?? "")
        }
        try server.start()
        let client = ControlClient(stateFolder: folder)
        let answers = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 1...12 {
                group.addTask { try await client.answer(to: ControlRequest("x", ["number": "\(number)"]))?.message }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(answers == Set((1...12).map { "\($0)" }))
        await server.stop()
    }
}
