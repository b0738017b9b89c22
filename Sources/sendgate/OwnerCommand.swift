// How a command that changes something is done: by the daemon if one runs, else by the command itself as owner.

import Foundation
import Gateway
import Logging

enum OwnerCommand {
    /// Hands the request to the daemon over its socket, or opens the store and does it here. What then waits in the outbox
    /// is sent by the daemon.
    static func perform(_ request: ControlRequest, _ configuration: GatewayConfiguration) async throws -> String {
        let client = ControlClient(stateFolder: configuration.settings.stateFolder)
        let answer: ControlAnswer
        if let answered = try await client.answer(to: request, progress: { Terminal.complain($0) }) {
            answer = answered
        } else {
            var log = Logger(label: "sendgate") { StreamLogHandler.standardError(label: $0) }
            log.logLevel = .warning
            let gateway = try Gateway.open(
                configuration, environment: ProcessInfo.processInfo.environment, log: log)
            answer = await gateway.handle(request, progress: { Terminal.complain($0) })
            try await gateway.finishDeriving()
            try await gateway.close()
        }
        guard answer.isDone else { throw CommandError(answer.message) }
        return answer.message
    }
}
