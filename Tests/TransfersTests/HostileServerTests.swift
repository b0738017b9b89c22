// Servers that mean harm. Each ends within its limits, with its own message, while another partner's transfers go on.

import Foundation
import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(2)), .serialized) struct HostileServerTests {
    struct Hostility: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: TransferError.Kind
        /// Whether it is met in the TLS of an `https` address.
        var isTLS = false
        let manner: TestServer.Manner

        init(
            _ name: String, _ kind: TransferError.Kind, tls: Bool = false, _ manner: @escaping TestServer.Manner
        ) {
            testDescription = name
            self.kind = kind
            isTLS = tls
            self.manner = manner
        }
    }

    static let limit = 3_000_000

    static func head(_ connection: TestServer.Connection, _ lines: String...) {
        _ = connection.receive()
        connection.send("HTTP/1.1 200 OK\r\n" + lines.map { "\($0)\r\n" }.joined() + "\r\n")
    }

    /// A byte at a time, so slowly that each limit of speed is missed.
    static func trickle(_ connection: TestServer.Connection, _ text: String) {
        for byte in text.utf8 {
            guard connection.send([byte]) else { return }
            Thread.sleep(forTimeInterval: 0.3)
        }
        connection.waitForHangUp()
    }

    /// The same again until the client has had enough.
    static func flood(_ connection: TestServer.Connection, _ block: [UInt8]) { while connection.send(block) {} }

    static let letters = [UInt8](repeating: 0x61, count: 65_536)

    static let all: [Hostility] = [
        Hostility("headers a byte at a time", .tooSlow) { connection in
            _ = connection.receive()
            trickle(connection, "HTTP/1.1 200 OK\r\nX-Filler: \(String(repeating: "a", count: 100))")
        },
        Hostility("a body a byte at a time", .tooSlow) { connection in
            head(connection, "Content-Length: 1000")
            trickle(connection, String(repeating: "a", count: 100))
        },
        Hostility("never accepts TLS", .couldNotConnectInTime, tls: true) { $0.waitForHangUp() },
        Hostility("TLS a byte at a time", .couldNotConnectInTime, tls: true) { connection in
            trickle(connection, "\u{16}\u{3}\u{3}\u{0}\u{7f}\u{2}" + String(repeating: "a", count: 60))
        },
        Hostility("garbage for TLS", .secureConnectionFailed, tls: true) { flood($0, letters) },
        Hostility("plain HTTP for TLS", .secureConnectionFailed, tls: true) { connection in
            head(connection, "Content-Length: 0")
        },
        Hostility("a reset in TLS", .secureConnectionFailed, tls: true) { connection in
            _ = connection.receive()
            connection.reset()
        },
        Hostility("an endless body", .bodyTooLarge(limit: limit)) { connection in
            head(connection)
            flood(connection, letters)
        },
        Hostility("an endless body in chunks", .bodyTooLarge(limit: limit)) { connection in
            head(connection, "Transfer-Encoding: chunked")
            flood(connection, [UInt8]("10000\r\n".utf8) + letters + [13, 10])
        },
        Hostility("a chunk without an end", .bodyTooLarge(limit: limit)) { connection in
            head(connection, "Transfer-Encoding: chunked")
            connection.send("7fffffffffffffff\r\n")
            flood(connection, letters)
        },
        Hostility("a chunk's length without an end", .notHTTP) { connection in
            head(connection, "Transfer-Encoding: chunked")
            flood(connection, [UInt8](repeating: 0x30, count: 65_536))
        },
        Hostility("10 GB from 10 MB of gzip", .bodyTooLarge(limit: limit)) { connection in
            // Each stream is a kilobyte for a million zeros: ten thousand of them.
            let block = (0..<50).flatMap { _ in Compressed.bomb }
            head(connection, "Content-Encoding: gzip", "Content-Length: \(Compressed.bomb.count * 10_000)")
            for _ in 0..<200 { guard connection.send(block) else { return } }
        },
        Hostility("gzip in gzip", .unknownEncoding) { connection in
            head(connection, "Content-Encoding: gzip, gzip", "Content-Length: \(Compressed.bomb.count)")
            connection.send(Compressed.bomb)
        },
        Hostility("gzip in gzip in two headers", .unknownEncoding) { connection in
            head(connection, "Content-Encoding: gzip", "Content-Encoding: gzip", "Content-Length: 4")
            connection.send("abcd")
        },
        Hostility("an answer longer than its length", .longerThanStated) { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")
        },
        Hostility("two lengths", .notHTTP) { connection in
            head(connection, "Content-Length: 3", "Content-Length: 5")
            connection.send("abcde")
        },
        Hostility("a length that is none", .notHTTP) { connection in
            head(connection, "Content-Length: -5")
            connection.send("abcde")
        },
        Hostility("a length of exabytes", .bodyTooLarge(limit: limit)) { connection in
            head(connection, "Content-Length: 9000000000000000000")
            flood(connection, letters)
        },
        Hostility("10 MB in one header", .headersTooLarge) { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 200 OK\r\nX-Filler: ")
            for _ in 0..<160 { guard connection.send(letters) else { return } }
            connection.send("\r\n\r\n")
        },
        Hostility("a million headers", .headersTooLarge) { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 200 OK\r\n")
            let block = [UInt8](String(repeating: "X-A: b\r\n", count: 10_000).utf8)
            for _ in 0..<100 { guard connection.send(block) else { return } }
            connection.send("\r\n")
        },
        Hostility("trailers without an end", .headersTooLarge) { connection in
            head(connection, "Transfer-Encoding: chunked")
            connection.send("1\r\na\r\n0\r\n")
            flood(connection, [UInt8](String(repeating: "X-A: b\r\n", count: 1000).utf8))
        },
        Hostility("interim answers without an end", .headersTooLarge) { connection in
            _ = connection.receive()
            flood(connection, [UInt8](String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 100).utf8))
        },
        Hostility("HTTP/0.9", .notHTTP) { connection in
            _ = connection.receive()
            connection.send("urn,name\n900001,Oak Lane Primary\n")
        },
        Hostility("another protocol", .notHTTP) { connection in
            connection.send("220 mail.partner.example ESMTP\r\n")
            connection.waitForHangUp()
        },
        Hostility("a reset before the answer", .connectionLost) { connection in
            _ = connection.receive()
            connection.reset()
        },
        Hostility("a reset within the headers", .connectionLost) { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 200 OK\r\nContent-Le")
            connection.reset()
        },
        Hostility("a reset within the body", .connectionLost) { connection in
            head(connection, "Content-Length: 1000")
            connection.send("abc")
            Thread.sleep(forTimeInterval: 0.05)
            connection.reset()
        },
        Hostility("hangs up without a word", .connectionLost) { connection in
            _ = connection.receive()
            connection.hangUp()
        },
        Hostility("redirects to itself", .tooManyRedirects) { connection in
            while connection.receive() != nil {
                connection.send("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")
            }
        },
        Hostility("an endless redirect", .redirectRefused(to: "https://elsewhere.example")) { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\n\r\n")
            flood(connection, letters)
        },
    ]

    @Test(arguments: all)
    func endsWithinItsLimitsAndHoldsUpNobody(_ hostility: Hostility) async throws {
        let bad = try TestServer(raw: hostility.manner)
        defer { bad.stop() }
        let path = temporaryPath("hostile")
        try await withServer { _, connection in
            connection.answer(200, text: "on time")
        } then: { good, engine in
            let url = hostility.isTLS ? "https://127.0.0.1:\(bad.port)/" : bad.url()
            var request = TransferRequest.get(url, to: .file(path: path, limit: Self.limit))
            request.timeouts = Timeouts(
                connect: .seconds(2), total: .seconds(20), lowSpeed: 20, lowSpeedTime: .seconds(1))
            let asked = request
            let isOver = Atomic(false)
            let before = Self.memory()
            async let error = failure { () throws(TransferError) in
                do throws(TransferError) {
                    let answer = try await engine.perform(asked)
                    isOver.store(true, ordering: .relaxed)
                    return answer
                } catch {
                    isOver.store(true, ordering: .relaxed)
                    throw error
                }
            }
            // The other partner is served all the while, and once more after it.
            repeat {
                let answer = try await engine.perform(.get(good.url()))
                #expect(answer.bytes == [UInt8]("on time".utf8))
                // Other tests want the machine too.
                try await Task.sleep(for: .milliseconds(20))
            } while !isOver.load(ordering: .relaxed)
            let found = await error
            #expect(found?.kind == hostility.kind)
            #expect(found?.message.isEmpty == false)
            #expect(!FileManager.default.fileExists(atPath: path))
            // Kilobytes, other tests of this process included: nothing keeps what it is sent.
            #expect(Self.memory() - before < 200_000)
        }
    }

    /// Of this process, in kilobytes.
    private static func memory() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }

    /// A proxy's words on the way to the server count like headers.
    @Test func aProxyThatNeverStopsTalkingIsCut() async throws {
        let proxy = try TestServer(raw: { connection in
            _ = connection.receive()
            connection.send("HTTP/1.1 200 Fine\r\n")
            Self.flood(connection, [UInt8](String(repeating: "X-A: b\r\n", count: 1000).utf8))
        })
        defer { proxy.stop() }
        var settings = TransferEngine.Settings()
        settings.lookUp = { _ in nil }
        try await withEngine(settings) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try DeclaredOrigin(request.url)]
            request.origins[0].proxy = try Proxy(proxy.url(), network: .loopback)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .headersTooLarge)
        }
    }
}
