// Secrets are found by name and never printed.

import Foundation
import Testing

@testable import Transfers

@Suite struct SecretTests {
    static let canary = "canary-7f3a"
    let secret = Secret(name: "gias", bytes: [UInt8](canary.utf8))

    @Test func printingOneInAnyWayGivesItsNameOnly() async throws {
        var dumped = ""
        dump(secret, to: &dumped)
        dump([secret], to: &dumped)
        var request = TransferRequest.get("https://feeds.example/x?key=\(Self.canary)", limit: 1)
        request.headers = [("X-Key", .secret(secret)), ("X-Key", .plain(Self.canary))]
        request.body = [UInt8](Self.canary.utf8)
        dump(request, to: &dumped)
        let store = SecretStore(environment: ["SENDGATE_SECRET_GIAS": Self.canary])
        dump(store, to: &dumped)
        let texts = [
            dumped, "\(secret)", String(reflecting: secret), "\(HeaderValue.bearer(secret))",
            String(reflecting: HeaderValue.basic(user: "u", password: secret)), "\(request)",
            String(reflecting: request),
            "\(store)", String(describing: Optional(secret)),
        ]
        for text in texts {
            #expect(!text.contains(Self.canary))
            #expect(!text.contains("99, 97, 110"))
        }
        #expect("\(secret)" == "‹secret gias›")
    }

    @Test func noErrorHoldsTheQueryOrASecret() async throws {
        try await withServer { _, connection in
            connection.answer(401, ["X-Echo: \(Self.canary)"], text: Self.canary)
        } then: { server, engine in
            var request = TransferRequest.get(server.url("/\(Self.canary)?key=\(Self.canary)"))
            request.headers = [("X-Key", .secret(secret))]
            let error = try #require(
                await failure { () throws(TransferError) in try await engine.perform(request) })
            var dumped = "\(error) "
            dump(error, to: &dumped)
            #expect(!dumped.contains(Self.canary))
            #expect(error.message == "127.0.0.1:\(server.port) answered with status 401 (not signed in).")
        }
    }

    @Test func theEnvironmentComesBeforeTheFolderAndOneLineEndIsTakenOff() throws {
        let folder = temporaryPath("credentials")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("from file\r\n".utf8).write(to: URL(fileURLWithPath: folder + "/gias-password"))
        try Data("other\n\n".utf8).write(to: URL(fileURLWithPath: folder + "/webhook.key"))
        try Data("\n".utf8).write(to: URL(fileURLWithPath: folder + "/empty"))
        let alone = SecretStore(environment: [:], folder: folder)
        #expect(try alone.secret(named: "gias-password").reveal() == [UInt8]("from file".utf8))
        #expect(try alone.secret(named: "webhook.key").reveal() == [UInt8]("other\n".utf8))
        #expect(throws: SecretError.empty(name: "empty")) { try alone.secret(named: "empty") }
        let both = SecretStore(environment: ["SENDGATE_SECRET_GIAS_PASSWORD": "from environment"], folder: folder)
        #expect(try both.secret(named: "gias-password").reveal() == [UInt8]("from environment".utf8))
    }

    @Test(arguments: ["", "../etc/passwd", "a/b", "..", ".hidden", "a..b", "naïve", "a b", "a\u{0}"])
    func aNameCannotLeaveTheFolder(_ name: String) {
        #expect(throws: SecretError.notAName) { try SecretStore(environment: [:], folder: "/").secret(named: name) }
    }

    @Test func aMissingSecretSaysWhereToPutIt() {
        let store = SecretStore(environment: [:], folder: "/nonexistent")
        let error = #expect(throws: SecretError.self) { try store.secret(named: "gias-password") }
        #expect(
            error?.description
                == "There is no secret called gias-password. Set the environment variable SENDGATE_SECRET_GIAS_PASSWORD"
                + ", or put a file called gias-password into the credentials folder.")
        #expect(throws: SecretError.unreadable(name: "tmp")) {
            try SecretStore(environment: [:], folder: "/").secret(named: "tmp")
        }
    }
}
