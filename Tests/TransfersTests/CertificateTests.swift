// HTTPS against a real TLS server, the command-line one of OpenSSL, where it is installed.

import Foundation
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)), .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSL.path)))
struct CertificateTests {
    @Test func aCertificateOfOurOwnIssuerIsTrustedWhenItIsConfigured() async throws {
        try await OpenSSL.serving(name: "127.0.0.1") { port, certificate in
            try await withEngine { engine in
                var request = TransferRequest.get("https://127.0.0.1:\(port)/")
                request.origins[0].trusted = try trusted(certificate)
                let answer = try await engine.perform(request)
                #expect(answer.status == 200)
            }
        }
    }

    @Test(arguments: [
        ("127.0.0.1", false, TransferError.CertificateFault.selfSigned), ("other.example", true, .wrongHost),
        ("127.0.0.1", true, .expired),
    ])
    func aCertificateThatCannotBeTrustedIsRefusedAndNotTriedAgain(
        _ name: String, _ isConfigured: Bool, _ fault: TransferError.CertificateFault
    ) async throws {
        try await OpenSSL.serving(name: name, isExpired: fault == .expired) { port, certificate in
            try await withEngine { engine in
                var request = TransferRequest.get("https://127.0.0.1:\(port)/")
                // Saying that plain HTTP will do doesn't loosen HTTPS.
                request.origins = [try DeclaredOrigin(request.url, network: .loopback, plainHTTP: true)]
                request.origins[0].trusted = isConfigured ? try trusted(certificate) : nil
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                #expect(error?.kind == .certificate(fault))
                #expect(error?.isWorthRetrying == false)
            }
        }
    }

    @Test func aServerWithoutTLSIsSaidSo() async throws {
        try await withServer { _, connection in
            connection.answer(200)
        } then: { server, engine in
            // The hello of TLS is no HTTP request: the server waits for the end of it, so the client must give up.
            var request = TransferRequest.get("https://127.0.0.1:\(server.port)/")
            request.timeouts.connect = .milliseconds(500)
            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
            #expect(error?.kind == .couldNotConnectInTime)
        }
    }
}

func trusted(_ path: String) throws -> TrustedCertificates {
    TrustedCertificates(name: "test-ca.pem", pem: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
}

enum OpenSSL {
    static let path = "/usr/bin/openssl"

    /// Runs with a TLS server on a free port whose certificate, signed by itself, is for this name.
    /// `key.pem` lies beside it. `extra` gets the certificate and gives more options of the server.
    static func serving(
        name: String, isExpired: Bool = false, connections: Int = 1, extra: (String) -> [String] = { _ in [] },
        _ work: (Int, _ certificate: String) async throws -> Void
    ) async throws {
        let folder = temporaryPath("tls")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (key, certificate) = ("\(folder)/key.pem", "\(folder)/certificate.pem")
        let request = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key]
        let subject = ["-subj", "/CN=\(name)"]
        if isExpired {
            try """
            [ca]
            default_ca = test
            [test]
            database = \(folder)/index.txt
            new_certs_dir = \(folder)
            default_md = sha256
            rand_serial = yes
            policy = names
            [names]
            commonName = supplied
            """.write(toFile: "\(folder)/ca.cnf", atomically: true, encoding: .utf8)
            try Data().write(to: URL(fileURLWithPath: "\(folder)/index.txt"))
            try await run(request + ["-new", "-out", "\(folder)/request.pem"] + subject)
            try await run([
                "ca", "-batch", "-selfsign", "-notext", "-config", "\(folder)/ca.cnf", "-keyfile", key,
                "-in", "\(folder)/request.pem", "-out", certificate,
                "-startdate", "20200101000000Z", "-enddate", "20200201000000Z",
            ])
        } else {
            let kind = name.allSatisfy { $0.isNumber || $0 == "." } ? "IP" : "DNS"
            let extras = ["-x509", "-days", "1", "-out", certificate, "-addext", "subjectAltName=\(kind):\(name)"]
            try await run(request + extras + subject)
        }
        let server = process(
            [
                "s_server", "-www", "-naccept", "\(connections)", "-accept", "127.0.0.1:0", "-key", key, "-cert",
                certificate,
            ] + extra(certificate))
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        // The threads of the pool block all signals, and their children inherit it: only this one gets through.
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        // It says "ACCEPT 127.0.0.1:PORT" once it listens.
        var said = ""
        for await piece in pieces(of: output.fileHandleForReading) {
            said += piece
            if said.contains("ACCEPT"), said.hasSuffix("\n") { break }
        }
        let line = try #require(said.split(separator: "\n").first { $0.hasPrefix("ACCEPT") })
        let port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
        try await work(port, certificate)
    }

    /// Runs one command to its end, blocking nobody.
    static func run(_ arguments: [String]) async throws {
        let process = process(arguments)
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        try #require(status == 0)
    }

    private static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Read on a thread of its own, until the other end is closed.
    private static func pieces(of file: FileHandle) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream<String>.makeStream()
        Thread {
            while true {
                let piece = file.availableData
                if piece.isEmpty { break }
                continuation.yield(String(decoding: piece, as: UTF8.self))
            }
            continuation.finish()
        }.start()
        return stream
    }
}
