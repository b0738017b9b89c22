// The commands that change something: the same handler whether the daemon runs or the command owns the store itself.

import Adapters
import Storage

extension Gateway {
    /// The daemon's ear for commands.
    func startControl() throws -> ControlServer {
        let server = ControlServer(stateFolder: configuration.settings.stateFolder) { request, progress in
            await self.handle(request, progress: progress)
        }
        try server.start()
        return server
    }

    /// Does what a command asks. What people decide goes through the derive lane, so that nothing changes under a step.
    public func handle(
        _ request: ControlRequest, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async -> ControlAnswer {
        do {
            let message = try await perform(request, progress)
            deriveBell.ring()
            return ControlAnswer(isDone: true, message: message)
        } catch {
            return ControlAnswer(isDone: false, message: GatewayError.words(for: error))
        }
    }

    private func perform(
        _ request: ControlRequest, _ progress: @escaping @Sendable (String) -> Void
    ) async throws -> String {
        switch request.command {
        case "pull": return try await pull(request, progress)
        case "adapters.trust": return try await trust(request.text("adapter"), by: request.text("by"))
        case "adapters.resume": return try await resume(request.text("adapter"), by: request.text("by"))
        case "adapters.compare": return try await compareShowingValues(request)
        case "adapters.discover": return try await discover(request.text("adapter"), by: request.text("by"))
        case "adapters.accept":
            return try await accept(
                HeaderDrift.Rename(gone: request.text("column"), new: request.text("name")),
                of: request.text("adapter"), by: request.text("by"))
        case "feeds.accept": return try await acceptFeed(request.text("feed"), by: request.text("by"), progress)
        case "runs.release": return try await release(RunID(request.number("run")), by: request.text("by"))
        case "runs.refuse": return try await refuse(RunID(request.number("run")), by: request.text("by"))
        case "verdicts.add": return try await addVerdict(request)
        case "verdicts.undo": return try await undoVerdict(request.number("id"), by: request.text("by"))
        case "restrict.add":
            return try await restrict(request.key("child"), by: request.text("by"), why: request.text("why"))
        case "restrict.lift": return try await liftRestriction(request.number("id"), by: request.text("by"))
        case "deliveries.retry": return try await retryDelivery(request.text("id"), by: request.text("by"))
        case "quarantine.retry": return try await retryQuarantine(request, progress)
        case "quarantine.values": return try await showQuarantined(request)
        case "rebuild": return try await rebuild(progress)
        default: throw CommandError("The gateway doesn't know the command \(request.command).")
        }
    }
}
