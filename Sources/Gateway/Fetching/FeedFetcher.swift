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
    case complete(files: [ReceivedFile], asOf: Instant, memory: FeedMemory)
    /// Required files of the set aren't there yet.
    case incomplete(missing: [String], files: [ReceivedFile])
    case failed(reason: String)
}

/// Fetches one feed.
struct FeedFetcher: Sendable {
    let manifest: Manifest
    let store: Store
    let engine: TransferEngine
    let secrets: SecretStore
    let clock: GatewayClock
    /// Blocking work of this run.
    let thread: WorkThread

    func fetch(feed: FeedID, memory: FeedMemory) async throws -> FetchResult {
        let today = clock.today
        guard var plan = SourcePlan(manifest, on: today), case .https(let source) = manifest.source else {
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
                return .complete(files: files, asOf: asOf ?? clock.now, memory: next)
            case .incomplete(let missing): return .incomplete(missing: missing, files: files)
            case .failed(let reason): return .failed(reason: reason)
            case .request(let request):
                do {
                    let received = try await get(
                        request, source: source, feed: feed, known: memory.addresses[request.url])
                    files.append(received.file)
                    next.addresses[request.url] = received.fetched
                    // The oldest of the set: no file of it says anything about later.
                    let stated = manifest.asOf(
                        headers: received.headers, pathDate: today, arrival: clock.now)
                    asOf = min(asOf ?? stated, stated)
                    answer = try await look(into: received.file, request)
                } catch let error as TransferError {
                    if case .answered(let status) = error.kind, status == 404 || status == 410 {
                        answer = .notFound
                    } else {
                        answer = .failed("\(request.file): \(error)")
                    }
                } catch let error as SecretError {
                    answer = .failed("\(error)")
                } catch let error as CSVError {
                    answer = .failed("\(request.file): \(error)")
                } catch let error as JSONError {
                    answer = .failed("\(request.file): \(error)")
                }
            }
        }
    }

    // MARK: - One request

    struct Received {
        let file: ReceivedFile
        let fetched: FeedMemory.Fetched
        let headers: [String: String]
    }

    func get(
        _ request: SourceRequest, source: HTTPSource, feed: FeedID, known: FeedMemory.Fetched?
    ) async throws -> Received {
        let path = "\(store.workFolder)/fetch-\(UUID().uuidString)"
        var transfer = TransferRequest.get(request.url, to: .file(path: path, limit: manifest.limits.file))
        transfer.headers = try request.headers.map { (name: $0.name, value: try value(of: $0.value)) }
        transfer.allowance = source.isInsecure ? .insecure : .loopbackHTTP
        transfer.declaredOrigins = [try WebAddress(source.origin.description).origin]
        // What is asked for "if changed" must still be here when it isn't.
        if let known, let hash = PayloadHash(hex: known.payload),
            store.hasBytes(of: hash)
        {
            transfer.validators = known.validators
        }
        let answer = try await engine.perform(transfer, retrying: .pull)
        var headers: [String: String] = [:]
        for name in ["Last-Modified", "Date", "Content-Type", "ETag", "Link"] { headers[name] = answer.headers[name] }
        let name = request.url.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? request.file
        if answer.notModified, let known, let hash = PayloadHash(hex: known.payload) {
            return Received(
                file: ReceivedFile(file: request.file, name: name, hash: hash), fetched: known, headers: headers)
        }
        // An empty answer makes no file.
        if answer.decodedByteCount == 0 { try DurableFile.write([], to: path) }
        let (store, now) = (store, clock.now)
        let hash = PayloadHash(bytes: answer.sha256)
        let kept = try await thread.run {
            try store.keep(fileAt: path, sha256: hash, name: name, feed: feed, at: now)
        }
        return Received(
            file: ReceivedFile(file: request.file, name: name, hash: kept.hash),
            fetched: FeedMemory.Fetched(validators: answer.validators, payload: kept.hash.hex), headers: headers)
    }

    private func value(of header: SourceHeader.Value) throws -> HeaderValue {
        switch header {
        case .plain(let text): .plain(text)
        case .secret(let name): .secret(try secrets.secret(named: name.text))
        case .bearer(let name): .bearer(try secrets.secret(named: name.text))
        case .basic(let user, let password): .basic(user: user, password: try secrets.secret(named: password.text))
        }
    }

    // MARK: - Paging

    /// What the plan has to know of an answer: how many rows it has, and where the next part is. An answer without
    /// the format's mark is an error of the service, not an empty part. Answers that aren't paged aren't looked into:
    /// the run reads them once and does the same.
    private func look(into file: ReceivedFile, _ request: SourceRequest) async throws -> SourceAnswer {
        guard let rule = manifest.file(request.file), rule.paging != nil else { return .received(rows: 1) }
        let store = store
        return try await thread.run {
            var source = store.bytes(of: file.hash)
            let link = [request.nextLink].compactMap { $0 }
            let summary = try rule.read(&source, capturing: link) { _ in }
            if let trouble = summary.trouble { return .failed("\(request.file): \(trouble)") }
            let links = link.flatMap { summary.captures?.values(of: $0).compactMap(\.text) ?? [] }
            return .received(rows: summary.rows, links: links, digest: file.hash.hex)
        }
    }
}
