// What the transfer tests share.

import Foundation
import Testing

@testable import Transfers

/// Runs with an engine that is started before and stopped after.
func withEngine(
    _ settings: TransferEngine.Settings = .init(), _ work: (TransferEngine) async throws -> Void
) async throws {
    let engine = TransferEngine(settings: settings)
    try engine.start()
    do {
        try await work(engine)
    } catch {
        await engine.stop()
        throw error
    }
    await engine.stop()
}

/// Runs with a server that reacts so, and an engine.
func withServer(
    settings: TransferEngine.Settings = .init(), _ reaction: @escaping TestServer.Reaction,
    then work: (TestServer, TransferEngine) async throws -> Void
) async throws {
    let server = try TestServer(reaction)
    defer { server.stop() }
    try await withEngine(settings) { try await work(server, $0) }
}

/// The error of a transfer that must fail.
func failure(
    _ work: () async throws(TransferError) -> TransferAnswer, at location: SourceLocation = #_sourceLocation
) async -> TransferError? {
    do {
        let answer = try await work()
        Issue.record("it went through: \(answer)", sourceLocation: location)
        return nil
    } catch {
        return error
    }
}

func temporaryPath(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)").path
}

extension Timeouts {
    static let short = Timeouts(
        connect: .seconds(5), total: .seconds(30), lowSpeed: 1, lowSpeedTime: .seconds(30))
}

extension [DeclaredOrigin] {
    /// This machine, as a test declares it.
    static func here(_ url: String) -> [DeclaredOrigin] {
        (try? DeclaredOrigin(url, network: .loopback)).map { [$0] } ?? []
    }
}

/// Requests to this machine, declared as such.
extension TransferRequest {
    static func get(_ url: String, limit: Int = 1_000_000) -> TransferRequest {
        TransferRequest(
            method: .get, url: url, body: nil, destination: .memory(limit: limit), timeouts: .short,
            origins: .here(url))
    }

    static func get(_ url: String, to destination: Destination) -> TransferRequest {
        .get(url, to: destination, origins: .here(url))
    }

    static func post(_ body: [UInt8], to url: String) -> TransferRequest {
        .post(body, to: url, origins: .here(url))
    }
}
