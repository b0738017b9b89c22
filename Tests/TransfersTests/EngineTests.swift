// Many transfers, cancelled transfers, and the engine's own life.

import Foundation
import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct EngineTests {
    @Test func aThousandPostsShareAFewConnectionsAndArriveExactly() async throws {
        try await withServer { request, connection in
            connection.answer(200, body: request.body)
        } then: { server, engine in
            let url = server.url("/hook")
            let good = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let body = [UInt8]("{\"id\":\(number)}".utf8)
                        var request = TransferRequest.post(body, to: url)
                        request.headers = [("Content-Type", .plain("application/json"))]
                        return try await engine.perform(request).bytes == body
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(good == 1000)
            #expect(server.connections <= 16)
            #expect(server.requests.count == 1000)
            let first = try #require(server.requests.first)
            #expect(first.method == "POST" && first.headers["content-type"] == "application/json")
            #expect(first.headers["expect"] == nil)
        }
    }

    @Test func anEmptyPostAndALargeOneArrive() async throws {
        try await withServer { request, connection in
            connection.answer(200, text: "\(request.body.count)")
        } then: { server, engine in
            for size in [0, 2_000_000] {
                let answer = try await engine.perform(.post([UInt8](repeating: 7, count: size), to: server.url()))
                #expect(String(decoding: answer.bytes, as: UTF8.self) == "\(size)")
            }
            #expect(server.requests.allSatisfy { $0.headers["content-type"] == nil && $0.headers["expect"] == nil })
        }
    }

    @Test func cancellingDropsTheConnectionAndTheFile() async throws {
        let hungUp = AsyncStream<Void>.makeStream()
        let path = temporaryPath("cancelled")
        try await withServer { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab")
            connection.waitForHangUp()
            hungUp.continuation.yield()
        } then: { server, engine in
            let task = Task { try await engine.perform(.get(server.url(), to: .file(path: path, limit: 100))) }
            for await _ in server.arrivals { break }
            task.cancel()
            let result = await task.result
            #expect(throws: TransferError(.cancelled, host: "127.0.0.1:\(server.port)")) { try result.get() }
            for await _ in hungUp.stream { break }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func aTransferThatIsCancelledBeforeItBeginsIsNotMadeAndStillAnswers() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            // Often: the order to cancel can reach the engine before the transfer does.
            for _ in 0..<500 {
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return try await engine.perform(.get(server.url()))
                }
                let result = await task.result
                #expect(throws: TransferError(.cancelled, host: "127.0.0.1:\(server.port)")) { try result.get() }
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func aTransferThatWaitsItsTurnCanBeCancelled() async throws {
        var settings = TransferEngine.Settings()
        settings.transfersPerOrigin = 1
        try await withServer(settings: settings) { _, connection in
            connection.waitForHangUp()
        } then: { server, engine in
            let first = Task { try await engine.perform(.get(server.url("/first"))) }
            for await _ in server.arrivals { break }
            let second = Task { try await engine.perform(.get(server.url("/second"))) }
            second.cancel()
            let error = await second.result
            #expect(throws: TransferError(.cancelled, host: "127.0.0.1:\(server.port)")) { try error.get() }
            first.cancel()
            _ = await first.result
            #expect(server.requests.map(\.path) == ["/first"])
        }
    }

    @Test func aSlowPartnerHoldsUpNobodyElse() async throws {
        var settings = TransferEngine.Settings()
        settings.transfersPerOrigin = 2
        try await withServer(settings: settings) { _, connection in
            connection.waitForHangUp()
        } then: { slow, engine in
            let waiting = (0..<8).map { _ in Task { try await engine.perform(.get(slow.url())) } }
            var arrived = 0
            for await _ in slow.arrivals {
                arrived += 1
                if arrived == 2 { break }
            }
            let quick = try TestServer { _, connection in connection.answer(200, text: "here") }
            defer { quick.stop() }
            #expect(try await engine.perform(.get(quick.url())).bytes == [UInt8]("here".utf8))
            #expect(slow.requests.count == 2)
            for task in waiting { task.cancel() }
            for task in waiting { _ = await task.result }
        }
    }

    @Test func stoppingAnswersWhateverIsLeft() async throws {
        let server = try TestServer { _, connection in connection.waitForHangUp() }
        defer { server.stop() }
        var settings = TransferEngine.Settings()
        settings.transfersPerOrigin = 1
        let engine = TransferEngine(settings: settings)
        try engine.start()
        let tasks = (0..<3).map { _ in Task { try await engine.perform(.get(server.url())) } }
        for await _ in server.arrivals { break }
        await engine.stop()
        await engine.stop()
        for task in tasks {
            let result = await task.result
            #expect(throws: TransferError(.engineNotRunning, host: "127.0.0.1:\(server.port)")) { try result.get() }
        }
        let late = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
        #expect(late?.kind == .engineNotRunning)
    }

    @Test func anEngineIsStartedOnce() async throws {
        let engine = TransferEngine()
        let early = await failure { () throws(TransferError) in try await engine.perform(.get("http://127.0.0.1:1/")) }
        #expect(early?.kind == .engineNotRunning)
        try engine.start()
        #expect(throws: TransferError.self) { try engine.start() }
        await engine.stop()
        #expect(throws: TransferError.self) { try engine.start() }
    }

    @Test func cancellingAtAnyMomentAlwaysAnswers() async throws {
        try await withServer { request, connection in
            connection.answer(200, body: request.body)
        } then: { server, engine in
            let url = server.url()
            let answered = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        let task = Task { try await engine.perform(.post([1, 2, 3], to: url)) }
                        for _ in 0..<(number % 7) { await Task.yield() }
                        task.cancel()
                        switch await task.result {
                        case .success: return true
                        case .failure(let error): return (error as? TransferError)?.kind == .cancelled
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(answered == 300)
        }
    }
}
