// A gateway over a small invented city whose feeds are read from files, without network and without a daemon.

import DemoCity
import Foundation
import Logging
import SENDRecords

@testable import Gateway

/// A folder with a whole configuration, removed at the end.
final class SmallCity: Sendable {
    let city: City
    let folder: String
    /// Adapters of the test's own, where it has any.
    var plugins: String { "\(folder)/Plugins" }
    /// The folder of the sources: it holds the shipped `config` and `Plugins`.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// - Parameter more: adapters beside those whose feeds the city writes.
    init(children: Int = 60, seed: UInt64 = 3, more: [String] = []) throws {
        let today = CalendarDate(year: 2026, month: 11, day: 20)!
        city = City(CityPlan(children: children, seed: seed, today: today))
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("small-city-\(UUID().uuidString)").path
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/config/consumers", withIntermediateDirectories: true)
        for part in ["definitions", "matching", "authority.yaml"] {
            try files.copyItem(atPath: "\(Self.root)/config/\(part)", toPath: "\(folder)/config/\(part)")
        }
        let schools = city.schools.map { "  - {urn: \($0.urn), name: School}" }.joined(separator: "\n")
        let adapters =
            ["council-ehc", "gias-schools", "health-demographics", "school-pupils", "sensory-support", "transport"]
            + more
        let settings = """
            state: ../state
            inbox: ../inbox
            plugins: \(Self.root)/Plugins
            adapters: [\(adapters.joined(separator: ", "))]
            schools:
            \(schools)
            trusts:
              - folder: alder-trust
                name: Alder Learning Trust
                schools: [\(city.schools.prefix(3).map { "\($0.urn)" }.joined(separator: ", "))]
            """
        try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(folder)/config/sendgate.yaml"))
        let consumer = """
            title: Everything that may be shared
            purpose: test
            legal-basis: {article: 6(1)(c), special-category: 9(2)(g), statute: none}
            agreement: TEST
            valid-until: 2099-01-01
            children: {all: true}
            sureness: 0.5
            records:
              child: [forename, surname, birth-date, upn]
              ehc-plan: [started]
            route: {folder: {path: outgoing, format: json}}
            """
        try Data(consumer.utf8).write(to: URL(fileURLWithPath: "\(folder)/config/consumers/everything.yaml"))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Has adapters of the test's own run in place of the shipped ones: manifests by name, and what lies there already.
    func plugIn(_ manifests: [String: String] = [:]) throws {
        for (name, manifest) in manifests {
            try FileManager.default.createDirectory(atPath: "\(plugins)/\(name)", withIntermediateDirectories: true)
            try Data(manifest.utf8).write(to: URL(fileURLWithPath: "\(plugins)/\(name)/adapter.yaml"))
        }
        let settings = URL(fileURLWithPath: "\(folder)/config/sendgate.yaml")
        let lines = try String(contentsOf: settings, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("adapters:") }
            .map { $0.hasPrefix("plugins:") ? "plugins: \(plugins)" : String($0) }
        try Data(lines.joined(separator: "\n").utf8).write(to: settings)
    }

    /// Opens the gateway for some work and closes it. The clock starts at noon of the city's day, or so many days later.
    func open<Result: Sendable>(
        daysLater: Int = 0, host: String? = nil, _ work: (Gateway) async throws -> Result
    ) async throws -> Result {
        let configuration = try GatewayConfiguration.load(folder: "\(folder)/config", today: city.today)
        var log = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .critical
        let start = (Int64(city.today.daysSinceEpoch) + Int64(daysLater)) * 86_400_000 + 43_200_000
        let begun = ContinuousClock.now
        let clock = GatewayClock(timeZone: configuration.settings.timeZone) {
            let passed = (ContinuousClock.now - begun).components
            return Instant(milliseconds: start + passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000)
        }
        let gateway = try Gateway.open(configuration, environment: [:], log: log, clock: clock, host: host)
        do {
            let result = try await work(gateway)
            try await gateway.close()
            return result
        } catch {
            try? await gateway.close()
            throw error
        }
    }

    /// The version that the configuration's matching model names, as written.
    func modelVersion() throws -> String {
        let text = try String(contentsOfFile: "\(folder)/config/matching/model.yaml", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("version:") } ?? ""
        return line.dropFirst("version:".count).trimmingCharacters(in: .whitespaces)
    }

    // MARK: - Feeds as files

    /// Writes a file and gives its path.
    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let path = "\(folder)/files/\(UUID().uuidString)/\(name)"
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    func school(_ school: School, of city: City? = nil) throws -> ControlRequest {
        let city = city ?? self.city
        let path = try write(city.schoolFile(of: school), city.schoolFileName(of: school))
        return ControlRequest("pull", ["adapter": "school-pupils", "files": path, "school": "\(school.urn)"])
    }

    func council(of city: City? = nil) throws -> ControlRequest {
        let city = city ?? self.city
        let paths = try CouncilModule.allCases.map {
            try write(city.councilFile($0), $0.fileName(date: city.councilDate))
        }
        return ControlRequest("pull", ["adapter": "council-ehc", "files": paths.joined(separator: "\n")])
    }

    func health() throws -> ControlRequest {
        let path = try write(city.healthPage(1, size: 100_000, base: "http://127.0.0.1"), "patients.json")
        return ControlRequest("pull", ["adapter": "health-demographics", "files": path])
    }

    func transport() throws -> ControlRequest {
        let paths = try TransportFile.allCases.map { try write(city.transportFile($0), "\($0.rawValue).csv") }
        return ControlRequest("pull", ["adapter": "transport", "files": paths.joined(separator: "\n")])
    }

    /// Every feed once.
    func everything() throws -> [ControlRequest] {
        try [council(), health(), transport()] + city.schools.map { try school($0) }
    }
}

extension Gateway {
    /// Does what is asked and derives; fails the test where it can't be done.
    func work(_ request: ControlRequest) async throws {
        let answer = await handle(request)
        guard answer.isDone else { throw CommandError(answer.message) }
        try await finishDeriving()
    }

    /// Which keys are one child, and what the file says, without the children's identifiers.
    func content() throws -> Set<String> {
        let reader = GatewayReader(self)
        return Set(
            try reader.children().map { child, keys in
                let names = keys.map { "\($0.space):\($0.key)" }.sorted().joined(separator: " ")
                let identity = try reader.settledIdentity(of: child).sorted { $0.key < $1.key }
                return "\(names) \(identity)"
            })
    }
}
