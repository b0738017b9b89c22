// What the gate lets through, as data: no socket is opened.

import Testing

@testable import Transfers

@Suite struct GateDecisionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        /// Of the trouble; nil: it passes.
        let trouble: GateTrouble.Kind?
        var host = ""
        var testDescription: String { line }
    }

    private static let grants: [(String, Network)] = [
        ("https://api.partner.example", .public), ("https://login.partner.example:8443", .public),
        ("https://mis.council.example", .private), ("https://127.0.0.1:9443", .loopback),
    ]

    private func grants() throws -> GateGrants {
        GateGrants(
            hosts: try Self.grants.map { try DeclaredOrigin($0.0, network: $0.1) },
            credential: Array("tap:open sesame".utf8))
    }

    private func request(_ line: String, credential: String? = "Basic dGFwOm9wZW4gc2VzYW1l") -> GateRequest {
        let header = credential.map { "Proxy-Authorization: \($0)\r\n" } ?? ""
        return GateRequest(Array("\(line)\r\nHost: somewhere.else\r\n\(header)".utf8))
    }

    @Test(arguments: [
        Case(line: "CONNECT api.partner.example:443 HTTP/1.1", trouble: nil),
        Case(line: "CONNECT API.Partner.Example.:443 HTTP/1.0", trouble: nil),
        Case(line: "CONNECT login.partner.example:8443 HTTP/1.1", trouble: nil),
        Case(line: "CONNECT mis.council.example:443 HTTP/1.1", trouble: nil),
        Case(line: "CONNECT 127.0.0.1:9443 HTTP/1.1", trouble: nil),
        // Another spelling of the same address.
        Case(line: "CONNECT 0x7f.1:9443 HTTP/1.1", trouble: nil),
        Case(
            line: "CONNECT login.partner.example:443 HTTP/1.1", trouble: .notGranted,
            host: "login.partner.example:443"),
        Case(line: "CONNECT api.partner.example:22 HTTP/1.1", trouble: .notGranted, host: "api.partner.example:22"),
        Case(
            line: "CONNECT evil.api.partner.example:443 HTTP/1.1", trouble: .notGranted,
            host: "evil.api.partner.example:443"),
        Case(
            line: "CONNECT api.partner.example.evil.test:443 HTTP/1.1", trouble: .notGranted,
            host: "api.partner.example.evil.test:443"),
        Case(line: "CONNECT 169.254.169.254:80 HTTP/1.1", trouble: .notGranted, host: "169.254.169.254:80"),
        Case(line: "CONNECT [::1]:9443 HTTP/1.1", trouble: .notGranted, host: "[::1]:9443"),
        Case(
            line: "GET http://api.partner.example/v1?child=7 HTTP/1.1", trouble: .plainHTTP,
            host: "api.partner.example:80"),
        Case(line: "POST http://127.0.0.1:9443/ HTTP/1.1", trouble: .plainHTTP, host: "127.0.0.1:9443"),
    ])
    func onlyWhatIsGrantedPasses(_ given: Case) throws {
        switch try grants().decision(on: request(given.line)) {
        case .pass: #expect(given.trouble == nil)
        case .refused(let trouble):
            #expect(trouble.kind == given.trouble)
            #expect(trouble.host == given.host)
        case let other: Issue.record("\(other)")
        }
    }

    @Test(arguments: [
        "CONNECT api.partner.example HTTP/1.1", "CONNECT api.partner.example: HTTP/1.1",
        "CONNECT api.partner.example:0 HTTP/1.1", "CONNECT api.partner.example:443443 HTTP/1.1",
        "CONNECT tap@api.partner.example:443 HTTP/1.1", "CONNECT api.partner.example:443/path HTTP/1.1",
        "CONNECT api.partner.example:443", "CONNECT  api.partner.example:443 HTTP/1.1", "CONNECT :443 HTTP/1.1",
        "CONNECT api.partner.example%2f:443 HTTP/1.1", "CONNECT [::1:443 HTTP/1.1", "GET / HTTP/1.1",
        "GET ftp://api.partner.example/ HTTP/1.1", "PRI * HTTP/2.0", "", "\u{16}\u{3}\u{1}",
    ])
    func whatIsNoRequestForItIsUnreadable(_ line: String) throws {
        #expect(try grants().decision(on: request(line)) == .unreadable)
    }

    @Test(arguments: [
        nil, "", "Basic", "Bearer dGFwOm9wZW4gc2VzYW1l", "Basic dGFwOm9wZW4gc2VzYW1m", "Basic dGFwOg==", "Basic ????",
        "Basic dGFwOm9wZW4gc2VzYW1lIQ==",
    ])
    func nobodyElseUsesIt(_ credential: String?) throws {
        let asked = request("CONNECT api.partner.example:443 HTTP/1.1", credential: credential)
        #expect(try grants().decision(on: asked) == .unknown)
        // Nor is anybody else told of what is granted.
        let other = request("CONNECT evil.test:443 HTTP/1.1", credential: credential)
        #expect(try grants().decision(on: other) == .unknown)
    }

    struct Found: Sendable {
        let addresses: [String]?
        let network: Network
        var isProxied = false
        let taken: [String]?
    }

    @Test(arguments: [
        Found(addresses: ["8.8.8.8"], network: .public, taken: ["8.8.8.8"]),
        Found(addresses: ["10.0.0.1", "8.8.8.8", "169.254.169.254"], network: .public, taken: ["8.8.8.8"]),
        Found(addresses: ["10.0.0.1", "169.254.1.1"], network: .private, taken: ["10.0.0.1"]),
        Found(addresses: ["10.0.0.1"], network: .public, taken: nil),
        Found(addresses: ["127.0.0.1", "::1"], network: .public, taken: nil),
        Found(addresses: ["127.0.0.1"], network: .private, taken: nil),
        Found(addresses: ["169.254.169.254"], network: .private, taken: nil),
        Found(addresses: ["fe80::1"], network: .private, taken: nil),
        Found(addresses: ["::ffff:169.254.169.254"], network: .private, taken: nil),
        Found(addresses: ["8.8.8.8"], network: .loopback, taken: nil),
        Found(addresses: ["127.0.0.1", "8.8.8.8"], network: .loopback, taken: ["127.0.0.1"]),
        // A proxy connects by itself, to any of them; a name that only it knows is left to it.
        Found(addresses: ["8.8.8.8", "10.0.0.1"], network: .public, isProxied: true, taken: nil),
        Found(addresses: ["8.8.8.8"], network: .public, isProxied: true, taken: []),
        Found(addresses: nil, network: .public, isProxied: true, taken: []),
    ])
    func onlyAddressesOfTheDeclaredNetworkAreConnected(_ given: Found) {
        let found = given.addresses?.compactMap { NetworkAddress($0) }
        let taken = GateAddresses(found, in: given.network, isProxied: given.isProxied)
        #expect(taken == given.taken.map { .these($0.compactMap { NetworkAddress($0) }) } ?? .wrongNetwork)
    }

    @Test func aNameThatNobodyKnowsIsNotFound() {
        #expect(GateAddresses(nil, in: .public, isProxied: false) == .notFound)
        #expect(GateAddresses([], in: .loopback, isProxied: false) == .notFound)
    }

    @Test func whatIsTriedAgainAndAgainIsToldOnce() throws {
        var troubles = GateTroubles()
        for number in 0..<100 {
            let origin = try WebAddress("https://host-\(number / 4).test").origin
            troubles.add(GateTrouble(.notGranted, at: origin))
        }
        #expect(troubles.all.count == GateTroubles.most && troubles.isCut)
        #expect(troubles.all.first?.host == "host-0.test:443")
    }
}
