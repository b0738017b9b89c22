// What `check` looks at beyond the configuration's own files: the adapters' examples, and secrets that aren't there.

import Adapters
import Foundation
import Publishing
import Transfers

/// What `check` looks at beyond the configuration's own words. No network is needed.
public enum ConfigurationCheck {
    /// Runs every adapter's examples through the daemon's engine; one line for each difference.
    public static func examples(_ configuration: GatewayConfiguration) -> [String] {
        let house = ModuleHouse(configuration)
        let modules = house.player(mayBeUntrusted: false)
        // Nothing of a library that isn't trusted is run here; it is warned of.
        return configuration.manifests.filter { house.trouble(of: $0) == nil }.flatMap { manifest -> [String] in
            let folder = "\(configuration.settings.pluginsFolder)/\(manifest.id)"
            do {
                return try AdapterCheck.run(
                    folder: folder, definitions: configuration.definitions, modules: modules
                ).flatMap { result in
                    result.differences.map { "\(result.adapter), example \(result.example): \($0)" }
                }
            } catch {
                return ["\(manifest.id): \(error)"]
            }
        }
    }

    /// Native modules whose library isn't loaded, with the command that changes it. A warning: the other feeds run.
    public static func untrustedModules(_ configuration: GatewayConfiguration) -> [String] {
        let house = ModuleHouse(configuration)
        return configuration.manifests.filter { configuration.runs($0.id) }.compactMap(house.trouble)
    }

    /// Secrets that are named and can't be found. A warning: they may be set where the daemon runs.
    public static func missingSecrets(_ configuration: GatewayConfiguration, environment: [String: String]) -> [String]
    {
        let secrets = configuration.secrets(environment: environment)
        var names: Set<String> = []
        for manifest in configuration.manifests where configuration.runs(manifest.id) {
            var wanted = manifest.source.secretNames
            // What a tap isn't granted is told otherwise.
            if case .singer(let tap) = manifest.source {
                let granted = configuration.leave(of: manifest.id, tap).granted?.secrets ?? []
                wanted.removeAll { !granted.contains($0) }
            }
            names.formUnion(wanted.map(\.text))
        }
        if let password = configuration.settings.proxy?.password { names.insert(password.text) }
        for agreement in configuration.agreements where agreement.isEnabled {
            guard case .webhook(let route) = agreement.route else { continue }
            names.formUnion(route.secrets.map(\.text))
        }
        return names.sorted().compactMap { name in
            do throws(SecretError) {
                _ = try secrets.secret(named: name)
                return nil
            } catch {
                return error.description
            }
        }
    }

    /// What taps ask for and aren't granted, or are granted without a name. A warning: the operator may not want to.
    public static func ungranted(_ configuration: GatewayConfiguration) -> [String] {
        configuration.manifests.filter { configuration.runs($0.id) }.flatMap { manifest -> [String] in
            guard case .singer(let tap) = manifest.source else { return [] }
            let leave = configuration.leave(of: manifest.id, tap)
            return leave.lacking + [leave.generosity].compactMap(\.self)
        }
    }
}
