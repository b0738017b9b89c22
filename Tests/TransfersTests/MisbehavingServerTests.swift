// Servers that are slow, lie, stop in the middle or never stop.

import Foundation
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct MisbehavingServerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: [UInt8]
        var kind: TransferError.Kind
        var isWorthRetrying: Bool

        init(_ name: String, _ head: String, _ body: [UInt8], _ kind: TransferError.Kind, retry: Bool) {
            testDescription = name
            answer = [UInt8]("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n".utf8) + body
            self.kind = kind
            isWorthRetrying = retry
        }
    }

    static let gzip = "Content-Encoding: gzip\r\nContent-Length: "
    static let feed = Compressed.feed
    static let broken = feed.enumerated().map { $0.offset == feed.count - 6 ? $0.element ^ 1 : $0.element }
    static let cases = [
        Case("shorter than its length", "Content-Length: 10", [UInt8]("abc".utf8), .cutShort, retry: true),
        Case("chunk cut", "Transfer-Encoding: chunked", [UInt8]("5\r\nab".utf8), .cutShort, retry: true),
        Case("last chunk missing", "Transfer-Encoding: chunked", [UInt8]("2\r\nab\r\n".utf8), .cutShort, retry: true),
        Case("compressed stream cut", "\(gzip)\(feed.count - 9)", feed.dropLast(9), .cutShort, retry: true),
        Case("checksum cut", "\(gzip)\(feed.count - 3)", feed.dropLast(3), .cutShort, retry: true),
        Case("second stream cut", "\(gzip)\(feed.count + 20)", feed + feed.prefix(20), .cutShort, retry: true),
        Case("checksum wrong", "\(gzip)\(feed.count)", broken, .damaged, retry: true),
        Case("not compressed", "\(gzip)5", [UInt8]("hello".utf8), .damaged, retry: true),
        Case("rubbish behind", "\(gzip)\(feed.count + 5)", feed + [UInt8]("hello".utf8), .damaged, retry: true),
        Case("another compression", "Content-Encoding: br\r\nContent-Length: 1", [1], .unknownEncoding, retry: false),
        Case("too large, said so", "Content-Length: 500001", [1], .bodyTooLarge(limit: 500_000), retry: false),
        Case(
            "too large, decoded", "\(gzip)\(Compressed.bomb.count)", Compressed.bomb, .bodyTooLarge(limit: 500_000),
            retry: false),
        Case(
            "endless headers",
            String(repeating: "X-Filler: \(String(repeating: "f", count: 1000))\r\n", count: 80) + "X: y",
            [], .headersTooLarge, retry: false),
    ]

    @Test(arguments: cases) func isNoticedAndLeavesNoFile(_ example: Case) async throws {
        let path = temporaryPath("bad")
        try await withServer { _, connection in
            connection.send(example.answer)
            connection.hangUp()
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in
                try await engine.perform(.get(server.url(), to: .file(path: path, limit: 500_000)))
            }
            #expect(error?.kind == example.kind)
            #expect(error?.isWorthRetrying == example.isWorthRetrying)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func anEndlessBodyIsCutAtTheLimit() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            let block = [UInt8](repeating: 0x61, count: 65_536)
            while connection.send(block) {}
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in
                try await engine.perform(.get(server.url(), limit: 1_000_000))
            }
            #expect(error?.kind == .bodyTooLarge(limit: 1_000_000))
        }
    }

    @Test func anEndlessErrorPageIsCutAndItsStatusKept() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 404 Not Found\r\n\r\n")
            let block = [UInt8](repeating: 0x61, count: 65_536)
            while connection.send(block) {}
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
            #expect(error?.kind == .answered(status: 404))
        }
    }

    @Test func silenceIsTooSlow() async throws {
        try await withServer { _, connection in
            connection.waitForHangUp()
        } then: { server, engine in
            var request = TransferRequest.get(server.url())
            request.timeouts.lowSpeedTime = .seconds(1)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .tooSlow)
        }
    }

    @Test func anAnswerThatTricklesRunsOutOfTime() async throws {
        try await withServer { _, connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab")
            connection.waitForHangUp()
        } then: { server, engine in
            var request = TransferRequest.get(server.url())
            request.timeouts.total = .milliseconds(300)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .timedOut)
            #expect(error?.isWorthRetrying == true)
        }
    }

    @Test(arguments: [
        ("http://127.0.0.2:1/", "http://127.0.0.2:1"), ("https://other.example/x?token=t", "https://other.example"),
        ("file:///etc/passwd", "an unreadable address"),
    ])
    func aRedirectElsewhereIsRefused(_ location: String, _ named: String) async throws {
        try await withServer { _, connection in
            connection.answer(302, ["Location: \(location)"])
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
            #expect(error?.kind == .redirectRefused(to: named))
            #expect(error?.isWorthRetrying == false)
        }
    }

    @Test func redirectsInACircleEnd() async throws {
        try await withServer { _, connection in
            connection.answer(302, ["Location: /again"])
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
            #expect(error?.kind == .tooManyRedirects)
            #expect(server.requests.count == 6)
        }
    }

    @Test func whatIsPostedFollowsNoRedirect() async throws {
        try await withServer { _, connection in
            connection.answer(307, ["Location: /other"])
        } then: { server, engine in
            let error = await failure { () throws(TransferError) in
                try await engine.perform(.post([1, 2, 3], to: server.url()))
            }
            #expect(error?.kind == .redirectRefused(to: "http://127.0.0.1:\(server.port)"))
            #expect(server.requests.count == 1)
        }
    }

    @Test func aClosedDoorIsNoConnection() async throws {
        let server = try TestServer { _, _ in }
        server.stop()
        try await withEngine { engine in
            // The listener's thread closes it in its own time: until then it may still accept and hang up.
            var error: TransferError?
            repeat {
                error = await failure { () throws(TransferError) in try await engine.perform(.get(server.url())) }
            } while error?.kind == .connectionLost
            #expect(error?.kind == .couldNotConnect)
            #expect(error?.isWorthRetrying == true)
        }
    }

    @Test(arguments: ["a\r\nX-Other: b", "a\u{0}b", "a\nb"])
    func aHeaderCannotSmuggleAnother(_ value: String) async throws {
        try await withEngine { engine in
            var request = TransferRequest.get("http://127.0.0.1:1/")
            request.headers = [("X-Key", .secret(Secret(name: "k", bytes: [UInt8](value.utf8))))]
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .headerNotUsable(name: "X-Key"))
        }
    }

    @Test func aFullOrMissingFolderIsSaidSo() async throws {
        try await withServer { _, connection in
            connection.answer(200, text: "abc")
        } then: { server, engine in
            let path = temporaryPath("missing") + "/feed.csv"
            let error = await failure { () throws(TransferError) in
                try await engine.perform(.get(server.url(), to: .file(path: path, limit: 100)))
            }
            #expect(error?.kind == .couldNotWrite(code: ENOENT))
        }
    }
}
