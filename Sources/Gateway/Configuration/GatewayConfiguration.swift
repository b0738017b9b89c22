// A whole configuration: every file read, every problem told at once, nothing opened, no network.

import Adapters
import Configuring
import Crypto
import Foundation
import Matching
import Publishing
import Reconciling
import SENDRecords
import Transfers

/// Everything that `config/` and `Plugins/` say.
public struct GatewayConfiguration: Sendable {
    public let settings: GatewaySettings
    public let definitions: Definitions
    public let authority: Authority
    public let model: MatchingModel
    /// Adapters by their identifiers, in the order of the names.
    public let manifests: [Manifest]
    public let agreements: [Agreement]
    /// Schedules of the adapters that are fetched.
    public let schedules: [String: Schedule]
    /// For each adapter a digest of how its manifest maps, and of the code sets it reads by: the same
    /// bytes under another digest are read again.
    let digests: [String: String]
    /// What is not wrong but should be looked at.
    public let warnings: [ConfigurationProblem]

    /// Reads the folder.
    ///
    /// - Throws: `ConfigurationProblems` with all that is wrong, each with file, line, column and the nearest right name.
    ///
    /// - Parameter everyAdapter: takes the adapters in as well that don't run here, for their authors and for `check`.
    public static func load(
        folder: String, today: CalendarDate, everyAdapter: Bool = false
    ) throws(ConfigurationProblems) -> GatewayConfiguration {
        let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        let problems = ProblemCollector()
        guard let settings = GatewaySettings.load(folder: folder, problems) else { throw problems.problems }
        let definitions = Definitions.load(folder: "\(folder)/definitions", problems)
        let authority = Authority.load(file: "\(folder)/authority.yaml", problems)
        var model: MatchingModel?
        do throws(ConfigurationProblems) {
            model = try MatchingModel.load("\(folder)/matching/model.yaml")
        } catch {
            problems.report(error)
        }
        var digests: [String: String] = [:]
        let manifests = loadManifests(settings, definitions, problems, &digests, everyAdapter: everyAdapter)
        let schedules = readSchedules(manifests, zone: settings.timeZone.identifier, problems)
        let files = YAMLFolder.files(in: settings.consumersFolder, problems).compactMap { path in
            problems.node(loading: path).map {
                (id: String(URL(fileURLWithPath: path).lastPathComponent.dropLast(5)), node: $0)
            }
        }
        let agreements = Agreement.read(files, definitions: definitions, problems)
        checkAuthority(authority, settings, problems)
        checkSchools(manifests, settings, problems)
        try problems.throwIfAny()
        guard let model else { throw problems.problems }
        return GatewayConfiguration(
            settings: settings, definitions: definitions, authority: authority, model: model, manifests: manifests,
            agreements: agreements, schedules: schedules, digests: digests,
            warnings: agreements.flatMap { $0.warnings(on: today) })
    }

    /// The manifest of an adapter that runs here, by its id.
    public func manifest(_ id: String) -> Manifest? {
        manifests.first { $0.id == id }
    }

    /// Whether what a feed sends is tried out and has no effect.
    func isOnTrial(_ feed: FeedName) -> Bool {
        manifest(feed.adapter)?.trial.holds(feed.partner) ?? false
    }

    /// Fetched feeds that can state that a child is restricted.
    var restrictingFeeds: [String] {
        manifests.filter { manifest in
            // A feed on trial says nothing yet: nobody waits for it.
            !manifest.source.isInbox && !manifest.trial.holds(nil)
                && manifest.files.contains { file in
                    file.records.contains { record in
                        record.type == Child.declaration.type
                            && record.fields.contains { $0.field.number == Child.restricted.declaration.number }
                    }
                }
        }.map(\.id)
    }

    /// Whether an adapter runs here: each does unless `adapters` lists some.
    public func runs(_ adapter: String) -> Bool {
        settings.adapters.map { $0.contains { $0.value == adapter } } ?? true
    }

    func digest(of adapter: String) -> String { digests[adapter] ?? "" }

    /// Where secrets come from: the environment first, then the credentials folder.
    func secrets(environment: [String: String]) -> SecretStore {
        SecretStore(
            environment: environment, folder: settings.credentialsFolder ?? environment["CREDENTIALS_DIRECTORY"])
    }

