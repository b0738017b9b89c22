// `adapters test`: examples through the engine, differences by field, and what every adapter has to keep.

import Adapters
import Foundation
import SENDRecords

/// `adapters test`: the examples of adapters through the daemon's engine.
public enum AdapterTrialRun {
    /// What came of it, a line for each example and difference.
    public struct Report: Sendable {
        public let lines: [String]
        public let isPassed: Bool
    }

    /// Maps the examples of some adapters, or of all.
    ///
    /// - Parameters:
    ///   - accepting: writes what comes out as what is expected.
    ///   - host: the sendgate executable that native modules run in; nil is this executable.
    public static func test(
        _ ids: [String], accepting: Bool, _ configuration: GatewayConfiguration, today: CalendarDate,
        host: String? = nil
    ) throws -> Report {
        // An author's own module isn't trusted yet: it runs without secrets and network, in the same sandbox.
        let modules = ModuleHouse(configuration, host: host ?? ModuleHouse.ownExecutable).player(mayBeUntrusted: true)
        var lines: [String] = []
        var failed = 0
        var examples = 0
        var broken = 0
        let manifests =
            try ids.isEmpty ? configuration.manifests : ids.map { id in try configuration.adapter(named: id) }
        for manifest in manifests {
            let folder = "\(configuration.settings.pluginsFolder)/\(manifest.id)"
            if accepting {
                for name in try AdapterCheck.accept(
                    folder: folder, today: today, definitions: configuration.definitions, modules: modules)
                {
                    lines.append(
                        "\(manifest.id): wrote expected/\(name).json. Read it: from now on it is what counts as right.")
                }
            }
            for result in try AdapterCheck.run(
                folder: folder, definitions: configuration.definitions, modules: modules)
            {
                examples += 1
                if result.passes {
                    lines.append("ok    \(result.adapter), example \(result.example): \(result.rows) rows")
                } else {
                    failed += 1
                    lines.append("WRONG \(result.adapter), example \(result.example):")
                    lines += result.differences.map { "        \($0)" }
                }
            }
            let contract = try AdapterContract.check(manifest, folder: folder, configuration.definitions)
            if contract.breaches.isEmpty {
                lines.append("ok    \(manifest.id), contract: \(contract.checks) checks")
            } else {
                broken += 1
                lines.append("WRONG \(manifest.id), contract:")
                lines += contract.breaches.map { "        \($0)" }
            }
        }
        lines.append(
            failed == 0
                ? "All \(examples) examples give what is expected."
                : "\(failed) of \(examples) examples don't give what is expected. If the new result is right, run it again with --accept."
        )
        if broken > 0 { lines.append("\(broken) of \(manifests.count) adapters don't keep the contract.") }
        return Report(lines: lines, isPassed: failed + broken == 0)
    }
}
