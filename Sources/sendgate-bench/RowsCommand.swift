// `sendgate-bench rows`: one huge pupil list, from a file and over HTTP, while other schools go on dropping theirs.

import ArgumentParser
import DemoCity
import Foundation
import Gateway
import SENDRecords

struct RowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows",
        abstract: "Take a huge pupil list, matching included: rows a second, memory, write locks, others' receipts.")

    @Option(help: "How many rows the list has.") var rows = 1_000_000
    @Option(help: "How many children the city around it has.") var children = 300
    @Flag(help: "Only from a file.") var fileOnly = false
    @Flag(help: "Only over HTTP.") var httpOnly = false
    @OptionGroup var place: BenchPlace

    private static let school = 999_001

    func run() async throws {
        try await place.use { folder in
            let begun = ContinuousClock.now
            let list = "\(folder)/list.csv"
            let bytes = try City.writePupils(rows: rows, to: list, seed: 7, today: BenchPlace.today)
            Terminal.complain(
                "A list of \(rows) rows, \(bytes.mebibytes.shown) MiB, made in \((ContinuousClock.now - begun).seconds.shown) s"
            )
            var isKept = true
            if !httpOnly {
                isKept = try await dry(folder, list) && isKept
                isKept = try await dropped(folder, list) && isKept
            }
            if !fileOnly { isKept = try await fetched(folder, list) && isKept }
            guard isKept else { throw ExitCode.failure }
        }
    }

    // MARK: - Three ways

    /// Without matching: an own process reads, maps and stages all, and takes it away again.
    private func dry(_ folder: String, _ list: String) async throws -> Bool {
        let trial = try await makeTrial("\(folder)/dry", fetching: false)
        let begun = ContinuousClock.now
        let command = [
            "pull", "school-pupils", list, "--school", String(Self.school), "--dry-run", "--config", trial.config,
        ]
        let (isWell, peak) = try await DaemonProcess.start(trial.executable, command, log: trial.log).end()
        await trial.stop()
        guard isWell else { throw ValidationError("The dry run failed: see \(trial.log).") }
        let seconds = (ContinuousClock.now - begun).seconds
        return Figure.print(
            "Without matching: pull --dry-run of \(rows) rows",
            [
                Figure("seconds, taking it away again included", seconds.shown),
                Figure("peak memory", peak.mebibytes, below: 200, in: "MiB"),
            ])
    }

    private func dropped(_ folder: String, _ list: String) async throws -> Bool {
        let trial = try await makeTrial("\(folder)/file", fetching: false)
        let daemon = try await trial.startDaemonAndWait()
        let feeds = CityTrial.fetched + trial.city.schools.map { "school-pupils@\($0.urn)" }
        for school in trial.city.schools {
            try trial.drop(trial.city.schoolFile(of: school), named: "first.csv", for: school)
        }
        try await trial.settle(daemon, feeds: feeds, moreRuns: 1, within: .seconds(120))
        let copy = "\(folder)/file/list.csv"
        try FileManager.default.copyItem(atPath: list, toPath: copy)
        try trial.move(copy, named: "list.csv", to: Self.school)
        return try await watch(
            trial, daemon, "From a file: \(rows) rows dropped by a school", feed: "school-pupils@\(Self.school)"
        ) {
            try await again(trial, daemon, list)
        }
    }

    /// The same list a second time: it should cost little more than copying and hashing it.
    private func again(_ trial: CityTrial, _ daemon: DaemonProcess, _ list: String) async throws -> [Figure] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: list), options: .mappedIfSafe)
        let hashing = ContinuousClock.now
        _ = CityTrial.hash(of: bytes)
        let hashed = (ContinuousClock.now - hashing).seconds
        let copy = "\(trial.path)/again.csv"
        try FileManager.default.copyItem(atPath: list, toPath: copy)
        let (begun, processor) = (ContinuousClock.now, daemon.processorTime ?? 0)
        try trial.move(copy, named: "again.csv", to: Self.school)
        while !trial.hasReceipt(for: "again.csv", urn: Self.school) {
            guard daemon.isRunning, ContinuousClock.now - begun < .seconds(120) else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        let used = (daemon.processorTime ?? 0) - processor
        return [
            Figure(
                "the same list again",
                "receipt after \((ContinuousClock.now - begun).seconds.shown) s, \(used.shown) s of processor time;"
                    + " hashing alone \(hashed.shown) s"),
            Figure("its cost beside the first time", used / max(processor, 0.001), below: 0.05, in: ""),
        ]
    }

    private func fetched(_ folder: String, _ list: String) async throws -> Bool {
        let trial = try await makeTrial("\(folder)/http", fetching: true)
        await trial.partners.serve(file: list, at: "/pupils/list.csv")
        // A feed that has never run is pulled as soon as the daemon stands.
        let daemon = try await trial.startDaemonAndWait()
        return try await watch(trial, daemon, "Over HTTP: \(rows) rows fetched", feed: "school-pupils-http")
    }

    // MARK: - Measuring

    private func watch(
        _ trial: CityTrial, _ daemon: DaemonProcess, _ title: String, feed: String,
        then more: () async throws -> [Figure] = { [] }
    ) async throws -> Bool {
        let begun = ContinuousClock.now
        let small = Task { try await SmallFiles(trial: trial, pause: .seconds(3)).run() }
        let reader = try trial.reader()
        var applied: Double?
        var memoryWhenApplied = 0
        var log = 0
        do {
            while true {
                try await Task.sleep(for: .seconds(1))
                guard daemon.isRunning else { throw ValidationError("The daemon has ended: see \(trial.log).") }
                log = max(log, Self.size(of: "\(trial.state)/store.sqlite-wal"))
                let progress = try reader.progress()
                if applied == nil, (progress.endedRuns[feed] ?? 0) > 0 {
                    applied = (ContinuousClock.now - begun).seconds
                    memoryWhenApplied = daemon.peakMemory ?? 0
                    Terminal.complain("  applied after \((applied ?? 0).shown) s")
                }
                // Small files go on coming: the list is derived when only a few entries wait.
                if applied != nil, progress.waitingToBeDerived < 2000 { break }
            }
        } catch {
            small.cancel()
            await daemon.crash()
            throw error
        }
        let derived = (ContinuousClock.now - begun).seconds
        small.cancel()
        let waits = try await small.value
        try await trial.settle(daemon, within: .seconds(300), every: .seconds(1))
        let peak = daemon.peakMemory ?? 0
        let time = daemon.processorTime ?? 0
        let others = try await more()
        let locks = await trial.writeLocks()
        let totals = try reader.totals().filter { feed.hasPrefix($0.adapter) }
        let size = try reader.databaseSize()
        try reader.close()
        _ = await daemon.stop()
        await trial.stop()
        let stagedSeconds = applied ?? derived
        var figures = [
            Figure(
                "rows by outcome",
                totals.map {
                    "\($0.adapter): \($0.rows) = \($0.applied) applied, \($0.unchanged) unchanged, \($0.leftOut) left out, \($0.quarantined) quarantined"
                }.joined(separator: "; ")),
            Figure("to its receipt", "\(stagedSeconds.shown) s, \((Double(rows) / stagedSeconds).shown) rows/s"),
            Figure("to derived", "\(derived.shown) s, \((Double(rows) / derived).shown) rows/s"),
            Figure("processor time", "\(time.shown) s"),
            Figure("memory when it was applied", "\(memoryWhenApplied.mebibytes.shown) MiB"),
            Figure("peak memory, matching included", peak.mebibytes, below: 1024, in: "MiB"),
            Figure("other schools' receipts meanwhile", "\(waits.count), median \(Self.middle(waits).shown) s"),
            Figure("the longest wait for one", waits.max() ?? 0, below: 10, in: "s"),
            Figure("longest write lock: \(locks.first?.step ?? "none")", locks.first?.seconds ?? 0, below: 1, in: "s"),
        ]
        for lock in locks.dropFirst().prefix(5) {
            figures.append(Figure("write lock: \(lock.step)", "\(lock.seconds.shown) s"))
        }
        figures += [
            Figure("database", "\(size.mebibytes.shown) MiB, \((Double(size) / Double(rows)).shown) bytes a row"),
            Figure("the log's largest size", "\(log.mebibytes.shown) MiB"),
        ]
        return Figure.print(title, figures + others)
    }

    private static func middle(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[values.count / 2]
    }

    private static func size(of file: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? NSNumber)?.intValue ?? 0
    }

    // MARK: - The configuration

    private func makeTrial(_ path: String, fetching: Bool) async throws -> CityTrial {
        let shipped = try BenchPlace.shipped()
        var pace = DemoPace()
        pace.schools = [(urn: Self.school, name: "The Very Large School")]
        pace.fileLimit = "4 GB"
        if fetching {
            // Beside the trial's own folder, which is made anew.
            let plugins = "\(path)-plugins"
            try? FileManager.default.removeItem(atPath: plugins)
            try FileManager.default.copyItem(atPath: "\(shipped)/Plugins", toPath: plugins)
            try Self.writeFetchedAdapter(from: "\(plugins)/school-pupils", to: "\(plugins)/school-pupils-http")
            pace.plugins = plugins
            pace.adapters = ["school-pupils-http"]
        }
        return try await CityTrial.make(
            City(CityPlan(children: children, seed: 3, today: BenchPlace.today)), in: path, shipped: shipped,
            executable: try BenchPlace.executable(), pace: pace)
    }

    /// The shipped adapter of schools' pupil lists, fetched over HTTPS instead of dropped: the same layout and mapping.
    private static func writeFetchedAdapter(from folder: String, to target: String) throws {
        var text = try String(contentsOfFile: "\(folder)/adapter.yaml", encoding: .utf8)
        let changes = [
            ("id: school-pupils\n", "id: school-pupils-http\n"),
            (
                "  inbox:\n    patterns: [\"*.csv\", \"*.txt\", \"*.xlsx\"]\n",
                "  https:\n    origin: https://pupils.example\n\nschedule: {cron: \"0 3 * * *\"}\n"
            ),
            ("school-pupils@{partner-urn}", "school-pupils-http"),
            ("{value: partner-urn}", "{text: \"\(school)\"}"),
            ("setting: {value: partner-urn}", "setting: {text: \"\(school)\"}"),
            ("  - name: pupils\n", "  - name: pupils\n    path: /pupils/list.csv\n"),
            ("limits: {file: 200 MB}", "limits: {file: 4 GB}"),
        ]
        for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(target)/adapter.yaml"))
    }
}
