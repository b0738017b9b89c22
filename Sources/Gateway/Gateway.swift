// The gateway: everything that the daemon and the commands share, put together once.

import Adapters
import Configuring
import Foundation
import Logging
import Matching
import Publishing
import Reconciling
import SENDRecords
import ServiceLifecycle
import Storage
import Transfers

/// One gateway over one state folder, as its owner.
///
/// `open` takes the folder's lock and repairs what a crash left; `run` is the daemon; the commands that change something
/// (`Gateway+Control.swift`) work the same whether the daemon runs or not.
public final class Gateway: Sendable {
    private let current: CurrentConfiguration
    public let clock: GatewayClock
    let store: Store
    let engine: TransferEngine
    let secrets: SecretStore
    let events: GatewayEvents
    /// The sendgate executable, which child processes are.
    let host: String
    let gates = FeedGates()
    let stop = StopSign()
    let deriveBell = Bell()
    /// Rung when derive has worked: somebody may have become known.
    let knownBell = Bell()
    let outboxBells: OutboxBells
    /// Derive and what people decide; one lane.
    let deriveThread = WorkThread(named: "derive")
    /// Short questions to the store.
    let storeThread = WorkThread(named: "store")

    private init(
        configuration: GatewayConfiguration, clock: GatewayClock, store: Store, engine: TransferEngine,
        secrets: SecretStore, host: String, events: GatewayEvents
    ) {
        current = CurrentConfiguration(configuration)
        self.clock = clock
        self.store = store
        self.engine = engine
        self.secrets = secrets
        self.host = host
        self.events = events
        outboxBells = OutboxBells(consumers: configuration.agreements.map(\.id))
    }

    /// Opens the state folder as its owner.
    ///
    /// - Parameter host: the `sendgate` executable, from which child processes are started; nil is this one, for whoever is
    ///   one.
    /// - Throws: `StoreError.inUse` where another process owns it.
    public static func open(
        _ configuration: GatewayConfiguration, environment: [String: String], log: Logger,
        clock: GatewayClock? = nil, host: String? = nil
    ) throws -> Gateway {
        let clock = clock ?? .system(timeZone: configuration.settings.timeZone)
        let events = GatewayEvents(log: log)
        let store = try Store.open(folder: configuration.settings.stateFolder, as: .owner)
        let interrupted = try store.abandonUnfinishedRuns(at: clock.now)
        if !interrupted.isEmpty { events.repaired(runs: try interrupted.map { try store.feed($0).name }) }
        TapFolder.clear(state: configuration.settings.stateFolder)
        let engine = TransferEngine()
        try engine.start()
        let gateway = Gateway(
            configuration: configuration, clock: clock, store: store, engine: engine,
            secrets: configuration.secrets(environment: environment), host: host ?? ModuleHouse.ownExecutable,
            events: events)
        try gateway.noteTrials()
        return gateway
    }

    /// Ends the threads and gives the state folder free.
    public func close() async throws {
        stop.raise()
        deriveThread.stop()
        storeThread.stop()
        await engine.stop()
        try store.close()
    }

    // MARK: - Parts

    /// As it stands now; adapters change when somebody accepts a renamed column.
    public var configuration: GatewayConfiguration { current.value }

    func take(_ configuration: GatewayConfiguration) { current.value = configuration }

    var runner: FeedRunner {
        let configuration = configuration
        return FeedRunner(
            store: store, definitions: configuration.definitions, clock: clock, stop: stop,
            trials: TrialRules(rules: rules) { configuration.isOnTrial($0) }, modules: modules)
    }

    var modules: ModuleHouse { ModuleHouse(configuration, host: host) }

    var receipts: RunReceipts { RunReceipts(store: store, configuration: configuration, clock: clock) }

    var rules: DeriveRules {
        DeriveRules(
            model: configuration.model, settler: Settler(authority: configuration.authority),
            definitions: configuration.definitions, agreements: configuration.agreements,
            adaptersThatAsk: Set(configuration.manifests.filter(\.asksForKnownChildren).map(\.id)))
    }

    var deriving: DeriveService {
        DeriveService(
            store: store, rules: rules, clock: clock, thread: deriveThread, bell: deriveBell, knownBell: knownBell,
            outboxBell: outboxBells, events: events)
    }

    func sender(for agreement: Agreement, thread: WorkThread) -> any DeliverySender {
        switch agreement.route {
        case .webhook(let route):
            WebhookSender(
                route: route, engine: engine, secrets: secrets, clock: clock, proxy: configuration.settings.proxy)
        case .folder(let route): FolderSender(route: route, base: configuration.settings.folder, thread: thread)
        }
    }

    /// When a feed was last run to an end. A run that failed or was interrupted doesn't count: it is made up for at once.
    func lastStart(of feed: String) async -> Instant? {
        let store = store
        let ended = Set(RunState.allCases).subtracting([.failed, .staging])
        return try? await storeThread.run {
            guard let state = try store.feed(named: feed) else { return nil }
            // Rows that are read again are no pull.
            return try store.runs(RunFilter(feed: state.id, states: ended, limit: 100)).first { $0.kind != .retry }?
                .started
        }
    }

    // MARK: - Pulls

    /// One run of a fetched feed. With `orSkip`, nothing where a run is under way; else after it.
    @discardableResult
    func pull(_ manifest: Manifest, kind: RunKind, orSkip: Bool) async -> RunState? {
        do {
            return try await pullReporting(manifest, kind: kind, orSkip: orSkip)?.state
        } catch is CancellationError {
            return nil
        } catch {
            events.runFailed(feed: manifest.id, error)
            return .failed
        }
    }

    func pullReporting(
        _ manifest: Manifest, kind: RunKind, orSkip: Bool, fromStart: Bool = false
    ) async throws -> PassReport? {
        let runner = PullRunner(gateway: self, manifest: manifest)
        // Somebody who pulls by hand looks at what comes of it.
        if kind == .pull, manifest.isForeign, try await isAside(runner.feed) { return nil }
        if orSkip {
            guard await gates.tryEnter(runner.feed) else {
                events.runSkipped(feed: manifest.id)
                return nil
            }
        } else {
            await gates.enter(runner.feed)
        }
        let begun = ContinuousClock.now
        let report = try await gates.leaving(runner.feed) {
            let report = try await runner.run(kind: kind, fromStart: fromStart)
            await writeReport(of: report)
            return report
        }
        tell(report, feed: runner.feed, begun: begun)
        return report
    }

    func tell(_ report: PassReport, feed: FeedName, begun: ContinuousClock.Instant) {
        events.runFinished(
            feed: feed.description, run: report.run.rawValue, state: report.state.name,
            rows: report.counts.accountedFor, counts: report.counts.description, reason: report.reason,
            seconds: (ContinuousClock.now - begun).seconds)
    }
}
