// Against a real SSH server on this machine, with a configuration, a host key and a port of its own.

import Foundation
import Glibc
import TestServers
import Testing

@testable import Transfers

@Suite(
    .timeLimit(.minutes(1)),
    .enabled(if: SSHServer.isInstalled, "needs sshd and ssh-keygen: install the package openssh-server"))
struct SFTPTests {
    @Test func aFolderIsListedAndItsFilesFetched() async throws {
        try await SSHServer.running { server, engine in
            try server.put("pupils.csv", "urn,name\n900001,Oak Lane Primary\n")
            try server.put("two  spaces & 100%.csv", "b")
            try server.put("bad\u{1b}name.csv", "c")
            try FileManager.default.createDirectory(atPath: "\(server.out)/archive", withIntermediateDirectories: false)
            symlink("/etc/passwd", "\(server.out)/link.csv")
            let partner = try server.partner()
            let listing = try await engine.list(server.out, on: partner)
            #expect(Set(listing.files.map(\.name)) == ["pupils.csv", "two  spaces & 100%.csv"])
            #expect(listing.files.first { $0.name == "pupils.csv" }?.size == 33)
            let passedOver = Dictionary(uniqueKeysWithValues: listing.passedOver.map { ($0.name, $0.reason) })
            #expect(passedOver["archive"] == .folder && passedOver["bad?name.csv"] == .name)
            #expect(passedOver.values.contains(.link) && passedOver.count == 3)

            let file = try await engine.fetch(
                "two  spaces & 100%.csv", in: server.out, on: partner, to: .memory(limit: 100))
            #expect(file.bytes == [UInt8]("b".utf8) && file.byteCount == 1)
            let now = Int(Date().timeIntervalSince1970)
            #expect(abs(try #require(file.modified) - now) < 3600)
            // Nothing of the key was left anywhere.
            let path = temporaryPath("fetched")
            defer { unlink(path) }
            let copy = try await engine.fetch(
                "pupils.csv", in: server.out, on: partner, to: .file(path: path, limit: 100))
            #expect(copy.body == .file(path: path) && copy.sha256.count == 32)
            #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("urn,name\n"))
        }
    }

    @Test func aFingerprintOrOneOfSeveralKeysWillDo() async throws {
        try await SSHServer.running { server, engine in
            try server.put("a.csv", "a")
            let fingerprint = try await server.fingerprint()
            for known in [[fingerprint], [SSHServer.strangeKey, server.hostKey]] {
                let partner = try server.partner(knownHosts: known)
                #expect(try await engine.list(server.out, on: partner).files.map(\.name) == ["a.csv"])
            }
        }
    }

    @Test func anUnknownOrChangedHostKeyIsRefusedWithItsFingerprint() async throws {
        try await SSHServer.running { server, engine in
            let fingerprint = try await server.fingerprint()
            for known in [[], [SSHServer.strangeKey], ["SHA256:\(String(repeating: "A", count: 43))"]] {
                let partner = try server.partner(knownHosts: known)
                let error = await problem { () throws(TransferError) in try await engine.list(server.out, on: partner) }
                #expect(error?.kind == .hostKeyNotDeclared(found: "\(fingerprint) (ssh-ed25519)"))
                #expect(error?.isWorthRetrying == false)
            }
        }
    }

    @Test func anEncryptedKeyNeedsItsPassword() async throws {
        try await SSHServer.running(password: "open sesame") { server, engine in
            _ = try await engine.list(server.out, on: try server.partner(keyPassword: "open sesame"))
            for wrong in [nil, "wrong"] {
                let partner = try server.partner(keyPassword: wrong)
                let error = await problem { () throws(TransferError) in try await engine.list(server.out, on: partner) }
                #expect(error?.kind == .signInRefused)
            }
        }
    }

    @Test func aKeyOrPasswordThatIsNotTheirsIsRefused() async throws {
        try await SSHServer.running { server, engine in
            let credentials: [SFTPServer.Credentials] = [
                .init(), .init(password: Secret(name: "p", bytes: [UInt8]("wrong".utf8))),
                .init(key: Secret(name: "k", bytes: [UInt8]("rubbish".utf8))),
            ]
            for credentials in credentials {
                let partner = try server.partner(credentials: credentials)
                let error = await problem { () throws(TransferError) in try await engine.list(server.out, on: partner) }
                #expect(error?.kind == .signInRefused)
                #expect(error?.isWorthRetrying == false)
            }
        }
    }

