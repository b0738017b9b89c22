// `/health` on loopback: whether the gateway is well, for the service manager and the monitoring. No personal data.

import Foundation
import Gateway
import Hummingbird
import Logging
import ServiceLifecycle

/// Serves `/health` on 127.0.0.1 until the service group stops.
///
/// 200 while the gateway works, 503 while it starts or stops, or when its store doesn't answer.
public struct HealthServer: Service {
    private let port: Int
    private let report: @Sendable () async -> HealthReport
    private let log: Logger
    private let running: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - running: is told the port once the server listens.
    public init(
        port: Int, log: Logger, report: @escaping @Sendable () async -> HealthReport,
        running: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.port = port
        self.report = report
        self.log = log
        self.running = running
    }

    public func run() async throws {
        let router = Router()
        let report = report
        router.get("/health") { _, _ in
            let health = await report()
            return Response(
                status: health.isWell ? .ok : .serviceUnavailable,
                headers: [.contentType: "application/json", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: health.json)))
        }
        var quiet = log
        quiet.logLevel = .warning
        let running = running
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? 0) }, logger: quiet)
        try await application.run()
    }
}
