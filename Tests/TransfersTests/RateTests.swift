// How many requests an origin gets.

import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct RateTests {
    @Test func noStretchHoldsMoreThanTheLimit() throws {
        var bucket = RateBucket(try #require(RateLimit(requests: 3, per: .seconds(60))))
        var starts: [Double] = []
        var now = 0.0
        for step in 0..<40 {
            starts.append(now + bucket.take(at: now))
            now += Double(step % 5) * 4
        }
        for index in starts.indices.dropFirst(3) { #expect(starts[index] - starts[index - 3] >= 60) }
        #expect(starts.prefix(4) == [0, 0, 4, 60])
    }

    @Test func limitsThatAreNoneAreRefused() {
        #expect(RateLimit(requests: 0, per: .seconds(1)) == nil)
        #expect(RateLimit(requests: 1, per: .zero) == nil)
        #expect(RateLimit(requests: RateLimit.most + 1, per: .seconds(1)) == nil)
    }

    @Test func allThatUseAnOriginShareItsLimit() async throws {
        let pauses = Mutex<[Double]>([])
        var settings = TransferEngine.Settings()
        settings.steady = { 100 }
        settings.sleep = { pause in pauses.withLock { $0.append(pause) } }
        try await withServer(settings: settings) { _, connection in
            connection.answer(200)
        } then: { server, engine in
            var request = TransferRequest.get(server.url())
            request.origins[0].rate = RateLimit(requests: 2, per: .seconds(30))
            for path in ["/a", "/b", "/c", "/d", "/e"] {
                request.url = server.url(path)
                _ = try await engine.perform(request)
            }
            #expect(pauses.withLock { $0 } == [30, 30, 60])
            // Other limits, other turns.
            request.origins[0].rate = RateLimit(requests: 1, per: .seconds(30))
            _ = try await engine.perform(request)
            #expect(pauses.withLock { $0.count } == 3)
        }
    }

    @Test func waitingForATurnCanBeCancelled() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            var request = TransferRequest.get(server.url())
            request.origins[0].rate = RateLimit(requests: 1, per: .seconds(3600))
            _ = try await engine.perform(request)
            let asked = request
            let task = Task { try await engine.perform(asked) }
            task.cancel()
            let result = await task.result
            #expect(throws: TransferError(.cancelled, host: "127.0.0.1:\(server.port)")) { try result.get() }
        }
    }
}
