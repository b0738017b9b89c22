// A city for benchmarks and tortures: the demo's partners and consumers, and a daemon that can be started as often as
// one likes.

import Crypto
import Foundation
import Gateway
import SENDRecords

/// A folder with a configuration, partners that serve, a consumer that receives. The daemon is started by whoever uses it.
public struct CityTrial: Sendable {
    public let city: City
    public let path: String
    public let partners: PartnerServer
    public let receiver: WebhookReceiver
    /// The `sendgate` that is tried.
    public let executable: String
    let folder: DemoFolder

    /// One receipt that a school got.
    public struct Receipt: Hashable, Sendable {
        public let urn: String
        public let file: String
        public let claim: String
        public let outcome: String
        public let run: Int?
    }

    /// Makes the folder and starts the servers. What an earlier trial left there is removed.
    public static func make(
        _ city: City, in path: String, shipped: String, executable: String, pace: DemoPace = DemoPace(),
        receiving mode: WebhookReceiver.Mode = .honest
    ) async throws -> CityTrial {
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let partners = PartnerServer(city: city)
        let receiver = WebhookReceiver(secret: DemoRun.webhookSecret, mode: mode, effects: "\(path)/received.jsonl")
        var folder = DemoFolder(path: path, shipped: shipped)
        folder.pace = pace
        let partnerPort = try await partners.start()
        let webhookPort = try await receiver.start()
        try folder.make(
            city: city, partnerPort: partnerPort, webhookPort: webhookPort, healthToken: partners.healthToken,
            webhookSecret: DemoRun.webhookSecret)
        return CityTrial(
            city: city, path: path, partners: partners, receiver: receiver, executable: executable, folder: folder)
    }

    public var config: String { folder.config }
    public var log: String { folder.log }
    public var state: String { folder.state }

    /// Ends the servers.
    public func stop() async {
        await receiver.stop()
        await partners.stop()
    }

    // MARK: - The daemon

    /// Starts the daemon and doesn't wait for it.
    public func startDaemon() throws -> DaemonProcess {
        try DaemonProcess.start(executable: executable, config: folder.config, log: folder.log)
    }

    /// Starts the daemon and waits until its folders and its store are there.
    public func startDaemonAndWait() async throws -> DaemonProcess {
        let daemon = try startDaemon()
        let configuration = try loadConfiguration()
        for _ in 0..<1200 {
            guard daemon.isRunning else { break }
            let ready = configuration.settings.schools.allSatisfy { school in
                FileManager.default.fileExists(atPath: "\(folder.inbox)/\(school.urn)/school-pupils/refused")
            }
            if ready, let reader = try? GatewayReader(configuration) {
                try reader.close()
                return daemon
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoRun.DemoError(description: "The daemon didn't start; its log is \(folder.log).")
    }

    /// A reader beside the daemon; close it.
    public func reader() throws -> GatewayReader { try GatewayReader(loadConfiguration()) }

    private func loadConfiguration() throws -> GatewayConfiguration {
        try GatewayConfiguration.load(
            folder: folder.config,
            today: GatewayClock.system(timeZone: TimeZone(identifier: "Europe/London") ?? .gmt).today)
    }

    /// What `/health` says, or nil.
    public func health() async -> String? {
        guard let text = try? String(contentsOfFile: "\(folder.state)/health.port", encoding: .utf8),
            let url = URL(string: "http://127.0.0.1:\(text.trimmingCharacters(in: .whitespacesAndNewlines))/health")
        else { return nil }
        return await LoopbackQuestion.get(url)
    }

    /// The longest time that each step held the write lock, in seconds, the longest first.
    public func writeLocks() async -> [(step: String, seconds: Double)] {
        guard let answer = await health(),
            let object = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any],
            let locks = object["longestWriteLock"] as? [String: Any]
        else { return [] }
        return locks.compactMap { step, value in (value as? NSNumber).map { (step: step, seconds: $0.doubleValue) } }
            .sorted { $0.seconds > $1.seconds }
    }

    // MARK: - Schools

    /// Saves a file in a school's folder, as its secretary would.
    public func drop(_ bytes: [UInt8], named name: String, for school: School) throws {
        try folder.drop(bytes, named: name, for: school)
    }

    /// Moves a file into a school's folder.
    public func move(_ file: String, named name: String, to urn: Int) throws {
        try FileManager.default.moveItem(atPath: file, toPath: "\(folder.inbox)/\(urn)/school-pupils/\(name)")
    }

    /// Every receipt that lies in the schools' folders.
    public func receipts() throws -> [Receipt] {
        try schoolFolders().flatMap { urn, path in
            try ["done", "refused"].flatMap { shelf in
                try Self.names(in: "\(path)/\(shelf)").filter { $0.hasSuffix(".receipt.json") }.compactMap { name in
                    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(shelf)/\(name)"))
                    guard let object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
                        return nil
                    }
                    return Receipt(
                        urn: urn, file: object["file"] as? String ?? "", claim: object["claim"] as? String ?? "",
                        outcome: object["outcome"] as? String ?? "", run: object["run"] as? Int)
                }
            }
        }
    }

