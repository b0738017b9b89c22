// An HTTP server on 127.0.0.1, started and stopped at will.

import Hummingbird
import Logging
import NIOCore

/// What a handler knows beside the request: the connection, so that it can be dropped.
struct ConnectionContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}

/// Why a server on loopback could not be had.
public enum LoopbackError: Error, CustomStringConvertible {
    case notStarted(reason: String)
    /// The connection was closed on purpose.
    case dropped

    public var description: String {
        switch self {
        case .notStarted(let reason):
            "The local HTTP server did not start (\(reason)). Is the port taken by another program?"
        case .dropped: "The local HTTP server closed the connection, as it was told to."
        }
    }
}

/// Runs one application until it is stopped.
actor LoopbackServer {
    private enum State {
        case stopped
        case running(port: Int, Task<Void, any Error>)
    }

    private var state = State.stopped

    /// The port, while running.
    var port: Int? {
        guard case .running(let port, _) = state else { return nil }
        return port
    }

    /// Starts on that port, 0 for any free one, and returns the port when connections are accepted.
    func start(
        port: Int, _ respond: @escaping @Sendable (Request, ConnectionContext) async throws -> Response
    ) async throws -> Int {
        if case .running(let port, _) = state { return port }
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder(callback: respond),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1024),
            onServerRunning: { channel in
                continuation.yield(channel.localAddress?.port ?? 0)
            },
            logger: Logger(label: "demo-city") { _ in SwiftLogNoOpLogHandler() })
        let task = Task {
            defer { continuation.finish() }
            try await application.run()
        }
        for await found in ports {
            state = .running(port: found, task)
            return found
        }
        var reason = "it ended at once"
        do { try await task.value } catch { reason = "\(error)" }
        throw LoopbackError.notStarted(reason: reason)
    }

    /// Ends the server with its connections; harmless where it does not run.
    func stop() async {
        guard case .running(_, let task) = state else { return }
        state = .stopped
        task.cancel()
        _ = await task.result
    }
}
