// `sendgate-bench again`: the same pulls a second time. Cost follows change: it should be little more than hashing.

import ArgumentParser
import DemoCity
import Foundation
import Gateway
import SENDRecords

struct AgainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "again", abstract: "Send everything a second time: nothing may change, and it may cost little.")

    @Option(help: "How many children with SEND the city has.") var children = 2000
    @OptionGroup var place: BenchPlace

    func run() async throws {
        try await place.use { folder in
            let city = City(CityPlan(children: children, seed: 5, today: BenchPlace.today))
            let trial = try await CityTrial.make(
                city, in: "\(folder)/again", shipped: try BenchPlace.shipped(), executable: try BenchPlace.executable())
            let daemon = try await trial.startDaemonAndWait()
            let schools = city.schools.map { "school-pupils@\($0.urn)" }
            let first = try await round(trial, daemon, schools, isFirst: true)
            let reader = try trial.reader()
            let digest = try reader.contentDigest()
            let deliveries = try reader.outbox().count
            let effects = await trial.receiver.count.effects
            let second = try await round(trial, daemon, schools, isFirst: false)
            // What it uses when nothing comes: folders are looked through all the time.
            let idleBegun = daemon.processorTime ?? 0
            try await Task.sleep(for: .seconds(10))
            let idle = ((daemon.processorTime ?? 0) - idleBegun) / 10
            let runs = try reader.runFigures()
            let (hashing, bytes) = hashTime(city)
            let unchanged = runs.count { $0.state == "unchanged" }
            let sameContent = try reader.contentDigest() == digest
            let sent = try reader.outbox().count - deliveries
            let received = await trial.receiver.count.effects - effects
            try reader.close()
            _ = await daemon.stop()
            await trial.stop()
            let net = max(0, second.processor - idle * second.seconds)
            let isKept = Figure.print(
                "The same again: \(city.schools.count) schools' files and four partners' feeds, \(children) children",
                [
                    Figure("bytes of the schools' files", "\(bytes.mebibytes.shown) MiB"),
                    Figure("first round", "\(first.processor.shown) s of processor time, \(first.seconds.shown) s"),
                    Figure("second round", "\(second.processor.shown) s of processor time, \(second.seconds.shown) s"),
                    Figure("idle", "\((idle * 100).shown) % of a processor"),
                    Figure(
                        "second round without idling",
                        "\(net.shown) s: \((net * 1000 / Double(city.schools.count + 4)).shown) ms a feed"),
                    Figure("hashing those bytes alone", "\(hashing.shown) s"),
                    Figure("second round to first", net / max(first.processor, 0.001), below: 0.2, in: ""),
                    Figure("unchanged runs", "\(unchanged) of \(city.schools.count + 4)"),
                    Figure(
                        "feeds that weren't unchanged", Double(city.schools.count + 4 - unchanged), below: 1, in: ""),
                    Figure("deliveries put in the outbox", Double(sent), below: 1, in: ""),
                    Figure("webhooks received", Double(received), below: 1, in: ""),
                    Figure("content that differs", sameContent ? 0 : 1, below: 1, in: ""),
                ])
            guard isKept else { throw ExitCode.failure }
        }
    }

    /// Drops every school's file and has every partner asked, and waits until all is done.
    private func round(
        _ trial: CityTrial, _ daemon: DaemonProcess, _ schools: [String], isFirst: Bool
    ) async throws -> (processor: Double, seconds: Double) {
        let reader = try trial.reader()
        let before = try reader.progress().endedRuns
        try reader.close()
        // At its start the daemon asks the partners by itself.
        let begun = ContinuousClock.now
        let processor = isFirst ? 0 : daemon.processorTime ?? 0
        for school in trial.city.schools {
            try trial.drop(trial.city.schoolFile(of: school), named: trial.city.schoolFileName(of: school), for: school)
        }
        if !isFirst {
            let client = ControlClient(stateFolder: trial.state)
            for adapter in CityTrial.fetched {
                _ = try await client.answer(to: ControlRequest("pull", ["adapter": adapter, "dry-run": "false"]))
            }
        }
        try await trial.settle(
            daemon, feeds: schools + CityTrial.fetched, moreRuns: 1, than: isFirst ? [:] : before, within: .seconds(600)
        )
        return ((daemon.processorTime ?? 0) - processor, (ContinuousClock.now - begun).seconds)
    }

    private func hashTime(_ city: City) -> (seconds: Double, bytes: Int) {
        let files = city.schools.map { city.schoolFile(of: $0) }
        let begun = ContinuousClock.now
        for file in files { _ = CityTrial.hash(of: file) }
        return ((ContinuousClock.now - begun).seconds, files.reduce(0) { $0 + $1.count })
    }
}
