// A run of a native module: it asks, the gateway fetches, and what it states is read like any feed's rows.

import AdapterHost
import Adapters
import Foundation
import SENDRecords
import Storage
import Transfers

/// What fetching for a module gives it.
private struct FetchedForModule: Sendable {
    let status: Int
    let hash: PayloadHash
    let headers: [String: String]
}

/// On the module's thread.
private struct LiveModule: ModuleHandler {
    let counter: ModuleCounter<FetchedForModule>
    let statements: ModuleStatements
    let stop: StopSign

    func answer(_ request: ModuleRequest) throws -> ModuleAnswer {
        let fetched = try counter.ask(request)
        return try statements.answer(
            fetched.status, .kept(fetched.hash),
            fetched.headers.map { ModuleStatement.Field(name: $0.key.lowercased(), value: $0.value) }
                .sorted { $0.name < $1.name })
    }

    func take(_ statement: ModuleStatement) throws { try statements.take(statement) }

    func check() throws {
        try stop.check()
        try counter.check()
    }
}

extension ModuleStatements {
    /// The next payload as the module gets it.
    func answer(_ status: Int, _ place: Place, _ headers: [ModuleStatement.Field]) throws -> ModuleAnswer {
        let (file, size) = try add(place)
        guard size > 0 else {
            close(file)
            return ModuleAnswer(status: status, body: -1, size: 0, headers: headers)
        }
        return ModuleAnswer(status: status, body: file, size: size, headers: headers)
    }
}

extension PullRunner {
    /// What came of the module itself.
    private enum Stated: Sendable {
        case all(ModuleStatements, sha256: String)
        /// Its own doing, which counts, or not.
        case failed(reason: String, counts: Bool)
    }

    func runModule(
        _ source: ModuleSource, kind: RunKind, feed: FeedState, memory: FeedMemory, on thread: WorkThread,
        fromStart: Bool
    ) async throws -> PassReport {
        let fetcher = ModuleFetcher(
            fetcher: FeedFetcher(
                manifest: manifest, store: gateway.store, engine: gateway.engine, secrets: gateway.secrets,
                clock: gateway.clock, proxy: gateway.configuration.settings.proxy, thread: thread), source: source,
            feed: feed.id, memory: memory)
        let stated = try await state(source, cursor: fromStart ? nil : feed.cursor, fetcher: fetcher)
        let (manifest, name, clock, runner, store) = (manifest, self.feed, gateway.clock, gateway.runner, gateway.store)
        var next = await fetcher.memory
        switch stated {
        case .failed(let reason, let counts):
            next = memory
            let told = counts ? reason + next.notingFailure(of: manifest.id, clock) : reason
            let kept = next
            return try await thread.run {
                try store.remember(feed.id, state: kept.text)
                return try record(.failed, reason: told, feed: feed.id, kind: kind, files: [])
            }
        case .all(let statements, let sha256):
            next.forgetFailures()
            let kept = next
            var pass = FeedPass(
                feed: name, manifest: manifest,
                digest: "\(gateway.configuration.digest(of: manifest.id))-\(sha256.prefix(16))",
                partner: FeedPartner(name: manifest.partner), kind: kind, files: await fetcher.files,
                asOf: await fetcher.asOf ?? clock.now, claim: nil)
            pass.statements = statements
            pass.began = fromStart ? nil : feed.cursor
            let ready = pass
            let report = try await thread.run {
                let report = try runner.run(ready)
                if report.state != .failed { try store.remember(feed.id, state: kept.text) }
                return report
            }
            gateway.deriveBell.ring()
            return report
        }
    }

