// Fetches what a feed's plan asks for, and keeps each answer before anything reads it.

import Adapters
import Configuring
import Feeds
import Foundation
import SENDRecords
import Storage
import Transfers

/// What fetching came to.
enum FetchResult: Sendable {
    case complete(FetchedSet, memory: FeedMemory)
    /// Required files of the set aren't there yet.
    case incomplete(missing: [String], files: [ReceivedFile])
    case failed(reason: String)
}

/// What a run has to read.
struct FetchedSet: Sendable {
    var files: [ReceivedFile] = []
    var asOf: Instant
    /// Schools and days that the service had nothing for, which the run goes on without.
    var absent: [AbsentPart] = []
}

/// Fetches one feed.
struct FeedFetcher: Sendable {
    let manifest: Manifest
    let store: Store
    let engine: TransferEngine
    let secrets: SecretStore
    let clock: GatewayClock
    /// The proxy of sources that state none.
    let proxy: SourceProxy?
    /// Blocking work of this run.
    let thread: WorkThread

    /// - Parameter circumstances: the day, the schools, and where the run goes on.
    func fetch(
        feed: FeedID, memory: FeedMemory, _ circumstances: SourceCircumstances
    ) async throws -> FetchResult {
        let today = circumstances.date
        guard var plan = SourcePlan(manifest, circumstances), case .https(let source) = manifest.source else {
            return .failed(reason: "\(manifest.title) is not fetched: its files come from an inbox.")
        }
        var files: [ReceivedFile] = []
        var next = memory
        next.addresses = [:]
        var asOf: Instant?
        var answer: SourceAnswer?
        while true {
            try Task.checkCancellation()
            switch plan.next(answer) {
            case .done:
                next.waitingSince = nil
                next.heldRun = nil
                let set = FetchedSet(files: files, asOf: asOf ?? clock.now, absent: plan.absent)
                return .complete(set, memory: next)
            case .incomplete(let missing): return .incomplete(missing: missing, files: files)
            case .failed(let reason): return .failed(reason: reason)
            case .request(let request):
                do {
                    // An answer to a question in a body isn't asked for "if changed".
                    let known = request.body == nil ? memory.addresses[request.url] : nil
                    let received = try await get(request, source: source, feed: feed, known: known)
                    files.append(received.file)
                    if request.body == nil { next.addresses[request.url] = received.fetched }
                    // The oldest of the set: no file of it says anything about later.
                    let stated = manifest.asOf(
                        headers: received.headers, pathDate: today, arrival: clock.now)
                    asOf = min(asOf ?? stated, stated)
                    answer = try await look(into: received)
                } catch let error as TransferError {
                    if case .answered(let status) = error.kind, status == 404 || status == 410 {
                        answer = .notFound
                    } else {
                        answer = .failed("\(request.file): \(error)")
                    }
                } catch let error as SecretError {
                    answer = .failed("\(error)")
                } catch let error as any PayloadError {
                    answer = .failed("\(request.file): \(error.description)")
                }
            }
        }
    }

    // MARK: - One request

    struct Received {
        let file: ReceivedFile
        let fetched: FeedMemory.Fetched
        let headers: [String: String]
        /// Its `Link` headers.
        let links: [String]
    }

    func get(
        _ request: SourceRequest, source: HTTPSource, feed: FeedID, known: FeedMemory.Fetched?
    ) async throws -> Received {
        let path = "\(store.workFolder)/fetch-\(UUID().uuidString)"
        var transfer = try source.transport.transfer(
            of: request, to: .file(path: path, limit: manifest.limits.file), secrets: secrets,
            usualProxy: proxy)
        // What is asked for "if changed" must still be here when it isn't.
        if let known, let hash = PayloadHash(hex: known.payload),
            store.hasBytes(of: hash)
        {
            transfer.validators = known.validators
        }
        let answer =
            transfer.isRepeatable
            ? try await engine.perform(transfer, retrying: .pull) : try await engine.perform(transfer)
        var headers: [String: String] = [:]
        for name in ["Last-Modified", "Date", "Content-Type", "ETag", "Link"] { headers[name] = answer.headers[name] }
        let links = answer.headers.all("link")
        let name = request.url.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? request.file
        if answer.notModified, let known, let hash = PayloadHash(hex: known.payload) {
            return Received(
                file: ReceivedFile(file: request.file, name: name, hash: hash, requested: request.requested),
                fetched: known, headers: headers,
                links: links)
        }
        // An empty answer makes no file.
        if answer.decodedByteCount == 0 { try DurableFile.write([], to: path) }
        let (store, now) = (store, clock.now)
        let hash = PayloadHash(bytes: answer.sha256)
        let kept = try await thread.run {
            try store.keep(fileAt: path, sha256: hash, name: name, feed: feed, at: now)
        }
        return Received(
            file: ReceivedFile(file: request.file, name: name, hash: kept.hash, requested: request.requested),
            fetched: FeedMemory.Fetched(validators: answer.validators, payload: kept.hash.hex), headers: headers,
            links: links)
    }

    // MARK: - Paging

    /// What the plan has to know of an answer.
    private func look(into received: Received) async throws -> SourceAnswer {
        guard let rule = manifest.file(received.file.file) else {
            return .failed("There is no file \(received.file.file).")
        }
        let store = store
        return try await thread.run {
            var source = store.bytes(of: received.file.hash)
            return try rule.answer(in: &source, linkHeaders: received.links)
        }
    }
}
