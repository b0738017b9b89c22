// The gate itself, between this process and servers on loopback.

import Foundation
import Glibc
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct GateTests {
    @Test func aGrantedServerIsReachedByItsNameAndAnotherIsNot() async throws {
        let server = try Echo()
        defer { server.server.stop() }
        let origin = "https://mis.test-council.org:\(server.server.port)"
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin(origin, network: .loopback)], settings: leading(to: "127.0.0.1"))
        defer { gate.close() }
        let client = try Client(gate)
        #expect(try client.connect("mis.test-council.org:\(server.server.port)").hasPrefix("HTTP/1.1 200 "))
        #expect(client.echo("hello") == "hello")
        client.endSending()
        #expect(client.rest() == "the end")

        let other = try Client(gate)
        let answer = try other.connect("other.test-council.org:\(server.server.port)")
        #expect(
            answer.hasPrefix("HTTP/1.1 403 other.test-council.org:\(server.server.port) isn't granted"), "\(answer)")
        #expect(server.server.connections == 1)
        #expect(gate.troubles.all.map(\.kind) == [.notGranted])
    }

    @Test func muchGoesThroughBothWaysWithoutALoss() async throws {
        let server = try Echo()
        defer { server.server.stop() }
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin("https://localhost:\(server.server.port)", network: .loopback)])
        defer { gate.close() }
        let client = try Client(gate)
        #expect(try client.connect("localhost:\(server.server.port)").hasPrefix("HTTP/1.1 200 "))
        let bytes = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 9) }
        // More than all buffers on the way hold.
        Thread.detachNewThread {
            client.connection.send(bytes)
            client.endSending()
        }
        var came: [UInt8] = []
        while let piece = client.connection.receive() { came += piece }
        #expect(came.count == bytes.count + 7)
        #expect(came.starts(with: bytes))
    }

    @Test(arguments: [
        ("10.0.0.1", Network.public, GateTrouble.Kind.wrongNetwork(.public)),
        ("169.254.169.254", .private, .wrongNetwork(.private)), ("127.0.0.1", .public, .wrongNetwork(.public)),
        ("nowhere", .public, .notFound),
    ])
    func aNameThatLeadsElsewhereIsNotConnected(
        _ address: String, _ network: Network, _ kind: GateTrouble.Kind
    ) throws {
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin("https://mis.test-council.org", network: network)],
            settings: leading(to: address))
        defer { gate.close() }
        let answer = try Client(gate).connect("mis.test-council.org:443")
        #expect(answer.hasPrefix("HTTP/1.1 \(kind == .notFound ? 502 : 403) "), "\(answer)")
        #expect(gate.troubles.all.map(\.kind) == [kind])
    }

    @Test func aServerThatIsNotThereIsSaidSo() throws {
        let server = try Echo()
        server.server.stop()
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin("https://localhost:1", network: .loopback)], settings: leading(to: "127.0.0.1"))
        defer { gate.close() }
        #expect(try Client(gate).connect("localhost:1").hasPrefix("HTTP/1.1 502 localhost:1 couldn't be connected to"))
        #expect(gate.troubles.all.map(\.kind) == [.notConnected])
    }

    @Test func withoutItsWordNobodyIsLetThrough() throws {
        let gate = try NetworkGate(hosts: [try DeclaredOrigin("https://localhost:1", network: .loopback)])
        defer { gate.close() }
        let answer = try Client(gate, word: "guessed").connect("localhost:1")
        #expect(answer.hasPrefix("HTTP/1.1 407 "))
        #expect(answer.contains("Proxy-Authenticate: Basic"))
        // What others try isn't told as the tap's.
        #expect(gate.troubles.all.isEmpty)
    }

    @Test func aWordThatIsNotSaidInTimeOrNeverEndsIsHungUpOn() throws {
        var settings = NetworkGate.Settings()
        settings.headTime = .milliseconds(200)
        let gate = try NetworkGate(hosts: [], settings: settings)
        defer { gate.close() }
        let silent = try Client(gate)
        #expect(silent.rest() == "")
        let endless = try Client(gate)
        while endless.connection.send(String(repeating: "x", count: 4096)) {}
        #expect(endless.rest() == "")
    }

    @Test func noMoreConnectionsThanItMayHaveAreServed() throws {
        let server = try Echo()
        defer { server.server.stop() }
        var settings = leading(to: "127.0.0.1")
        settings.connections = 2
        let host = "localhost:\(server.server.port)"
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin("https://\(host)", network: .loopback)], settings: settings)
        defer { gate.close() }
        let clients = try [Client(gate), Client(gate)]
        for client in clients { #expect(try client.connect(host).hasPrefix("HTTP/1.1 200 ")) }
        #expect(try Client(gate).connect(host) == "")
        for client in clients { #expect(client.echo("still") == "still") }
    }

    @Test func aConnectionThatSaysNothingForTooLongEnds() throws {
        let server = try Echo()
        defer { server.server.stop() }
        var settings = leading(to: "127.0.0.1")
        settings.idleTime = .milliseconds(300)
        let host = "localhost:\(server.server.port)"
        let gate = try NetworkGate(
            hosts: [try DeclaredOrigin("https://\(host)", network: .loopback)], settings: settings)
        defer { gate.close() }
        let client = try Client(gate)
        #expect(try client.connect(host).hasPrefix("HTTP/1.1 200 "))
        #expect(client.rest() == "")
    }

    @Test func whatGoesThroughEndsWithTheGate() throws {
        let server = try Echo()
        defer { server.server.stop() }
        let host = "localhost:\(server.server.port)"
        let gate = try NetworkGate(hosts: [try DeclaredOrigin("https://\(host)", network: .loopback)])
        let client = try Client(gate)
        #expect(try client.connect(host).hasPrefix("HTTP/1.1 200 "))
        #expect(client.echo("a") == "a")
        gate.close()
        #expect(client.rest() == "")
        var isOver = false
        for _ in 0..<200 where !isOver {
            isOver = (try? Client(gate)) == nil
            if !isOver { usleep(10_000) }
        }
        #expect(isOver)
    }

    // MARK: Through the operator's proxy

    @Test func theWayGoesOnThroughTheOperatorsProxyWithItsOwnWord() throws {
        let server = try Echo()
        defer { server.server.stop() }
        let proxy = try TestProxy(to: server.server.port)
        defer { proxy.server.stop() }
        let gate = try NetworkGate(
            hosts: [try host(through: proxy, user: "ann")], settings: leading(to: "8.8.8.8"))
        defer { gate.close() }
        let client = try Client(gate)
        #expect(try client.connect("feeds.test-council.org:443").hasPrefix("HTTP/1.1 200 "))
        #expect(client.echo("through both") == "through both")
        let head = try #require(proxy.heads.first)
        #expect(head.hasPrefix("CONNECT feeds.test-council.org:443 HTTP/1.1\r\nHost: feeds.test-council.org:443\r\n"))
        // The example of RFC 7617, for ann:open sesame; the gate's own word stays here.
        #expect(head.contains("Proxy-Authorization: Basic YW5uOm9wZW4gc2VzYW1l\r\n"))
        #expect(head.components(separatedBy: "Proxy-Authorization").count == 2)
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n", GateTrouble.Kind.refusedByProxy(status: 407)),
        ("HTTP/1.1 403 No\r\n\r\n", .refusedByProxy(status: 403)), ("rubbish\r\n\r\n", .refusedByProxy(status: 0)),
        ("", .noProxy),
    ])
    func itsRefusalIsTold(_ answer: String, _ kind: GateTrouble.Kind) throws {
        let proxy = try TestProxy(to: nil, answer: answer)
        defer { proxy.server.stop() }
        let gate = try NetworkGate(hosts: [try host(through: proxy)], settings: leading(to: "8.8.8.8"))
        defer { gate.close() }
        #expect(try Client(gate).connect("feeds.test-council.org:443").hasPrefix("HTTP/1.1 502 "))
        #expect(gate.troubles.all.map(\.kind) == [kind])
    }

    @Test(arguments: [["8.8.8.8", "10.0.0.1"], ["169.254.169.254"]])
    func aProxyIsNotSentWhereTheGateWouldNotGo(_ addresses: [String]) throws {
        let proxy = try TestProxy(to: nil, answer: "")
        defer { proxy.server.stop() }
        let gate = try NetworkGate(hosts: [try host(through: proxy)], settings: leading(to: addresses))
        defer { gate.close() }
        #expect(try Client(gate).connect("feeds.test-council.org:443").hasPrefix("HTTP/1.1 403 "))
        #expect(gate.troubles.all.map(\.kind) == [.wrongNetwork(.public)])
        #expect(proxy.heads.isEmpty)
    }

    private func host(through proxy: TestProxy, user: String? = nil) throws -> DeclaredOrigin {
        var host = try DeclaredOrigin("https://feeds.test-council.org")
        let password = user.map { _ in Secret(name: "proxy", bytes: [UInt8]("open sesame".utf8)) }
        host.proxy = try Proxy(proxy.server.url(), network: .loopback, user: user, password: password)
        return host
    }

    private func leading(to addresses: [String]) -> NetworkGate.Settings {
        var settings = NetworkGate.Settings()
        let found = addresses.compactMap { NetworkAddress($0) }
        settings.lookUp = { _ in found.isEmpty ? nil : found }
        return settings
    }

    private func leading(to address: String) -> NetworkGate.Settings { leading(to: [address]) }
}

