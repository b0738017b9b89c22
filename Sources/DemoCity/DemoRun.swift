// The demo: an invented city goes through the real daemon.

import Foundation
import Gateway
import Logging
import SENDRecords

/// One run of the demo.
public struct DemoRun: Sendable {
    public var children: Int
    public var seed: UInt64
    /// Where everything is kept; a new folder below the system's temporary one where left out.
    public var folder: String?
    /// The folder that holds the shipped `config/` and `Plugins/`.
    public var shipped: String
    public var today: CalendarDate
    public var canary = false
    /// The `sendgate` that is the daemon; this same program where left out.
    public var executable = "/proc/self/exe"
    /// Changes the configuration before the daemon starts; it is given the configuration's folder.
    public var configure: @Sendable (_ folder: String) throws -> Void = { _ in }

    public init(children: Int, seed: UInt64, folder: String?, shipped: String, today: CalendarDate) {
        self.children = children
        self.seed = seed
        self.folder = folder
        self.shipped = shipped
        self.today = today
    }

    /// A city that is going through a daemon; `stop` it in the end.
    public struct Running: Sendable {
        public let city: City
        public let path: String
        public let daemon: DaemonProcess
        public let partners: PartnerServer
        public let receiver: WebhookReceiver
        public let reader: GatewayReader
        let folder: DemoFolder

        /// Drops a file for a school, as the school's own program would.
        public func drop(_ bytes: [UInt8], named name: String, for school: School) throws {
            try folder.drop(bytes, named: name, for: school)
        }

        /// Ends the daemon, then its partners; false where the daemon did not end in time.
        public func stop() async -> Bool {
            let clean = await daemon.stop()
            try? reader.close()
            await receiver.stop()
            await partners.stop()
            return clean
        }
    }

    /// Why the demo could not go on.
    public struct DemoError: Error, CustomStringConvertible {
        public let description: String
    }

    /// Makes the city, serves its partners, starts the daemon and drops the schools' files.
    public func start(telling: @Sendable (String) -> Void) async throws -> (
        running: Running, dropped: ContinuousClock.Instant
    ) {
        let path = folder.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? Self.temporaryFolder()
        if FileManager.default.fileExists(atPath: "\(path)/state") {
            throw DemoError(description: "\(path) holds a demo already. Name another folder, or remove it.")
        }
        telling("Making a city of \(children) children with SEND …")
        let city = City(CityPlan(children: children, seed: seed, today: today, canary: canary))
        let secret = Self.webhookSecret
        let partners = PartnerServer(city: city)
        let receiver = WebhookReceiver(secret: secret, effects: "\(path)/received.jsonl")
        let demo = DemoFolder(path: path, shipped: shipped)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let partnerPort = try await partners.start()
        let webhookPort = try await receiver.start()
        try demo.make(
            city: city, partnerPort: partnerPort, webhookPort: webhookPort, healthToken: partners.healthToken,
            webhookSecret: secret)
        try configure(demo.config)
        try await Self.seal(city, config: demo.config)
        telling("Starting the daemon in \(path) …")
        let daemon = try DaemonProcess.start(executable: executable, config: demo.config, log: demo.log)
        let reader = try await Self.openReader(demo, daemon)
        telling("\(city.schools.count) schools drop their pupil lists; four partners are asked for theirs …")
        for school in city.schools {
            try demo.drop(city.schoolFile(of: school), named: city.schoolFileName(of: school), for: school)
        }
        let running = Running(
            city: city, path: path, daemon: daemon, partners: partners, receiver: receiver, reader: reader, folder: demo
        )
        return (running, .now)
    }

    /// Enters the seals that people have decided on: an adopted child's records from before the order and after are never
    /// linked, from before the first of them arrives.
    private static func seal(_ city: City, config: String) async throws {
        let configuration = try GatewayConfiguration.load(folder: config, today: city.today)
        var log = Logger(label: "demo") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .error
        let gateway = try Gateway.open(configuration, environment: [:], log: log)
        for (first, second) in city.truth.seals {
            let answer = await gateway.handle(
                ControlRequest(
                    "verdicts.add",
                    [
                        "kind": "seal", "first": "\(first.space):\(first.key)",
                        "second": "\(second.space):\(second.key)",
                        "by": "adoption team", "why": "adoption order",
                    ]))
            guard answer.isDone else { throw DemoError(description: answer.message) }
        }
        try await gateway.close()
    }

    /// The secret of the demo's webhooks: anybody may know it, it guards invented data on this machine.
    static let webhookSecret = "whsec_" + Data("an-open-secret-for-the-demo-only".utf8).base64EncodedString()

    private static func temporaryFolder() -> String {
        let name = "sendgate-demo-\(ProcessInfo.processInfo.processIdentifier)"
        return FileManager.default.temporaryDirectory.appendingPathComponent(name).standardizedFileURL.path
    }

    /// Waits until the daemon has made its store and the schools' folders.
    private static func openReader(_ demo: DemoFolder, _ daemon: DaemonProcess) async throws -> GatewayReader {
        let configuration = try GatewayConfiguration.load(
            folder: demo.config,
            today: GatewayClock.system(timeZone: TimeZone(identifier: "Europe/London") ?? .gmt).today)
        for _ in 0..<600 {
            guard daemon.isRunning else { break }
            let ready = configuration.settings.schools.allSatisfy { school in
                FileManager.default.fileExists(atPath: "\(demo.inbox)/\(school.urn)/school-pupils/refused")
            }
            if ready, let reader = try? GatewayReader(configuration) { return reader }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw DemoError(description: "The daemon didn't start; its log is \(demo.log).")
    }
}

extension DemoRun.Running {
    /// What waiting for the city to go through came to.
    public struct Settled: Sendable {
        public let receipts: Duration
        public let delivered: Duration
        public let peakMemory: Int?
    }

    /// Waits until every school has its receipt, every partner was read, nothing waits to be derived and everything due is
    /// acknowledged.
    public func settle(since dropped: ContinuousClock.Instant, within limit: Duration) async throws -> Settled {
        let feeds =
            ["gias-schools", "council-ehc", "health-demographics", "transport"]
            + city.schools.map { "school-pupils@\($0.urn)" }
        var receipts: Duration?
        while ContinuousClock.now - dropped < limit {
            guard daemon.isRunning else {
                throw DemoRun.DemoError(description: "The daemon has ended; its log is \(folder.log).")
            }
            let progress = try reader.progress()
            let ended = feeds.allSatisfy { (progress.endedRuns[$0] ?? 0) > 0 }
            if ended, receipts == nil { receipts = ContinuousClock.now - dropped }
            if ended, progress.waitingToBeDerived == 0, progress.unfinishedDeliveries == 0 {
                let now = ContinuousClock.now - dropped
                return Settled(receipts: receipts ?? now, delivered: now, peakMemory: daemon.peakMemory)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw DemoRun.DemoError(
            description:
                "The city had not gone through after \(limit.components.seconds) s; the daemon's log is \(folder.log).")
    }

    /// What `/health` says.
    public func health() async -> String? {
        guard let text = try? String(contentsOfFile: "\(path)/state/health.port", encoding: .utf8),
            let url = URL(string: "http://127.0.0.1:\(text.trimmingCharacters(in: .whitespacesAndNewlines))/health")
        else { return nil }
        return await LoopbackQuestion.get(url)
    }
}