    private static func loadManifests(
        _ settings: GatewaySettings, _ definitions: Definitions, _ problems: ProblemCollector,
        _ digests: inout [String: String], everyAdapter: Bool
    ) -> [Manifest] {
        let codes = definitions.codeSets.values.sorted { $0.name < $1.name }
            .map { "\($0.name)=\($0.codes.map(\.code).joined(separator: ","))" }.joined(separator: ";")
        let available = available(in: settings.pluginsFolder)
        // Where no adapter is in use yet, the first is about to be made.
        if available.isEmpty, settings.adapters?.isEmpty != true {
            problems.report(
                "the plug-ins folder \(settings.pluginsFolder) holds no adapter",
                hint: "Set `plugins` in sendgate.yaml, or state `adapters: []` and make the first one.",
                at: ConfigurationPlace(file: "\(settings.folder)/sendgate.yaml", line: 1, column: 1))
        }
        let known = Set(available)
        for name in settings.adapters ?? [] where !known.contains(name.value) {
            problems.report(
                "there is no adapter `\(name.value)`", hint: NearestName.hint(for: name.value, among: available),
                at: name.place)
        }
        for override in settings.overrides + settings.accepted where !known.contains(override.name) {
            problems.report(
                "there is no adapter `\(override.name)`", hint: NearestName.hint(for: override.name, among: available),
                at: override.place)
        }
        for tap in settings.taps where !known.contains(tap.name) {
            problems.report(
                "there is no adapter `\(tap.name)`", hint: NearestName.hint(for: tap.name, among: available),
                at: tap.place)
        }
        let wanted = everyAdapter ? known : settings.adapters.map { Set($0.map(\.value)) } ?? known
        var manifests: [Manifest] = []
        for name in available where wanted.contains(name) {
            do throws(ConfigurationProblems) {
                let manifest = try Manifest.load(
                    folder: "\(settings.pluginsFolder)/\(name)", override: settings.override(of: name),
                    definitions: definitions)
                manifests.append(manifest)
                checkFeeds(of: manifest, settings, problems)
                let text = manifest.mappingText + codes
                digests[name] = ReadableHash.text(Array(SHA256.hash(data: Array(text.utf8))), letters: 26)
            } catch {
                problems.report(error)
            }
        }
        return manifests
    }

    /// A single feed is a school's or a trust's; an adapter that is fetched has one and no names.
    private static func checkFeeds(
        of manifest: Manifest, _ settings: GatewaySettings, _ problems: ProblemCollector
    ) {
        let names = manifest.source.isInbox ? settings.schools.map(\.urn) + settings.trusts.map(\.folder) : []
        for feed in manifest.trial.single where !names.contains(feed.name) {
            problems.report(
                "`feeds` of \(manifest.id) names `\(feed.name)`, which is no school and no trust of sendgate.yaml",
                hint: manifest.source.isInbox
                    ? NearestName.hint(for: feed.name, among: names)
                    : "\(manifest.id) is fetched and has one feed: write `trial` for the adapter.",
                at: feed.place)
        }
    }

    private static func readSchedules(
        _ manifests: [Manifest], zone: String, _ problems: ProblemCollector
    ) -> [String: Schedule] {
        var schedules: [String: Schedule] = [:]
        for manifest in manifests {
            switch manifest.schedule {
            case .every(let duration): schedules[manifest.id] = .every(seconds: Int(duration.components.seconds))
            case .cron(let text):
                do throws(ValueFault) {
                    schedules[manifest.id] = try Schedule(text.value, zone: zone)
                } catch {
                    problems.report("the schedule of \(manifest.id) \(error.what)", hint: error.hint, at: text.place)
                }
            case nil: break
            }
        }
        return schedules
    }

    /// The adapters in the plug-ins folder, those that don't run here too.
    private static func available(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/adapter.yaml") }.sorted()
    }

    /// A school that an adapter asks for is one of ours: what is stated of others would belong to nobody.
    private static func checkSchools(
        _ manifests: [Manifest], _ settings: GatewaySettings, _ problems: ProblemCollector
    ) {
        let known = settings.schools.map(\.urn)
        for manifest in manifests {
            guard case .https(let source) = manifest.source, let ids = source.each?.schools?.ids else { continue }
            for school in ids where !known.contains(school.urn) {
                problems.report(
                    "\(manifest.id) asks for the school \(school.urn), which sendgate.yaml doesn't name",
                    hint: NearestName.hint(for: school.urn, among: known) ?? "Name it under `schools`.",
                    at: manifest.place)
            }
        }
    }

    /// A ranking that names an adapter that isn't there is most likely a slip. One that is there and doesn't run is none.
    private static func checkAuthority(
        _ authority: Authority, _ settings: GatewaySettings, _ problems: ProblemCollector
    ) {
        let known = Set(available(in: settings.pluginsFolder))
        for feed in Set(authority.rankings.flatMap(\.feeds)).sorted()
        where !known.contains(String(feed.prefix { $0 != "@" })) && !known.isEmpty {
            guard let near = NearestName.slip(feed, among: known) else { continue }
            problems.report(
                "authority.yaml ranks `\(feed)`, which is no adapter here", hint: "Did you mean `\(near)`?",
                at: ConfigurationPlace(file: "\(settings.folder)/authority.yaml", line: 1, column: 1))
        }
    }
}
