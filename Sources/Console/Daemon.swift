// The daemon's life: the gateway and its pages under one service group, ended by a signal within a limit.

import Foundation
import Gateway
import Glibc
import Logging
import ServiceLifecycle

/// Runs a gateway with `/health` until SIGTERM or SIGINT.
public struct Daemon: Sendable {
    private let gateway: Gateway
    private let log: Logger

    public init(gateway: Gateway, log: Logger) {
        self.gateway = gateway
        self.log = log
    }

    public func run() async throws {
        let settings = gateway.configuration.settings
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: gateway, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
        if let port = settings.healthPort {
            let file = "\(settings.stateFolder)/health.port"
            let server = HealthServer(port: port, log: log) {
                await gateway.health()
            } running: { port in
                try? Data("\(port)\n".utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
            }
            services.append(.init(service: server))
        }
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = settings.stopLimit
        try await ServiceGroup(configuration: configuration).run()
        endAtTheLatest(after: settings.stopLimit)
        try await gateway.close()
    }

    private var quiet: Logger {
        var quiet = log
        quiet.logLevel = .warning
        return quiet
    }

    /// Work that doesn't heed its stop can't hold the process: what it was doing starts again with the next start, as
    /// after a crash.
    private func endAtTheLatest(after limit: Duration) {
        let seconds = Double(limit.components.seconds)
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: max(1, seconds))
            _exit(1)
        }
    }
}
