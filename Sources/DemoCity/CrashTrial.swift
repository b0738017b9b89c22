// The crash torture: a daemon that is killed at random moments while everything goes on around it, and what has to be
// true afterwards all the same.

import Foundation
import Gateway
import Glibc
import SENDRecords

/// Kills the daemon again and again while schools drop files, partners are asked and a consumer forgets to answer; then
/// compares with a daemon that was never killed.
public struct CrashTrial: Sendable {
    public var children = 150
    public var times = 50
    public var seed: UInt64 = 1
    /// States of the city that the schools' files and the partners' feeds go through.
    public var versions = 5
    /// The longest life of a daemon, in milliseconds.
    public var longestLife = 3000
    public var folder: String
    public var shipped: String
    public var executable: String
    public var today: CalendarDate

    public init(folder: String, shipped: String, executable: String, today: CalendarDate) {
        self.folder = folder
        self.shipped = shipped
        self.executable = executable
        self.today = today
    }

    /// The day on which the daemon believes to be.
    public static var londonToday: CalendarDate {
        GatewayClock.system(timeZone: TimeZone(identifier: "Europe/London") ?? .gmt).today
    }

    /// One thing that has to be true.
    public struct Check: Sendable {
        public let name: String
        public let isMet: Bool
        public let found: String
    }

    /// What was checked at the end, and whether all of it holds.
    public struct Report: Sendable {
        public let checks: [Check]
        public var isSound: Bool { checks.allSatisfy(\.isMet) }

        public var text: String {
            let width = checks.map(\.name.count).max() ?? 0
            return checks.map { check in
                let space = String(repeating: " ", count: width - check.name.count)
                return "  \(check.isMet ? "ok  " : "FAIL")  \(check.name)\(space)  \(check.found)"
            }.joined(separator: "\n")
        }
    }

    /// Runs the trial to its end; `telling` gets lines on the way.
    public func run(telling: @escaping @Sendable (String) -> Void) async throws -> Report {
        let cities = cities()
        var pace = DemoPace()
        pace.every = longestLife < 2000 ? 1 : 2
        pace.datesHealth = true
        pace.settle = "100ms"
        pace.poll = "200ms"
        let trial = try await CityTrial.make(
            cities[0], in: "\(folder)/killed", shipped: shipped, executable: executable, pace: pace,
            receiving: .forgetful(rate: 0.2, seed: seed))
        let begun = ContinuousClock.now
        let drops = try await torture(trial, cities, telling)
        telling("Killed \(times) times in \((ContinuousClock.now - begun).components.seconds) s; now it may finish …")
        let reference = try await undisturbed(cities, pace, telling)
        let report = try await check(trial, drops, reference)
        await trial.stop()
        return report
    }

    /// The same city from day to day; the last day is today, so that no file comes from the future.
    private func cities() -> [City] {
        var cities = [City(CityPlan(children: children, seed: seed, today: today.adding(days: 1 - versions)))]
        while cities.count < versions { cities.append(cities[cities.count - 1].changed().city) }
        return cities
    }

    // MARK: - Torture

    struct Drop: Hashable {
        let urn: String
        let file: String
    }

