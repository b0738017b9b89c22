// `sendgate run`: the daemon.

import ArgumentParser
import Console
import Foundation
import Gateway
import Logging
import ServiceLifecycle

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the gateway until it is told to stop.",
        discussion: "SIGTERM or Ctrl-C ends it cleanly: the work at hand is finished or left for the next start.")

    @OptionGroup var folder: ConfigurationOption

    @Flag(name: .long, help: "Log more.")
    var verbose = false

    func run() async throws {
        let configuration = try folder.load()
        var log = Logger(label: "sendgate") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = verbose ? .debug : .info
        try await Terminal.telling {
            let gateway = try Gateway.open(
                configuration, environment: ProcessInfo.processInfo.environment, log: log)
            try await Daemon(gateway: gateway, log: log).run()
        }
    }
}
