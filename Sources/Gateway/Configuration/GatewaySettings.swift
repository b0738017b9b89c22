// `config/sendgate.yaml` as a value: where things are, which schools there are, what differs from the manifests.

import Adapters
import Configuring
import Foundation
import SENDRecords

/// A school whose folder the gateway watches.
public struct ConfiguredSchool: Sendable, Hashable {
    public let urn: String
    public let name: String
}

/// Who sends one file for several schools: an academy trust, a federation, or a team of the council that gathers a form.
public struct ConfiguredTrust: Sendable, Hashable {
    /// The name of its folder in the inbox.
    public let folder: String
    public let name: String
    /// URNs of its schools.
    public let schools: [String]
}

/// The settings of one gateway.
public struct GatewaySettings: Sendable {
    /// The folder that holds `sendgate.yaml`; relative paths start here.
    public let folder: String
    public let stateFolder: String
    public let pluginsFolder: String
    public let inboxFolder: String
    public let consumersFolder: String
    public let credentialsFolder: String?
    /// Where the reports of fetched feeds are written, a folder for each feed.
    public let reportsFolder: String
    public let retention: RetentionSettings
    public let timeZone: TimeZone
    public let schools: [ConfiguredSchool]
    /// Who drops one file for several of them.
    public let trusts: [ConfiguredTrust]
    /// Leave for Singer taps to run, by adapter.
    public let taps: [Named<ConfiguredTap>]
    /// A mapping for each adapter that is laid over its manifest.
    public let overrides: [Named<ConfigurationNode>]
    /// What somebody has accepted of a feed's changes: laid over the manifests before `overrides`.
    public let accepted: [Named<ConfigurationNode>]
    /// Libraries of native modules that somebody has trusted, by adapter.
    let trusted: [String: TrustedLibrary]
    /// Adapters that run; nil means every one in the plug-ins folder.
    public let adapters: [Located<String>]?
    /// How long a dropped file must have stood still before it is taken.
    public let settleTime: Duration
    /// How often folders are looked through, whatever the file system tells.
    public let pollTime: Duration
    /// The proxy for all public origins, where a source states none of its own.
    public let proxy: SourceProxy?
    /// The port of `/health` on loopback; 0 lets the system choose; nil means none.
    public let healthPort: Int?
    /// How long a stop waits for running work.
    public let stopLimit: Duration
    /// Whether child processes run only where the kernel has every part of the sandbox.
    let requiresSandbox: Bool

    private enum Keys {
        static let state = DefaultedKey<String>("state", .text, default: "../state", "The state folder")
        static let plugins = DefaultedKey<String>("plugins", .text, default: "../Plugins", "The folder of adapters")
        static let inbox = DefaultedKey<String>(
            "inbox", .text, default: "../inbox", "The folder of the schools' folders")
        static let consumers = DefaultedKey<String>("consumers", .text, default: "consumers", "The sharing agreements")
        static let credentials = Key<String>("credentials", .text, "A folder with one file for each secret")
        static let reports = Key<String>(
            "reports", .text, "The folder of fetched feeds' reports; state/reports if left out")
        static let retention = DefaultedKey<RetentionSettings>(
            "retention", RetentionSettings.kind, default: RetentionSettings(), "How long files and reports are kept")
        static let timeZone = DefaultedKey<String>(
            "time-zone", .text, default: "Europe/London", "IANA time zone of dates")
        static let schools = DefaultedKey<[ConfiguredSchool]>(
            "schools", .list(of: .school), default: [], "The schools that drop files")
        static let trusts = DefaultedKey<[ConfigurationNode]>(
            "trusts", .list(of: .node), default: [], "Who drops one file for several schools")
        static let adapters = Key<[Located<String>]>(
            "adapters", .list(of: .located(.text)), "Adapters that run; all in the plug-ins folder where left out")
        static let taps = DefaultedKey<[Named<ConfigurationNode>]>(
            "taps", .names(to: .mapping), default: [],
            "Singer taps that may run, by adapter, and what each is granted: command, network, secrets, reads")
        static let overrides = DefaultedKey<[Named<ConfigurationNode>]>(
            "overrides", .names(to: .mapping), default: [], "Keys laid over an adapter's manifest, by adapter")
        static let settle = DefaultedKey<Duration>(
            "settle", .duration, default: .seconds(5), "How long a dropped file must have stood still")
        static let poll = DefaultedKey<Duration>(
            "poll", .duration, default: .seconds(10), "How often folders are looked through")
        static let health = Key<Int>(
            "health-port", .integer(0...65535), "Port of /health on loopback; 0 takes a free one")
        static let proxy = Key<ConfigurationNode>(
            "proxy", .mapping,
            "The proxy for all public origins, where a source states none of its own: origin, network, user, password")
        static let stopLimit = DefaultedKey<Duration>(
            "stop-limit", .duration, default: .seconds(20), "How long a stop waits for running work")
        static let sandbox = DefaultedKey<String>(
            "sandbox", .oneOf(["usual", "require"]), default: "usual",
            "`require` runs modules only where the kernel has every part of their sandbox; else what lacks is logged")
        static let all: [any DeclaredKey] = [
            sandbox, state, plugins, inbox, consumers, credentials, reports, retention, timeZone, schools, trusts,
            adapters, taps, overrides, settle, poll, health, proxy,
            stopLimit,
        ]
    }

