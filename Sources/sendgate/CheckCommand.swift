// `sendgate check`: everything that is wrong with a configuration, without starting anything and without a network.

import ArgumentParser
import Foundation
import Gateway

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the configuration and the adapters' examples; nothing is started.")

    @OptionGroup var folder: ConfigurationOption

    func run() async throws {
        let configuration = try folder.load(everyAdapter: true)
        for warning in configuration.warnings { Terminal.say("warning: \(warning)") }
        let failures = ConfigurationCheck.examples(configuration)
        for failure in failures { Terminal.complain(failure) }
        for secret in ConfigurationCheck.missingSecrets(configuration, environment: ProcessInfo.processInfo.environment)
        {
            Terminal.say("warning: \(secret)")
        }
        for lack in ConfigurationCheck.ungranted(configuration) { Terminal.say("warning: \(lack)") }
        for trouble in ConfigurationCheck.untrustedModules(configuration) { Terminal.say("warning: \(trouble)") }
        guard failures.isEmpty else {
            Terminal.complain("\(failures.count) example(s) of adapters don't give what is expected.")
            throw ExitCode(78)
        }
        let settings = configuration.settings
        let running = configuration.manifests.map(\.id).filter(configuration.runs)
        let resting = configuration.manifests.map(\.id).filter { !configuration.runs($0) }
        Terminal.say(
            """
            The configuration is sound.
              \(running.count) adapters run: \(running.joined(separator: ", "))
              \(resting.isEmpty ? "every adapter in the plug-ins folder runs" : "in the plug-ins folder, but not in `adapters`: \(resting.joined(separator: ", "))")
              \(settings.schools.count) schools with folders under \(settings.inboxFolder)
              \(configuration.agreements.count) consumers: \(configuration.agreements.map(\.id).joined(separator: ", "))
              state in \(settings.stateFolder)
            """)
    }
}
