// Through a proxy, as councils force it.

import Foundation
import Glibc
import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSL.path)))
    func httpsGoesThroughByConnectAndTheProxySeesNothingOfTheRequest() async throws {
        try await OpenSSL.serving(name: "feeds.test-council.org") { port, certificate in
            let proxy = try TestProxy(to: port)
            defer { proxy.server.stop() }
            try await withEngine(lookingUp("8.8.8.8")) { engine in
                var request = TransferRequest.get("https://feeds.test-council.org/secret-path")
                request.headers = [("X-Key", .secret(Secret(name: "k", bytes: [UInt8]("canary".utf8))))]
                request.origins = [try declared("https://feeds.test-council.org", through: proxy, user: "ann")]
                request.origins[0].trusted = try trusted(certificate)
                #expect(try await engine.perform(request).status == 200)
            }
            let head = try #require(proxy.heads.first)
            #expect(head.hasPrefix("CONNECT feeds.test-council.org:443 HTTP/1.1\r\n"))
            // The example of RFC 7617, for ann:open sesame.
            #expect(head.contains("Proxy-Authorization: Basic YW5uOm9wZW4gc2VzYW1l\r\n"))
            #expect(!head.contains("canary") && !head.contains("secret-path"))
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let answer: String
        let fault: TransferError.ProxyFault
        let again: Bool
        let says: String
        var testDescription: String { "\(fault)" }
    }

    @Test(arguments: [
        Refusal(
            answer: "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
            fault: .signInRefused, again: false, says: "wants a user name and password"),
        Refusal(
            answer: "HTTP/1.1 403 No\r\nContent-Length: 3\r\n\r\nno!", fault: .refused(status: 403), again: false,
            says: "refused to connect us (status 403)"),
        Refusal(
            answer: "HTTP/1.1 502 Gone\r\nContent-Length: 0\r\n\r\n", fault: .refused(status: 502), again: true,
            says: "(status 502)"),
        Refusal(answer: "", fault: .lost, again: true, says: "hung up"),
        Refusal(answer: "silence", fault: .silent, again: true, says: "didn't answer in time"),
    ])
    func itsRefusalsHaveTheirOwnMessages(_ refusal: Refusal) async throws {
        let proxy = try TestProxy(to: nil, answer: refusal.answer)
        defer { proxy.server.stop() }
        try await withEngine(lookingUp("8.8.8.8")) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try declared("https://feeds.test-council.org", through: proxy)]
            request.timeouts.connect = .milliseconds(500)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .proxy(refusal.fault))
            #expect(error?.isWorthRetrying == refusal.again)
            #expect(error?.message.contains(refusal.says) == true)
        }
    }

    @Test func aProxyThatIsNotThereIsSaidSo() async throws {
        let proxy = try TestProxy(to: nil)
        proxy.server.stop()
        try await withEngine(lookingUp("8.8.8.8")) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try declared("https://feeds.test-council.org", through: proxy)]
            var error: TransferError?
            repeat {
                error = await failure { () throws(TransferError) in try await engine.perform(request) }
            } while error?.kind == .proxy(.lost)
            #expect(error?.kind == .proxy(.couldNotConnect))
        }
    }

    @Test(arguments: [
        ("10.0.0.1", Network.public), ("127.0.0.1", .private), ("169.254.169.254", .private), ("127.0.0.1", .public),
    ])
    func theNameIsJudgedHereToo(_ address: String, _ network: Network) async throws {
        let proxy = try TestProxy(to: nil, answer: "")
        defer { proxy.server.stop() }
        try await withEngine(lookingUp("8.8.8.8", address)) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try declared("https://feeds.test-council.org", network, through: proxy)]
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .addressNotAllowed(network))
            #expect(proxy.heads.isEmpty)
        }
    }

    @Test func aNameThatOnlyTheProxyKnowsIsLeftToIt() async throws {
        let proxy = try TestProxy(to: nil, answer: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.server.stop() }
        var settings = TransferEngine.Settings()
        settings.lookUp = { _ in nil }
        try await withEngine(settings) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try declared("https://feeds.test-council.org", through: proxy)]
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .proxy(.refused(status: 403)))
            #expect(proxy.heads.count == 1)
        }
    }

    @Test func aProxyOutsideItsOwnNetworkIsNotUsed() async throws {
        let proxy = try TestProxy(to: nil)
        defer { proxy.server.stop() }
        var settings = lookingUp("8.8.8.8")
        settings.names = ["proxy.test-council.org:\(proxy.server.port):127.0.0.1"]
        try await withEngine(settings) { engine in
            var request = TransferRequest.get("https://feeds.test-council.org/")
            request.origins = [try DeclaredOrigin("https://feeds.test-council.org")]
            request.origins[0].proxy = try Proxy("http://proxy.test-council.org:\(proxy.server.port)")
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .proxy(.addressNotAllowed))
            #expect(proxy.server.connections == 0)
        }
        #expect(throws: TransferError.self) { try Proxy("http://127.0.0.1:3128") }
        #expect(throws: TransferError.self) { try Proxy("http://169.254.169.254:3128") }
        #expect(throws: TransferError.self) { try Proxy("socks5://10.0.0.1:3128") }
    }

    @Test func aProxyForAllIsForPublicOriginsThatDoNotSayOtherwise() async throws {
        let proxy = try TestProxy(to: nil, answer: "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.server.stop() }
        var settings = lookingUp("8.8.8.8")
        settings.proxy = try Proxy(proxy.server.url(), network: .loopback)
        // What goes without the proxy is led to this machine, and refused there.
        settings.names = ["feeds.test-council.org:443:127.0.0.1"]
        try await withEngine(settings) { engine in
            for (network, isDirect) in [(Network.public, false), (.public, true), (.private, false)] {
                var request = TransferRequest.get("https://feeds.test-council.org/")
                request.origins = [try DeclaredOrigin(request.url, network: network)]
                request.origins[0].isDirect = isDirect
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                let isProxied = network == .public && !isDirect
                #expect(error?.kind == (isProxied ? .proxy(.refused(status: 403)) : .addressNotAllowed(network)))
            }
            #expect(proxy.heads.count == 1)
        }
    }

    @Test func loopbackGoesThroughNoProxy() async throws {
        let proxy = try TestProxy(to: nil)
        defer { proxy.server.stop() }
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            var request = TransferRequest.get(server.url())
            request.origins[0].proxy = try Proxy(proxy.server.url(), network: .loopback)
            _ = try await engine.perform(request)
            #expect(proxy.heads.isEmpty && server.requests.count == 1)
        }
    }

    /// In a process of its own, whose environment is its own.
    @Test func theEnvironmentIsNotAskedForAProxy() async {
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"] {
                setenv(name, "http://127.0.0.1:1", 1)
            }
            try await withServer { _, connection in
                connection.answer(200)
            } then: { server, engine in
                _ = try await engine.perform(.get(server.url()))
            }
        }
    }

    @Test func plainHTTPIsForwardedAndItsOwnRefusalTold() async throws {
        let proxy = try TestProxy(to: nil, answer: "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")
        defer { proxy.server.stop() }
        try await withEngine(lookingUp("10.0.0.1")) { engine in
            var request = TransferRequest.get("http://mis.test-council.org/a")
            request.origins = [try DeclaredOrigin("http://mis.test-council.org", network: .private, plainHTTP: true)]
            request.origins[0].proxy = try Proxy(proxy.server.url(), network: .loopback)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .proxy(.signInRefused))
            #expect(proxy.heads.first?.hasPrefix("GET http://mis.test-council.org/a HTTP/1.1") == true)
        }
    }

    private func declared(
        _ address: String, _ network: Network = .public, through proxy: TestProxy, user: String? = nil
    ) throws -> DeclaredOrigin {
        var origin = try DeclaredOrigin(address, network: network)
        let password = user.map { _ in Secret(name: "proxy", bytes: [UInt8]("open sesame".utf8)) }
        origin.proxy = try Proxy(proxy.server.url(), network: .loopback, user: user, password: password)
        return origin
    }

    /// The name service of this machine, as these tests have it.
    private func lookingUp(_ addresses: String...) -> TransferEngine.Settings {
        var settings = TransferEngine.Settings()
        settings.lookUp = { _ in addresses.compactMap { NetworkAddress($0) } }
        return settings
    }
}

/// A proxy on 127.0.0.1 that connects everybody to one port, or answers something else.
final class TestProxy: Sendable {
    let server: TestServer
    private let seen: Seen

    private final class Seen: Sendable {
        let heads = Mutex<[String]>([])
    }

    /// The head of each request, as it came.
    var heads: [String] { seen.heads.withLock { $0 } }

    init(to port: Int?, answer: String = "") throws {
        let seen = Seen()
        self.seen = seen
        server = try TestServer(raw: { connection in
            var head: [UInt8] = []
            while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
                guard let piece = connection.receive() else { return }
                head += piece
            }
            seen.heads.withLock { $0.append(String(decoding: head, as: UTF8.self)) }
            if answer == "silence" { return connection.waitForHangUp() }
            guard let port, let target = TestProxy.connect(port) else {
                connection.send(answer)
                return connection.hangUp()
            }
            connection.send("HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
            Thread {
                while let piece = target.receive(), connection.send(piece) {}
                connection.hangUp()
            }.start()
            while let piece = connection.receive(), target.send(piece) {}
            target.hangUp()
        })
    }

    static func connect(_ port: Int) -> TestServer.Connection? {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return code == 0 ? TestServer.Connection(socket: client) : nil
    }
}