    @Test func whatIsTooLargeOrNotThereLeavesNoFile() async throws {
        try await SSHServer.running { server, engine in
            try server.put("large.csv", String(repeating: "a", count: 300_000))
            try server.put("empty.csv", "")
            let partner = try server.partner()
            let path = temporaryPath("sftp")
            for (name, kind) in [
                ("large.csv", TransferError.Kind.bodyTooLarge(limit: 200_000)), ("missing.csv", .remoteFileNotFound),
                ("../id", .remoteNameNotUsable), ("a/b", .remoteNameNotUsable), ("", .remoteNameNotUsable),
            ] {
                let error = await problem { () throws(TransferError) in
                    try await engine.fetch(name, in: server.out, on: partner, to: .file(path: path, limit: 200_000))
                }
                #expect(error?.kind == kind)
                #expect(!FileManager.default.fileExists(atPath: path))
            }
            let empty = try await engine.fetch("empty.csv", in: server.out, on: partner, to: .memory(limit: 1))
            #expect(empty.bytes.isEmpty)
            for folder in ["relative", "/a/../b", "\(server.out)-missing"] {
                let error = await problem { () throws(TransferError) in try await engine.list(folder, on: partner) }
                #expect(error?.kind == (folder.hasSuffix("missing") ? .remoteFileNotFound : .remoteNameNotUsable))
            }
        }
    }

    @Test func theNameOfAServerIsJudgedByWhatItLeadsTo() async throws {
        var settings = TransferEngine.Settings()
        let server = try TestServer(raw: { $0.waitForHangUp() })
        defer { server.stop() }
        settings.names = ["sftp.partner.example:\(server.port):127.0.0.1"]
        try await withEngine(settings) { engine in
            let partner = try SFTPServer(
                host: "sftp.partner.example", port: server.port, user: "u", credentials: .init(), knownHosts: [])
            let error = await problem { () throws(TransferError) in try await engine.list("/out", on: partner) }
            #expect(error?.kind == .addressNotAllowed(.public))
            #expect(server.connections == 0)
        }
    }

    @Test(arguments: ["garbage", "silence", "banner", "hangup"])
    func aServerThatIsNoneEndsInTimeAndHoldsUpNobody(_ manner: String) async throws {
        let bad = try TestServer(raw: { connection in
            switch manner {
            case "garbage": while connection.send([UInt8](repeating: 0x41, count: 4096)) {}
            case "banner": connection.send("SSH-2.0-nothing\r\n")
            case "hangup": return connection.hangUp()
            default: break
            }
            connection.waitForHangUp()
        })
        defer { bad.stop() }
        try await withServer { _, connection in
            connection.answer(200)
        } then: { good, engine in
            var partner = try SFTPServer(
                host: "127.0.0.1", port: bad.port, user: "u", credentials: .init(), knownHosts: [], network: .loopback)
            partner.timeouts.connect = .seconds(1)
            let server = partner
            async let error = problem { () throws(TransferError) in try await engine.list("/out", on: server) }
            for _ in 0..<20 { _ = try await engine.perform(.get(good.url())) }
            let kind = await error?.kind
            #expect(kind == (manner == "hangup" ? .secureShellFailed : .couldNotConnectInTime))
        }
    }

    @Test(arguments: [false, true])
    func aServerThatNeverStopsCanBeLeft(_ byStopping: Bool) async throws {
        let (accepted, said) = AsyncStream<Void>.makeStream()
        let bad = try TestServer(raw: { connection in
            said.yield()
            while connection.send([UInt8](repeating: 0x41, count: 4096)) {}
        })
        defer { bad.stop() }
        let engine = TransferEngine()
        try engine.start()
        let server = try SFTPServer(
            host: "127.0.0.1", port: bad.port, user: "u", credentials: .init(), knownHosts: [], network: .loopback)
        let task = Task { try await engine.list("/out", on: server) }
        for await _ in accepted { break }
        if !byStopping { task.cancel() }
        // Returns only when its thread has let go.
        await engine.stop()
        let kind: TransferError.Kind = byStopping ? .engineNotRunning : .cancelled
        let result = await task.result
        #expect(throws: TransferError(kind, host: "127.0.0.1:\(bad.port)")) { try result.get() }
    }

    private func problem<Answer: Sendable>(_ work: () async throws(TransferError) -> Answer) async -> TransferError? {
        do {
            let answer = try await work()
            Issue.record("it went through: \(answer)")
            return nil
        } catch {
            return error
        }
    }
}

extension SSHServer {
    /// Made for this test; nobody's.
    static let strangeKey = "ssh-ed25519 \(SFTPListingTests.key)"

    static func running(
        password: String = "", _ work: (SSHServer, TransferEngine) async throws -> Void
    ) async throws {
        try await serving(password: password) { server in try await withEngine { try await work(server, $0) } }
    }

    func partner(
        knownHosts: [String]? = nil, credentials: SFTPServer.Credentials? = nil, keyPassword: String? = nil
    ) throws -> SFTPServer {
        let key = try SecretStore(environment: [:], folder: folder).secret(named: "id")
        let password = keyPassword.map { Secret(name: "key-password", bytes: [UInt8]($0.utf8)) }
        return try SFTPServer(
            host: "127.0.0.1", port: port, user: user,
            credentials: credentials ?? .init(key: key, keyPassword: password),
            knownHosts: try (knownHosts ?? [hostKey]).map { try #require(KnownHost($0)) }, network: .loopback)
    }
}
