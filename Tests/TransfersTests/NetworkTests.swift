// Where requests may go: by declaration, by address, whatever the spelling.

import Foundation
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct NetworkTests {
    @Test(arguments: [
        ("127.0.0.1", "loopback"), ("127.9.9.9", "loopback"), ("::1", "loopback"), ("::ffff:127.0.0.1", "loopback"),
        ("10.1.2.3", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.168.1.1", "private"),
        ("100.64.0.1", "private"), ("100.127.255.255", "private"), ("fd12::1", "private"), ("fc00::1", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("8.8.8.8", "public"), ("172.32.0.1", "public"), ("100.128.0.1", "public"), ("169.253.1.1", "public"),
        ("192.0.1.1", "public"), ("198.20.0.1", "public"), ("2606:4700::1", "public"), ("64:ff9b::808:808", "public"),
        ("2001:200::1", "public"),
        // Link-local, and where clouds keep credentials.
        ("169.254.169.254", "forbidden"), ("::ffff:169.254.169.254", "forbidden"), ("fe80::1%eth0", "forbidden"),
        ("febf::1", "forbidden"), ("fec0::1", "forbidden"), ("fd00:ec2::254", "forbidden"),
        ("fd20:ce::254", "forbidden"), ("168.63.129.16", "forbidden"), ("100.100.100.200", "forbidden"),
        ("::ffff:100.100.100.200", "forbidden"), ("192.0.0.192", "forbidden"),
        // Unspecified, multicast, reserved, documents, measuring.
        ("0.0.0.0", "forbidden"), ("0.1.2.3", "forbidden"), ("::", "forbidden"), ("224.0.0.1", "forbidden"),
        ("240.0.0.1", "forbidden"), ("255.255.255.255", "forbidden"), ("ff02::1", "forbidden"),
        ("192.0.2.7", "forbidden"), ("198.51.100.7", "forbidden"), ("203.0.113.7", "forbidden"),
        ("2001:db8::1", "forbidden"), ("3fff::1", "forbidden"), ("198.18.0.1", "forbidden"),
        ("192.88.99.1", "forbidden"), ("100::1", "forbidden"), ("4000::1", "forbidden"),
        // Addresses that hide another one.
        ("64:ff9b::a9fe:a9fe", "forbidden"), ("64:ff9b::7f00:1", "forbidden"), ("64:ff9b::a00:1", "forbidden"),
        ("64:ff9b:1::808:808", "forbidden"), ("::127.0.0.1", "forbidden"), ("::8.8.8.8", "forbidden"),
        ("2002:7f00:1::", "forbidden"), ("2002:808:808::1", "forbidden"), ("2001:0:4136:e378::1", "forbidden"),
        ("2606:4700::5efe:7f00:1", "forbidden"), ("2606:4700::200:5efe:a9fe:a9fe", "forbidden"),
        ("::ffff:0:8.8.8.8", "forbidden"),
    ])
    func eachAddressIsOfItsKind(_ text: String, _ kind: String) throws {
        #expect("\(try #require(NetworkAddress(text)).kind)" == kind)
    }

    @Test func whatMayBeConnectedFromWhichDeclaration() throws {
        let addresses = try ["127.0.0.1", "10.0.0.5", "8.8.8.8", "169.254.169.254"]
            .map { try #require(NetworkAddress($0)) }
        #expect(addresses.map(Network.loopback.permits) == [true, false, false, false])
        #expect(addresses.map(Network.private.permits) == [false, true, true, false])
        #expect(addresses.map(Network.public.permits) == [false, false, true, false])
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/",
        "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.1./", "https://127%2e0.0.1/",
        "https://%31%32%37.0.0.1/", "https://１２７.0.0.1/", "https://127。0。0。1/", "https://[::1]/",
        "https://[0:0::0001]/", "https://[::ffff:127.0.0.1]/", "https://[::FFFF:7f00:1]/", "https://LOCALHOST/",
        "https://localhost./", "https://a.localhost/", "https://[fe80::1%25eth0]/", "https://[::1%25lo]/",
        "https://169.254.169.254/", "https://0xa9fea9fe/", "https://[::ffff:a9fe:a9fe]/", "https://2852039166/",
        "https://metadata.google.internal/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:a9fe:a9fe::]/",
        "https://10.0.0.1/", "https://0xa.0.0.1/", "https://intranet/", "https://mis.local/",
    ])
    func noSpellingOfAnInsideAddressIsPublic(_ address: String) {
        #expect(throws: TransferError.self) { try DeclaredOrigin(address) }
    }

    @Test(arguments: [
        ("https://Feeds.Example/", "feeds.example"), ("https://feeds.example./", "feeds.example"),
        ("https://FEEDS%2eexample/", "feeds.example"), ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://BÜCHER.example/", "xn--bcher-kva.example"), ("https://0x8.010.2056/", "8.8.8.8"),
        ("https://[2606:4700:0:0::0001]/", "[2606:4700::1]"), ("https://ｆｅｅｄｓ．example/", "feeds.example"),
    ])
    func oneHostHasOneSpelling(_ address: String, _ host: String) throws {
        let read = try WebAddress(address)
        let plain = try DeclaredOrigin("https://\(host)")
        #expect(read.origin.host == host)
        #expect(read.text == "https://\(host)/")
        #expect(try DeclaredOrigin(address).origin == plain.origin)
    }

    @Test(arguments: [
        "https://1.2.3.256/", "https://1.2.3.4.5/", "https://a..b/", "https://a b/", "https://a_b,c/", "https://%00/",
        "https://a%2fb.example/", "https://a%40b.example/", "https://0x/", "https://[::1/", "https://[::g]/",
    ])
    func aHostThatCouldBeTwoThingsIsNone(_ address: String) {
        #expect(throws: TransferError.self) { try WebAddress(address) }
    }

    @Test func plainHTTPNeedsAWordUnlessItIsForThisMachine() throws {
        _ = try DeclaredOrigin("http://127.0.0.1:8080", network: .loopback)
        _ = try DeclaredOrigin("http://mis.council.example", network: .private, plainHTTP: true)
        for address in ["http://mis.council.example", "ftp://mis.council.example"] {
            let error = #expect(throws: TransferError.self) { try DeclaredOrigin(address, network: .private) }
            #expect(error?.kind == .schemeNotAllowed)
        }
        let error = #expect(throws: TransferError.self) { try DeclaredOrigin("https://10.0.0.1", network: .loopback) }
        #expect(error?.kind == .addressNotAllowed(.loopback))
    }

    /// The name service is made to answer so; nothing of it is connected but this machine.
    @Test(arguments: [
        ("10.0.0.5", Network.public, false), ("169.254.169.254", .private, false), ("127.0.0.1", .public, false),
        ("127.0.0.1", .private, false), ("127.0.0.1", .loopback, true), ("10.0.0.5,127.0.0.1", .loopback, true),
        ("[64:ff9b::7f00:1]", .public, false), ("10.0.0.5,192.168.0.1,127.0.0.1", .public, false),
    ])
    func eachAddressThatANameLeadsToIsJudged(_ answer: String, _ network: Network, _ isPermitted: Bool) async throws {
        let server = try TestServer { _, connection in connection.answer(200) }
        defer { server.stop() }
        var settings = TransferEngine.Settings()
        settings.names = ["feeds.example:\(server.port):\(answer)"]
        try await withEngine(settings) { engine in
            let url = "http://feeds.example:\(server.port)/"
            var request = TransferRequest.get(url)
            request.origins = [try DeclaredOrigin(url, network: network, plainHTTP: true)]
            if isPermitted {
                _ = try await engine.perform(request)
            } else {
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                #expect(error?.kind == .addressNotAllowed(network))
                #expect(server.connections == 0)
            }
        }
    }

    @Test func anOpenConnectionIsNotUsedUnderANarrowerDeclaration() async throws {
        let server = try TestServer { _, connection in connection.answer(200) }
        defer { server.stop() }
        var settings = TransferEngine.Settings()
        settings.names = ["feeds.example:\(server.port):127.0.0.1"]
        try await withEngine(settings) { engine in
            let url = "http://feeds.example:\(server.port)/"
            var request = TransferRequest.get(url)
            _ = try await engine.perform(request)
            request.origins = [try DeclaredOrigin(url, network: .private, plainHTTP: true)]
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .addressNotAllowed(.private))
            #expect(server.requests.count == 1)
        }
    }

    @Test func connectionsAreNotSharedBetweenSecrets() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            for text in ["one", "two", "one"] {
                var request = TransferRequest.get(server.url())
                request.headers = [("X-Key", .secret(Secret(name: "key", bytes: [UInt8](text.utf8))))]
                _ = try await engine.perform(request)
            }
            #expect(server.connections == 2)
        }
    }

    @Test func oldIdleConnectionsMakeRoomForOthers() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            for number in Array(0..<150) + [0, 149] {
                var request = TransferRequest.get(server.url())
                request.headers = [("X-Key", .secret(Secret(name: "key", bytes: [UInt8]("\(number)".utf8))))]
                _ = try await engine.perform(request)
            }
            // The first was closed meanwhile, the last is still open.
            #expect(server.connections == 151)
        }
    }

    @Test func aLinkToAnUndeclaredOriginIsRefused() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/page"))
            request.url = server.url("/page/2")
            _ = try await engine.perform(request)
            for url in ["https://elsewhere.example/page/3", "http://127.0.0.1:1/", "https://127.0.0.1:\(server.port)/"]
            {
                request.url = url
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                #expect(error?.kind == .originNotDeclared)
            }
        }
    }

    @Test func aRedirectToADeclaredOriginIsFollowedAndSecretsGoOnlyWhereTheyAreFor() async throws {
        let files = try TestServer { _, connection in connection.answer(200, text: "here") }
        defer { files.stop() }
        let there = files.url("/file")
        try await withServer { _, connection in
            connection.answer(302, ["Location: \(there)"])
        } then: { server, engine in
            for takes in [false, true] {
                var request = TransferRequest.get(server.url())
                request.origins += .here(there)
                request.origins[1].takesSecrets = takes
                let secret = Secret(name: "t", bytes: [UInt8]("abc".utf8))
                request.headers = [("Authorization", .bearer(secret)), ("X-Plain", .plain("yes"))]
                request.querySecrets = [("key", secret)]
                let answer = try await engine.perform(request)
                #expect(answer.bytes == [UInt8]("here".utf8))
            }
            #expect(files.requests.map { $0.headers["authorization"] } == [nil, "Bearer abc"])
            #expect(files.requests.map(\.path) == ["/file", "/file?key=abc"])
            #expect(files.requests.allSatisfy { $0.headers["x-plain"] == "yes" })
        }
    }

    @Test func aKeyInTheQueryIsSentOnceAndNeverTold() async throws {
        try await withServer { _, connection in
            connection.answer(401)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/list?key=old&page=2&k%65y=older"))
            request.querySecrets = [("key", Secret(name: "q", bytes: [UInt8]("c&nary ü".utf8)))]
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(server.requests.map(\.path) == ["/list?page=2&key=c%26nary%20%C3%BC"])
            var dumped = "\(request)"
            dump(error, to: &dumped)
            #expect(!dumped.contains("nary"))
            let page = try WebAddress("https://a.example/x?page=2&key=s#part").without(parameter: "key")
            #expect(page.text == "https://a.example/x?page=2")
            #expect(try WebAddress("https://a.example/x?key=s").without(parameter: "key").text == "https://a.example/x")
        }
    }
}