    /// Whether a receipt for a file of that name lies there; found by the name alone, because this is asked often.
    public func hasReceipt(for name: String, urn: Int) -> Bool {
        let path = "\(folder.inbox)/\(urn)/school-pupils"
        return ["done", "refused"].contains { shelf in
            ((try? Self.names(in: "\(path)/\(shelf)")) ?? []).contains { $0.hasSuffix(" \(name).receipt.json") }
        }
    }

    /// Files that wait to be taken, and files that were taken and aren't settled.
    public func unsettled() throws -> (waiting: [String], taken: [String]) {
        var (waiting, taken): ([String], [String]) = ([], [])
        for (urn, path) in try schoolFolders() {
            for name in try Self.names(in: path) where name.hasSuffix(".csv") { waiting.append("\(urn)/\(name)") }
            for name in try Self.names(in: "\(path)/.taking") { taken.append("\(urn)/\(name)") }
        }
        return (waiting, taken)
    }

    /// What lies in the state folder's rooms for work under way.
    public func leftovers() throws -> [String] {
        try ["work", "scratch"].flatMap { room in
            try Self.names(in: "\(folder.state)/\(room)").map { "\(room)/\($0)" }
        }
    }

    private func schoolFolders() throws -> [(urn: String, path: String)] {
        try Self.names(in: folder.inbox).map { ($0, "\(folder.inbox)/\($0)/school-pupils") }
    }

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    // MARK: - Coming to rest

    /// Waits until no file waits, nothing is to be derived, everything due is acknowledged, and each of these feeds has
    /// ended so many runs more than `before`.
    public func settle(
        _ daemon: DaemonProcess, feeds: [String] = [], moreRuns: Int = 0, than before: [String: Int] = [:],
        within limit: Duration, every pause: Duration = .milliseconds(200)
    ) async throws {
        let reader = try reader()
        defer { try? reader.close() }
        let end = ContinuousClock.now + limit
        var what = ""
        while ContinuousClock.now < end {
            guard daemon.isRunning else {
                throw DemoRun.DemoError(description: "The daemon has ended; its log is \(log).")
            }
            let files = try unsettled()
            if files.waiting.isEmpty, files.taken.isEmpty {
                let progress = try reader.progress()
                let late = feeds.filter { (progress.endedRuns[$0] ?? 0) < (before[$0] ?? 0) + moreRuns }
                if late.isEmpty, progress.waitingToBeDerived == 0, progress.unfinishedDeliveries == 0 { return }
                what =
                    "\(progress.waitingToBeDerived) wait to be derived, \(progress.unfinishedDeliveries) to be delivered;"
                    + " feeds that have not run: \(late)"
            } else {
                what = "files wait: \(files.waiting + files.taken)"
            }
            try await Task.sleep(for: pause)
        }
        throw DemoRun.DemoError(description: "The city didn't come to rest: \(what). The daemon's log is \(log).")
    }

    public static let fetched = ["gias-schools", "council-ehc", "health-demographics", "transport"]

    /// SHA-256, as the gateway takes it of every payload.
    public static func hash(of bytes: some DataProtocol) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