    /// Runs the module, on a thread of its own that lives as long as the child process does.
    private func state(_ source: ModuleSource, cursor: [UInt8]?, fetcher: ModuleFetcher) async throws -> Stated {
        let (house, manifest, store, stop) = (gateway.modules, manifest, gateway.store, gateway.stop)
        let (today, cursor) = (gateway.clock.today, cursor.map { String(decoding: $0, as: UTF8.self) })
        let (events, name) = (gateway.events, self.feed.description)
        let counter = ModuleCounter<FetchedForModule>()
        let thread = WorkThread(named: "module \(manifest.id)")
        defer { thread.stop() }
        async let stated = thread.run { () -> Stated in
            defer { counter.finish() }
            let statements = ModuleStatements(manifest, store: store)
            do {
                let module = try house.trustedModule(source, adapter: manifest.id)
                var handler = LiveModule(counter: counter, statements: statements, stop: stop)
                let outcome = try house.run(module, source, of: manifest, state: cursor, on: today).run(&handler)
                if !outcome.lacks.isEmpty { events.sandboxLacks(feed: name, outcome.lacks) }
                try statements.finish()
                statements.state = outcome.state
                statements.remarks = outcome.remarks
                return .all(statements, sha256: module.sha256)
            } catch let error as UntrustedLibrary {
                return .failed(reason: error.description, counts: false)
            } catch let fault as ModuleFault {
                try handlerCheck(counter, stop)
                return .failed(reason: fault.text, counts: fault.isOwn)
            }
        }
        for await request in counter.requests {
            do {
                counter.give(.success(try await fetcher.answer(request)))
            } catch {
                counter.give(.failure(error))
            }
        }
        // The module has ended, or this task is cancelled.
        counter.close()
        return try await stated
    }
}

/// A run that is cancelled is no failure of the module's.
private func handlerCheck(_ counter: ModuleCounter<FetchedForModule>, _ stop: StopSign) throws {
    try stop.check()
    try counter.check()
}

extension ModuleFault {
    /// Whether it is the module's own doing.
    fileprivate var isOwn: Bool {
        if case .gateway = self { false } else { true }
    }
}

/// Fetches for a module, one request at a time, and keeps what came.
private actor ModuleFetcher {
    let fetcher: FeedFetcher
    let source: ModuleSource
    let feed: FeedID
    private let known: FeedMemory
    var memory: FeedMemory
    var files: [ReceivedFile] = []
    var asOf: Instant?

    init(fetcher: FeedFetcher, source: ModuleSource, feed: FeedID, memory: FeedMemory) {
        self.fetcher = fetcher
        self.source = source
        self.feed = feed
        known = memory
        self.memory = memory
        self.memory.addresses = [:]
    }

    func answer(_ asked: ModuleRequest) async throws -> FetchedForModule {
        let request = try source.request(
            method: asked.method, address: asked.address, headers: asked.headers.map { ($0.name, $0.value) },
            body: asked.body)
        do {
            let received = try await fetcher.get(
                request, source: source.https, feed: feed,
                known: request.body == nil ? known.addresses[request.url] : nil)
            if request.body == nil { memory.addresses[request.url] = received.fetched }
            files.append(received.file)
            let stated = fetcher.manifest.asOf(
                headers: received.headers, pathDate: fetcher.clock.today, arrival: fetcher.clock.now)
            asOf = min(asOf ?? stated, stated)
            return FetchedForModule(status: 200, hash: received.file.hash, headers: received.headers)
        } catch let error as TransferError {
            guard case .answered(let status) = error.kind, status == 404 || status == 410 else { throw error }
            // It is cited by no row, but the payloads of the run are numbered as the module knows them.
            let path = "\(fetcher.store.workFolder)/fetch-\(UUID().uuidString)"
            let (store, feed, now) = (fetcher.store, feed, fetcher.clock.now)
            let kept = try await fetcher.thread.run {
                try DurableFile.write([], to: path)
                return try store.keep(fileAt: path, name: "nothing", feed: feed, at: now)
            }
            files.append(ReceivedFile(file: ModuleSource.file, name: "nothing", hash: kept.hash))
            return FetchedForModule(status: status, hash: kept.hash, headers: [:])
        }
    }
}
