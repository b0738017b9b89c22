// Fetching from a server that behaves.

import Foundation
import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct FetchingTests {
    @Test func theAnswerHasBodyHeadersHashAndValidators() async throws {
        try await withServer { _, connection in
            connection.answer(
                200, ["ETag: \"v1\"", "Last-Modified: Mon, 01 Sep 2025 06:00:00 GMT", "X-A: 1", "x-a: 2"], text: "abc")
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url("/feed.csv?key=k")))
            #expect(answer.status == 200)
            #expect(answer.bytes == [UInt8]("abc".utf8))
            #expect(answer.decodedByteCount == 3)
            #expect(answer.sha256Hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(answer.headers["x-A"] == "1")
            #expect(answer.headers.all("X-a") == ["1", "2"])
            #expect(answer.validators == Validators(etag: "\"v1\"", lastModified: "Mon, 01 Sep 2025 06:00:00 GMT"))
            #expect(answer.isKnownToBeWhole && !answer.notModified)
            let request = try #require(server.requests.first)
            #expect(request.path == "/feed.csv?key=k")
            #expect(request.headers["user-agent"] == "sendgate/1")
            #expect(request.headers["accept-encoding"] == "gzip")
        }
    }

    @Test func anUnchangedResourceIsNotSentAgainAndTheFileIsLeftAlone() async throws {
        let path = temporaryPath("unchanged")
        defer { unlink(path) }
        try Data("before".utf8).write(to: URL(fileURLWithPath: path))
        try await withServer { request, connection in
            let isKnown = request.headers["if-none-match"] == "\"v1\""
            connection.send("HTTP/1.1 \(isKnown ? "304 Not Modified" : "500 Fault\r\nContent-Length: 0")\r\n\r\n")
        } then: { server, engine in
            var request = TransferRequest.get(server.url(), to: .file(path: path, limit: 100))
            request.validators = Validators(etag: "\"v1\"", lastModified: "Mon, 01 Sep 2025 06:00:00 GMT")
            let answer = try await engine.perform(request)
            #expect(answer.notModified && answer.status == 304 && answer.body == .none)
            #expect(answer.validators == request.validators)
            #expect(server.requests.first?.headers["if-modified-since"] == "Mon, 01 Sep 2025 06:00:00 GMT")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
        }
    }

    @Test func notModifiedWithoutBeingAskedIsAnError() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 304 Not Modified\r\n\r\n")
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
            #expect(error?.kind == .answered(status: 304))
        }
    }

    @Test func aLargeBodyGoesToItsFile() async throws {
        let path = temporaryPath("large")
        defer { unlink(path) }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try await withServer { _, connection in
            connection.answer(200, body: body)
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url(), to: .file(path: path, limit: body.count)))
            #expect(answer.body == .file(path: path))
            #expect(answer.decodedByteCount == body.count)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(body))
            try answer.makeDurable()
        }
    }

    @Test func anEmptyBodyMakesAnEmptyFile() async throws {
        let path = temporaryPath("empty")
        defer { unlink(path) }
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url(), to: .file(path: path, limit: 10)))
            #expect(answer.decodedByteCount == 0)
            #expect(answer.sha256Hex.hasPrefix("e3b0c44298fc1c14"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).isEmpty)
        }
    }

    @Test func aCompressedBodyIsDecodedAndHashedDecoded() async throws {
        try await withServer { _, connection in
            connection.answer(200, ["Content-Encoding: gzip"], body: Compressed.feed + Compressed.feed + [0, 0])
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url()))
            #expect(String(decoding: answer.bytes, as: UTF8.self) == Compressed.feedText + Compressed.feedText)
            #expect(answer.decodedByteCount == Compressed.feedText.utf8.count * 2)
        }
    }

    @Test func chunksAreJoined() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url()))
            #expect(answer.bytes == [UInt8]("abcde".utf8) && answer.isKnownToBeWhole)
        }
    }

    @Test func anAnswerWithoutAnyLengthSaysThatItMayBeCut() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc")
            connection.hangUp()
        } then: { server, engine in
            let answer = try await engine.perform(.get(server.url()))
            #expect(answer.bytes == [UInt8]("abc".utf8) && !answer.isKnownToBeWhole)
        }
    }

    @Test func aRedirectWithinTheOriginIsFollowedWithTheSecret() async throws {
        try await withServer { request, connection in
            request.path == "/new" ? connection.answer(200, text: "moved") : connection.answer(302, ["Location: /new"])
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/old"))
            request.headers = [("Authorization", .bearer(Secret(name: "t", bytes: [UInt8]("abc".utf8))))]
            let answer = try await engine.perform(request)
            #expect(answer.bytes == [UInt8]("moved".utf8))
            #expect(answer.address.text == server.url("/new"))
            #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer abc", "Bearer abc"])
            #expect(server.connections == 1)
        }
    }

    @Test func secretsAreSentInTheirForms() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            let secret = Secret(name: "feed", bytes: [UInt8]("open sesame".utf8))
            var request = TransferRequest.get(server.url())
            request.headers = [
                ("X-Api-Key", .secret(secret)), ("Authorization", .basic(user: "Aladdin", password: secret)),
                ("X-Empty", .plain("")), ("Accept", .plain("text/csv")),
            ]
            _ = try await engine.perform(request)
            let headers = try #require(server.requests.first?.headers)
            #expect(headers["x-api-key"] == "open sesame")
            // The example of RFC 7617, section 2.
            #expect(headers["authorization"] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
            #expect(headers["x-empty"] == "" && headers["accept"] == "text/csv")
        }
    }

    @Test func aGetIsTriedAgainAndThePausesAreThoseOfThePolicy() async throws {
        let times = Atomic(0)
        try await withServer { _, connection in
            switch times.add(1, ordering: .relaxed).newValue {
            case 1: connection.answer(503, ["Retry-After: 7"])
            case 2:
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nat l")
                connection.hangUp()
            default: connection.answer(200, text: "at last")
            }
        } then: { server, engine in
            let pauses = Mutex<[Double]>([])
            let answer = try await engine.perform(
                .get(server.url()), retrying: .pull, sleep: { seconds in pauses.withLock { $0.append(seconds) } },
                elapsed: { 0 }, draw: { 0.5 })
            #expect(answer.bytes == [UInt8]("at last".utf8))
            #expect(pauses.withLock { $0 } == [7.5, 1])
        }
    }

    @Test func givingUpSaysHowOftenAndWhy() async throws {
        try await withServer { request, connection in
            connection.answer(request.path == "/gone" ? 404 : 500)
        } then: { server, engine in
            for (path, attempts, reason) in [
                ("/gone", 1, RetryAction.Reason.notWorthRetrying), ("/", 4, .attemptsUsedUp),
            ] {
                let error = await failure { () throws(TransferError) in
                    try await engine.perform(
                        .get(server.url(path)), retrying: .pull, sleep: { _ in }, elapsed: { 0 }, draw: { 0 })
                }
                #expect(error?.attempts == attempts)
                #expect(error?.gaveUp == reason)
            }
        }
    }
}