    /// - Returns: every file that was dropped.
    private func torture(
        _ trial: CityTrial, _ cities: [City], _ telling: @Sendable (String) -> Void
    ) async throws -> [Drop] {
        var chance = Chance(seed, 4711)
        // The schools' folders must be there before anybody can drop.
        await serve(cities[0], trial.partners)
        var daemon = try await trial.startDaemonAndWait()
        var waiting = cities.flatMap { city in city.schools.map { (city: city, school: $0) } }
        // Schools don't send in step: each one's files keep their order, the schools mix.
        var keyed: [(place: Int, item: (city: City, school: School))] = []
        for item in waiting { keyed.append((item.city.day * 1000 + chance.below(1500), item)) }
        keyed.sort { $0.place < $1.place }
        var queues: [Int: [(city: City, school: School)]] = [:]
        for item in waiting { queues[item.school.urn, default: []].append(item) }
        waiting = keyed.compactMap { entry in queues[entry.item.school.urn]?.removeFirst() }
        var drops: [Drop] = []
        var dropped = 0
        for number in 0..<times {
            if number > 0 { daemon = try trial.startDaemon() }
            // Two states of the partners, each for many kills: a state that one store never saw would be no fault of it, and
            // since when something is stated is part of what counts.
            await serve(cities[number < times / 2 ? 0 : versions - 1], trial.partners)
            let life = 50 + chance.below(longestLife - 50)
            var lived = 0
            // This round's share of the files comes at random moments of the daemon's life.
            let due = (number + 1) * waiting.count / times
            while lived < life {
                let step = min(life - lived, 20 + chance.below(400))
                try await Task.sleep(for: .milliseconds(step))
                lived += step
                if dropped < due, chance.happens(0.7) { try dropNext() }
            }
            kill(daemon.id, SIGKILL)
            // Some files come while it is down.
            while dropped < due { try dropNext() }
            await daemon.crash()
            if (number + 1) % 10 == 0 {
                telling(
                    "  \(number + 1) kills, \(dropped) files dropped, \(await trial.receiver.count.effects) effects")
            }
        }
        return drops

        func dropNext() throws {
            let (city, school) = waiting[dropped]
            let name = city.schoolFileName(of: school)
            try trial.drop(city.schoolFile(of: school), named: name, for: school)
            drops.append(Drop(urn: String(school.urn), file: name))
            dropped += 1
        }
    }

    /// The council's files carry their day in their address, and the daemon asks for today's.
    func serve(_ city: City, _ partners: PartnerServer) async {
        await partners.serve(city)
        await partners.stateDates()
        let date = City.hyphened(today)
        for module in CouncilModule.allCases {
            await partners.serve(city.councilFile(module), at: "/sen2/\(date)/" + module.fileName(date: date))
        }
    }

    // MARK: - Without a crash

    struct Reference {
        let stated: Set<StatedRecord>
        let clusters: [Set<SubjectKey>: [String: String]]
    }

    /// What a store comes to that gets the same files and is left in peace. It gets every version and not only the last:
    /// since when a school states a value is part of what decides which value counts.
    private func undisturbed(
        _ cities: [City], _ pace: DemoPace, _ telling: @Sendable (String) -> Void
    ) async throws -> Reference {
        telling("A daemon that nobody kills gets the same files …")
        let trial = try await CityTrial.make(
            cities[0], in: "\(folder)/undisturbed", shipped: shipped, executable: executable, pace: pace)
        await serve(cities[0], trial.partners)
        let daemon = try await trial.startDaemonAndWait()
        try await trial.settle(daemon, feeds: CityTrial.fetched, moreRuns: 1, within: .seconds(300))
        for city in cities {
            for school in city.schools {
                try trial.drop(city.schoolFile(of: school), named: city.schoolFileName(of: school), for: school)
            }
            try await trial.settle(daemon, within: .seconds(300))
        }
        await serve(cities[versions - 1], trial.partners)
        var reader = try trial.reader()
        let before = try reader.progress().endedRuns
        try reader.close()
        try await trial.settle(daemon, feeds: CityTrial.fetched, moreRuns: 2, than: before, within: .seconds(300))
        reader = try trial.reader()
        let reference = Reference(stated: try reader.statedRecords(), clusters: try Self.clusters(reader))
        try reader.close()
        _ = await daemon.stop()
        await trial.stop()
        return reference
    }

    /// Each child's keys with its settled identity.
    static func clusters(_ reader: GatewayReader) throws -> [Set<SubjectKey>: [String: String]] {
        var clusters: [Set<SubjectKey>: [String: String]] = [:]
        for (child, keys) in try reader.children() { clusters[Set(keys)] = try reader.settledIdentity(of: child) }
        return clusters
    }
}

extension CityTrial {
    /// The city as it is on that day.
    func city(after day: Int) -> City {
        var city = city
        while city.day < day { city = city.changed().city }
        return city
    }
}
