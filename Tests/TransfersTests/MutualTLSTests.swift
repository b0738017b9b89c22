// Certificates of our own, and issuers of our own choice, against a real TLS server where OpenSSL is installed.

import Foundation
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)), .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSL.path)))
struct MutualTLSTests {
    @Test(arguments: [false, true])
    func aServerThatAsksForOurCertificateGetsIt(_ isEncrypted: Bool) async throws {
        try await asking { url, certificate, folder in
            var request = TransferRequest.get(url)
            request.origins[0].trusted = try trusted(certificate)
            request.origins[0].clientCertificate = try await mine(folder, password: isEncrypted ? "open sesame" : nil)
            try await withEngine { engine in
                let text = String(decoding: try await engine.perform(request).bytes, as: UTF8.self)
                #expect(text.contains("Client certificate") || text.contains("Verified") || text.contains("peer"))
            }
        }
    }

    @Test func aServerThatGetsNoneOrAStrangeOneSaysSo() async throws {
        for version in ["-tls1_2", "-tls1_3"] {
            for shows in [false, true] {
                try await OpenSSL.serving(name: "127.0.0.1") { _, other in
                    try await asking(version) { url, certificate, _ in
                        var request = TransferRequest.get(url)
                        request.origins[0].trusted = try trusted(certificate)
                        let folder = (other as NSString).deletingLastPathComponent
                        if shows { request.origins[0].clientCertificate = try await mine(folder, password: nil) }
                        try await withEngine { engine in
                            let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                            // Before TLS 1.3 a server that gets none has no words for it.
                            let isSaid = shows || version == "-tls1_3"
                            #expect(error?.kind == (isSaid ? .clientCertificateRefused : .secureConnectionFailed))
                            #expect(error?.nextStep.contains("certificate") == true)
                        }
                    }
                }
            }
        }
    }

    @Test func aKeyThatDoesNotFitIsSaidSoBeforeAnythingIsSent() async throws {
        try await asking { url, certificate, folder in
            var request = TransferRequest.get(url)
            request.origins[0].trusted = try trusted(certificate)
            let good = try await mine(folder, password: "open sesame")
            let wrong = Secret(name: "p", bytes: [UInt8]("wrong".utf8))
            let rubbish = Secret(name: "k", bytes: [UInt8]("rubbish".utf8))
            for bad in [
                ClientCertificate(certificate: good.certificate, key: good.key, password: wrong),
                // Nobody is asked for it at the terminal.
                ClientCertificate(certificate: good.certificate, key: good.key),
                ClientCertificate(certificate: good.certificate, key: rubbish),
                ClientCertificate(certificate: rubbish, key: good.key, password: good.password),
            ] {
                request.origins[0].clientCertificate = bad
                try await withEngine { engine in
                    let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                    #expect(error?.kind == .clientCertificateUnusable(name: bad.certificate.name))
                }
            }
        }
    }

    @Test func issuersThatAreNoneAreSaidSo() async throws {
        try await OpenSSL.serving(name: "127.0.0.1") { port, _ in
            var request = TransferRequest.get("https://127.0.0.1:\(port)/")
            request.origins[0].trusted = TrustedCertificates(name: "council-ca.pem", pem: [UInt8]("rubbish".utf8))
            try await withEngine { engine in
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                #expect(error?.kind == .trustedUnusable(name: "council-ca.pem"))
            }
        }
    }

    @Test func whatIsTrustedForOneIsNotTrustedForAnother() async throws {
        try await OpenSSL.serving(name: "127.0.0.1", connections: 3) { port, certificate in
            try await withEngine { engine in
                var request = TransferRequest.get("https://127.0.0.1:\(port)/")
                request.origins[0].trusted = try trusted(certificate)
                _ = try await engine.perform(request)
                request.origins[0].trusted = nil
                let error = await failure { () throws(TransferError) in try await engine.perform(request) }
                #expect(error?.kind == .certificate(.selfSigned))
            }
        }
    }

    /// A server that trusts its own certificate, and no other, as its clients'.
    private func asking(
        _ version: String = "-tls1_3",
        _ work: (_ url: String, _ certificate: String, _ folder: String) async throws -> Void
    ) async throws {
        let extra = { ["-Verify", "1", "-CAfile", $0, "-verify_return_error", version] }
        try await OpenSSL.serving(name: "127.0.0.1", connections: 10, extra: extra) { port, certificate in
            let folder = (certificate as NSString).deletingLastPathComponent
            try await work("https://127.0.0.1:\(port)/", certificate, folder)
        }
    }

    /// The server's own certificate and key, to be shown by us.
    private func mine(_ folder: String, password: String?) async throws -> ClientCertificate {
        var key = "\(folder)/key.pem"
        if let password {
            let encrypted = "\(folder)/encrypted.pem"
            try await OpenSSL.run(["pkey", "-in", key, "-aes256", "-passout", "pass:\(password)", "-out", encrypted])
            key = encrypted
        }
        func secret(_ path: String, _ name: String) throws -> Secret {
            Secret(name: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        }
        return ClientCertificate(
            certificate: try secret("\(folder)/certificate.pem", "ours.pem"), key: try secret(key, "ours.key"),
            password: password.map { Secret(name: "ours-password", bytes: [UInt8]($0.utf8)) })
    }
}
