// Signing in by client credentials.

import Foundation
import Synchronization
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1))) struct OAuth2Tests {
    static let secret = Secret(name: "mis", bytes: [UInt8]("s&c ret+".utf8))

    /// Gives tokens t1, t2, …; takes those that `accepts` allows.
    final class Partner: Sendable {
        let given = Atomic(0)
        let oldest = Atomic(0)

        func react(_ request: TestServer.Request, _ connection: TestServer.Connection, lifetime: String) {
            if request.path == "/token" {
                let number = given.add(1, ordering: .relaxed).newValue
                let text = "{\"access_token\":\"t\(number)\",\"token_type\":\"Bearer\",\"expires_in\":\(lifetime)}"
                return connection.answer(200, ["Content-Type: application/json"], text: text)
            }
            let token = request.headers["authorization"]?.dropFirst("Bearer t".count).description
            let isFine = (token.flatMap { Int($0) } ?? 0) >= max(1, oldest.load(ordering: .relaxed))
            connection.answer(isFine ? 200 : 401, text: token ?? "none")
        }
    }

    func withPartner(
        lifetime: String = "3600", settings: TransferEngine.Settings = .init(),
        _ work: (Partner, TestServer, TransferEngine, TransferRequest) async throws -> Void
    ) async throws {
        let partner = Partner()
        try await withServer(settings: settings) { request, connection in
            partner.react(request, connection, lifetime: lifetime)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/students"))
            request.oauth2 = OAuth2Client(tokenAddress: server.url("/token"), client: "ga te", secret: Self.secret)
            try await work(partner, server, engine, request)
        }
    }

    @Test func manyRequestsShareOneToken() async throws {
        try await withPartner { partner, server, engine, request in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 { group.addTask { try await engine.perform(request).status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(partner.given.load(ordering: .relaxed) == 1)
            #expect(server.requests.count == 101)
        }
    }

    @Test(arguments: [OAuth2Client.Sending.header, .body])
    func theClientShowsItselfInTheHeaderOrTheBody(_ sending: OAuth2Client.Sending) async throws {
        try await withPartner { _, server, engine, request in
            var request = request
            request.oauth2?.sending = sending
            request.oauth2?.scope = "read all"
            request.oauth2?.parameters = ["audience": "https://api.example/", "a": "ü"]
            _ = try await engine.perform(request)
            let asked = try #require(server.requests.first)
            #expect(asked.method == "POST" && asked.path == "/token")
            #expect(asked.headers["content-type"] == "application/x-www-form-urlencoded")
            let fields = "grant_type=client_credentials&scope=read+all&a=%C3%BC&audience=https%3A%2F%2Fapi.example%2F"
            let body = String(decoding: asked.body, as: UTF8.self)
            switch sending {
            case .header:
                // Each part is form-encoded before Basic (RFC 6749, 2.3.1).
                let basic = Data("ga+te:s%26c+ret%2B".utf8).base64EncodedString()
                #expect(asked.headers["authorization"] == "Basic \(basic)")
                #expect(body == fields)
            case .body:
                #expect(asked.headers["authorization"] == nil)
                #expect(body == "\(fields)&client_id=ga+te&client_secret=s%26c+ret%2B")
            }
        }
    }

    @Test func aTokenIsRenewedShortlyBeforeItsEnd() async throws {
        let clock = Mutex(1000.0)
        var settings = TransferEngine.Settings()
        settings.steady = { clock.withLock { $0 } }
        try await withPartner(lifetime: "\"600\"", settings: settings) { partner, _, engine, request in
            for (time, tokens) in [(1000.0, 1), (1539, 1), (1541, 2), (2080, 2), (2082, 3)] {
                clock.withLock { $0 = time }
                _ = try await engine.perform(request)
                #expect(partner.given.load(ordering: .relaxed) == tokens, "at \(time)")
            }
        }
    }

    @Test func aRefusedTokenIsRenewedOnce() async throws {
        try await withPartner { partner, server, engine, request in
            _ = try await engine.perform(request)
            partner.oldest.store(2, ordering: .relaxed)
            #expect(try await engine.perform(request).bytes == [UInt8]("2".utf8))
            #expect(partner.given.load(ordering: .relaxed) == 2)
            partner.oldest.store(99, ordering: .relaxed)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .answered(status: 401))
            #expect(partner.given.load(ordering: .relaxed) == 3)
            #expect(server.requests.filter { $0.path == "/students" }.count == 5)
        }
    }

    @Test func otherClientsHaveOtherTokens() async throws {
        try await withPartner { partner, _, engine, request in
            _ = try await engine.perform(request)
            var other = request
            other.oauth2?.scope = "more"
            _ = try await engine.perform(other)
            _ = try await engine.perform(request)
            #expect(partner.given.load(ordering: .relaxed) == 2)
        }
    }

    @Test func oneThatGivesUpDoesNotTakeTheTokenFromTheOthers() async throws {
        let gate = DispatchSemaphore(value: 0)
        try await withServer { request, connection in
            if request.path == "/token" {
                gate.wait()
                return connection.answer(200, text: "{\"access_token\":\"t\",\"token_type\":\"bearer\"}")
            }
            connection.answer(200)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/students"))
            request.oauth2 = OAuth2Client(tokenAddress: server.url("/token"), client: "c", secret: Self.secret)
            let asked = request
            let first = Task { try await engine.perform(asked) }
            for await _ in server.arrivals { break }
            let second = Task { try await engine.perform(asked) }
            first.cancel()
            let result = await first.result
            #expect(throws: TransferError(.cancelled, host: "127.0.0.1:\(server.port)")) { try result.get() }
            gate.signal()
            _ = try await second.value
            #expect(server.requests.filter { $0.path == "/token" }.count == 1)
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let kind: TransferError.Kind
        var testDescription: String { "\(status) \(body.prefix(40))" }
    }

    @Test(arguments: [
        Bad(status: 401, body: "{\"error\":\"invalid_client\"}", kind: .token(.refused(code: "invalid_client"))),
        Bad(
            status: 400, body: "{\"error\":\"invalid_scope\",\"error_description\":\"s&c ret+\"}",
            kind: .token(.refused(code: "invalid_scope"))),
        Bad(status: 400, body: "{\"error\":\"s&c ret+\"}", kind: .token(.refused(code: "a code of their own"))),
        Bad(
            status: 503, body: "{\"error\":\"temporarily_unavailable\"}",
            kind: .token(.refused(code: "temporarily_unavailable"))),
        Bad(status: 500, body: "<html>", kind: .answered(status: 500)),
        Bad(status: 302, body: "", kind: .redirectRefused(to: "https://elsewhere.example")),
        Bad(status: 200, body: "<html>s&c ret+</html>", kind: .token(.notJSON)),
        Bad(status: 200, body: "", kind: .token(.notJSON)),
        Bad(status: 200, body: "[]", kind: .token(.noAccessToken)),
        Bad(status: 200, body: "{\"token_type\":\"bearer\"}", kind: .token(.noAccessToken)),
        Bad(status: 200, body: "{\"access_token\":\"a\\r\\nX-B: c\"}", kind: .token(.noAccessToken)),
        Bad(status: 200, body: "{\"access_token\":7}", kind: .token(.noAccessToken)),
        Bad(status: 200, body: "{\"access_token\":\"t\",\"token_type\":\"mac\"}", kind: .token(.tokenType)),
        Bad(status: 200, body: String(repeating: "[", count: 60_000), kind: .token(.notJSON)),
        Bad(status: 200, body: String(repeating: " ", count: 70_000), kind: .bodyTooLarge(limit: 65_536)),
    ])
    func aBadTokenAnswerIsNamedAndTellsNoSecret(_ bad: Bad) async throws {
        try await withServer { request, connection in
            connection.answer(bad.status, ["Location: https://elsewhere.example/t"], text: bad.body)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/students"))
            request.oauth2 = OAuth2Client(tokenAddress: server.url("/token"), client: "c", secret: Self.secret)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == bad.kind)
            var dumped = ""
            dump(error, to: &dumped)
            dump(request, to: &dumped)
            #expect(!dumped.contains("s&c"))
            #expect(server.requests.allSatisfy { $0.path == "/token" })
        }
    }

    @Test func theTokenEndpointMustBeDeclared() async throws {
        try await withPartner { _, server, engine, request in
            var request = request
            request.oauth2?.tokenAddress = "https://login.example/token"
            var error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error == TransferError(.originNotDeclared, host: "login.example"))
            request.oauth2?.tokenAddress = server.url("/token")
            request.headers = [("authorization", .plain("Basic x"))]
            error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .headerNotUsable(name: "Authorization"))
        }
    }
}
