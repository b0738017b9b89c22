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

    private struct Drop: Hashable {
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
    private func serve(_ city: City, _ partners: PartnerServer) async {
        await partners.serve(city)
        await partners.stateDates()
        let date = City.hyphened(today)
        for module in CouncilModule.allCases {
            await partners.serve(city.councilFile(module), at: "/sen2/\(date)/" + module.fileName(date: date))
        }
    }

    // MARK: - Without a crash

    private struct Reference {
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
    private static func clusters(_ reader: GatewayReader) throws -> [Set<SubjectKey>: [String: String]] {
        var clusters: [Set<SubjectKey>: [String: String]] = [:]
        for (child, keys) in try reader.children() { clusters[Set(keys)] = try reader.settledIdentity(of: child) }
        return clusters
    }

    // MARK: - Checks

    private func check(_ trial: CityTrial, _ drops: [Drop], _ reference: Reference) async throws -> Report {
        await serve(trial.city(after: versions), trial.partners)
        await trial.receiver.become(.honest)
        let daemon = try await trial.startDaemonAndWait()
        var reader = try trial.reader()
        let before = try reader.progress().endedRuns
        try reader.close()
        // Two runs more: the first may have begun to fetch before the partners served the last version.
        try await trial.settle(daemon, feeds: CityTrial.fetched, moreRuns: 2, than: before, within: .seconds(900))
        let clean = await daemon.stop()
        reader = try trial.reader()
        defer { try? reader.close() }
        var checks: [Check] = []
        func check(_ name: String, _ isMet: Bool, _ found: String) {
            checks.append(Check(name: name, isMet: isMet, found: found))
        }

        let receipts = try trial.receipts()
        let counts = Dictionary(receipts.map { (Drop(urn: $0.urn, file: $0.file), 1) }, uniquingKeysWith: +)
        let wrong = Set(drops).filter { counts[$0] != 1 }
        check(
            "one receipt for each dropped file", wrong.isEmpty && receipts.count == drops.count,
            "\(drops.count) files, \(receipts.count) receipts"
                + Self.some(wrong.map { "\($0.urn)/\($0.file): \(counts[$0] ?? 0)" }))
        let claims = Set(receipts.map(\.claim))
        check("no claim twice", claims.count == receipts.count, "\(claims.count) claims")
        let files = try trial.unsettled()
        check("no file left in .taking", files.taken.isEmpty, "\(files.taken.count)")
        let leftovers = try trial.leftovers() + reader.unknownPayloads()
        check("no leavings of interrupted work", leftovers.isEmpty, "\(leftovers.count)" + Self.some(leftovers))

        let runs = try reader.runFigures()
        let off = runs.filter { $0.rows != $0.accountedFor }
        check("every run's figures add up", off.isEmpty, "\(runs.count) runs" + Self.some(off.map { "run \($0.run)" }))
        let states = Dictionary(runs.map { ($0.state, 1) }, uniquingKeysWith: +)
        let open = runs.filter { ["staging", "held"].contains($0.state) }
        check(
            "no run is left open or held", open.isEmpty,
            states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
                + Self.some(open.map { "run \($0.run) \($0.feed): \($0.reason)" }))
        let failed = runs.filter { $0.state == "failed" && $0.reason != "interrupted" }
        check(
            "no run failed but by a kill", failed.isEmpty,
            "\(failed.count)" + Self.some(failed.map { "\($0.feed): \($0.reason)" }))

        let stated = try reader.statedRecords()
        let (lost, extra) = (reference.stated.subtracting(stated), stated.subtracting(reference.stated))
        check(
            "the last files' records, all of them and no other", lost.isEmpty && extra.isEmpty,
            "\(stated.count) records; \(lost.count) lost, \(extra.count) too many"
                + Self.some((lost.union(extra)).map { "\($0.feed) \($0.type) \($0.key)" }))
        let clusters = try Self.clusters(reader)
        let (mine, theirs) = (Set(clusters.keys), Set(reference.clusters.keys))
        check(
            "the same children as in a store never killed", mine == theirs,
            "\(mine.count) children; \(mine.symmetricDifference(theirs).count) differ")
        let identities = mine.intersection(theirs).filter { clusters[$0] != reference.clusters[$0] }
        check(
            "the same settled identities", identities.isEmpty,
            "\(identities.count) differ"
                + Self.some(identities.map { Self.difference(clusters[$0] ?? [:], reference.clusters[$0] ?? [:]) }))
        checks += try await deliveryChecks(trial, reader)

        // Deriving all again has to find nothing to change.
        check("the daemon ended cleanly", clean, clean ? "yes" : "no")
        let digest = try reader.contentDigest()
        let rebuild = try DaemonProcess.start(trial.executable, ["rebuild", "--config", trial.config], log: trial.log)
        let rebuilt = await rebuild.end().isWell
        let after = try reader.contentDigest()
        check("rebuild comes to the same content", rebuilt && after == digest, rebuilt ? "" : "it failed")
        return Report(checks: checks)
    }

    private func deliveryChecks(_ trial: CityTrial, _ reader: GatewayReader) async throws -> [Check] {
        var checks: [Check] = []
        func check(_ name: String, _ isMet: Bool, _ found: String) {
            checks.append(Check(name: name, isMet: isMet, found: found))
        }
        let count = await trial.receiver.count
        let effects = await trial.receiver.effects
        check(
            "every repeat has the same bytes", count.differingDuplicates == 0 && count.badSignatures == 0,
            "\(count.attempts) attempts, \(count.effects) effects, \(count.duplicates) repeats,"
                + " \(count.droppedAnswers) answers kept back")
        check("no effect twice", Set(effects.map(\.id)).count == effects.count, "\(effects.count) effects")

        // An event's consumer is its address; the outbox knows it by the id.
        let outbox = try reader.outbox()
        let entries = Dictionary(outbox.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = effects.filter { entries[$0.id]?.body != $0.body }
        check("every effect is a delivery of the outbox, byte for byte", unknown.isEmpty, "\(unknown.count) aren't")
        let taken = Set(effects.map(\.id))
        let webhooks: Set<String> = ["case-team", "community-health"]
        let missing = outbox.filter {
            webhooks.contains($0.consumer) && $0.state == "delivered" && !taken.contains($0.id)
        }
        check("every acknowledged delivery was received", missing.isEmpty, "\(missing.count) weren't")
        let unfinished = outbox.filter { !["delivered", "superseded"].contains($0.state) }
        check("nothing set aside or left in the outbox", unfinished.isEmpty, "\(unfinished.count)")

        var last: [String: (sequence: Int64, body: [UInt8])] = [:]
        var back = 0
        var repeated = 0
        for effect in effects {
            guard let entry = entries[effect.id] else { continue }
            let about = "\(entry.consumer) \(entry.child)"
            if let before = last[about] {
                if entry.sequence <= before.sequence { back += 1 }
                if Self.view(effect.body) == Self.view(before.body) { repeated += 1 }
            }
            last[about] = (entry.sequence, effect.body)
        }
        check("no child is set back to an older view", back == 0, "\(back) of \(effects.count)")
        check("no view is sent twice under two ids", repeated == 0, "\(repeated)")
        var newest: [String: OutboxEntry] = [:]
        for entry in outbox where webhooks.contains(entry.consumer) {
            newest["\(entry.consumer) \(entry.child)"] = entry
        }
        // A view that nobody tried to send before its child went is overtaken by nothing: then nothing of it was received.
        let stale = newest.filter { about, entry in
            entry.state == "superseded" ? last[about] != nil : last[about]?.body != entry.body
        }
        check(
            "the last view received is the newest there is", stale.isEmpty,
            "\(newest.count) views, \(stale.count) stale")
        return checks
    }

    /// What an event says, without when and under which number it says it.
    private static func view(_ body: [UInt8]) -> NSObject? {
        let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
        return object.map { ["type": $0["type"] ?? "", "data": $0["data"] ?? ""] as NSDictionary }
    }

    /// Names of fields only.
    private static func difference(_ mine: [String: String], _ theirs: [String: String]) -> String {
        Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }.sorted().joined(separator: "+")
    }

    private static func some(_ texts: some Collection<String>) -> String {
        texts.isEmpty
            ? "" : " (" + texts.sorted().prefix(4).joined(separator: "; ") + (texts.count > 4 ? "; …" : "") + ")"
    }
}

extension CityTrial {
    /// The city as it is on that day.
    fileprivate func city(after day: Int) -> City {
        var city = city
        while city.day < day { city = city.changed().city }
        return city
    }
}