/// A server that gives back what it is sent, and says so at the end.
private struct Echo {
    let server = try! TestServer(raw: { connection in
        while let piece = connection.receive() { connection.send(piece) }
        connection.send("the end")
    })

    init() throws {}
}

/// A program at the gate.
private struct Client: Sendable {
    let connection: TestServer.Connection
    private let word: String

    init(_ gate: NetworkGate, word: String? = nil) throws {
        guard let connection = TestProxy.connect(Int(gate.port)) else { throw POSIXError(.ECONNREFUSED) }
        self.connection = connection
        self.word = word ?? String(decoding: gate.secret, as: UTF8.self)
    }

    /// The answer's head and, of a refusal, its body.
    func connect(_ host: String) throws -> String {
        let credential = Data("tap:\(word)".utf8).base64EncodedString()
        connection.send("CONNECT \(host) HTTP/1.1\r\nHost: \(host)\r\nProxy-Authorization: Basic \(credential)\r\n\r\n")
        var came: [UInt8] = []
        while !String(decoding: came, as: UTF8.self).contains("\r\n\r\n"), let piece = connection.receive() {
            came += piece
        }
        return String(decoding: came, as: UTF8.self)
    }

    func echo(_ text: String) -> String {
        connection.send(text)
        return connection.receive().map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func endSending() { shutdown(connection.socket, Int32(SHUT_WR)) }

    func rest() -> String {
        var came: [UInt8] = []
        while let piece = connection.receive() { came += piece }
        return String(decoding: came, as: UTF8.self)
    }
}