    /// Every key of `sendgate.yaml` with its meaning and default.
    public static var reference: String { KeyReference.text(of: Keys.all) }

    /// Reads `sendgate.yaml` in the folder; what is wrong with it goes to `problems`.
    static func load(folder: String, _ problems: ProblemCollector) -> GatewaySettings? {
        let file = "\(folder)/sendgate.yaml"
        guard let node = problems.node(loading: file),
            let reader = MappingReader(node, called: "sendgate.yaml", keys: Keys.all, problems)
        else { return nil }
        let zoneName = reader[Keys.timeZone]
        let zone = TimeZone(identifier: zoneName)
        if zone == nil {
            reader.report("`\(zoneName)` is no IANA time zone", hint: "For instance Europe/London.", at: Keys.timeZone)
        }
        let schools = reader[Keys.schools]
        var seen: Set<String> = []
        for school in schools where !seen.insert(school.urn).inserted {
            reader.report("the school \(school.urn) is named twice", at: Keys.schools)
        }
        let trusts = reader[Keys.trusts].compactMap { ConfiguredTrust($0, schools: schools, problems) }
        var folders: Set<String> = []
        for trust in trusts where !folders.insert(trust.folder).inserted {
            reader.report("the folder \(trust.folder) is named twice", at: Keys.trusts)
        }
        func path(_ text: String) -> String { Self.resolve(text, from: folder) }
        return GatewaySettings(
            folder: folder, stateFolder: path(reader[Keys.state]), pluginsFolder: path(reader[Keys.plugins]),
            inboxFolder: path(reader[Keys.inbox]), consumersFolder: path(reader[Keys.consumers]),
            credentialsFolder: reader[Keys.credentials].map(path),
            reportsFolder: reader[Keys.reports].map(path) ?? path(reader[Keys.state]) + "/reports",
            retention: reader[Keys.retention], timeZone: zone ?? .gmt, schools: schools, trusts: trusts,
            taps: reader[Keys.taps].compactMap { entry in
                ConfiguredTap(entry.value, problems).map { Named(entry.name, $0, at: entry.place) }
            },
            overrides: reader[Keys.overrides], accepted: AcceptedChanges.read(folder: folder, problems),
            trusted: TrustedLibraries.read(folder: folder, problems), adapters: reader[Keys.adapters],
            settleTime: reader[Keys.settle],
            pollTime: reader[Keys.poll],
            proxy: reader[Keys.proxy].flatMap { SourceProxy($0, problems) }, healthPort: reader[Keys.health],
            stopLimit: reader[Keys.stopLimit], requiresSandbox: reader[Keys.sandbox] == "require")
    }

    /// What is laid over an adapter's manifest: accepted changes, over them what an operator wrote, and over both which feeds
    /// somebody has accepted: the setting that put them on trial is still there then.
    func override(of adapter: String) -> ConfigurationNode? {
        let accepted = accepted.first { $0.name == adapter }?.value
        let written = overrides.first { $0.name == adapter }?.value
        guard let accepted, let written else { return accepted ?? written }
        return accepted.overridden(by: written).overridden(by: accepted.only(["trial", "feeds"]))
    }

    /// A path as an absolute one; relative paths start at the configuration folder.
    static func resolve(_ path: String, from folder: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        return URL(fileURLWithPath: whole).standardizedFileURL.path
    }
}

private enum SchoolKeys {
    static let urn = Key<String>("urn", .text, required: true, "The school's URN")
    static let name = Key<String>("name", .text, required: true, "The school's name")
    static let all: [any DeclaredKey] = [urn, name]
}

extension ValueKind where Value == ConfiguredSchool {
    fileprivate static var school: Self {
        section("a school with urn and name", keys: SchoolKeys.all) { reader in
            let name = reader[SchoolKeys.name]
            guard let urn = reader[SchoolKeys.urn] else { return nil }
            guard case .valid(let canonical) = IdentifierKind.urn.check(urn) else {
                reader.report("`\(urn)` is no URN", hint: "A URN has 6 digits.", at: SchoolKeys.urn)
                return nil
            }
            return name.map { ConfiguredSchool(urn: canonical, name: $0) }
        }
    }
}
