// Which requests a feed over HTTPS needs, one after the other. A state machine without I/O: it is told what came of
// one request and says the next step.

import Configuring
import Feeds
import SENDRecords

/// One request to make.
public struct SourceRequest: Sendable, Equatable {
    public let url: String
    /// Secrets stand here by name.
    public let headers: [SourceHeader]
    /// The file of the set that the answer is, or is a part of.
    public let file: String
    /// Which part of it, from 1.
    public let page: Int
    /// What to capture from a JSON answer and give back in `SourceAnswer.links`.
    public let nextLink: JSONPath?
}

/// What came of the last request.
public enum SourceAnswer: Sendable, Equatable {
    /// The answer is here, or is unchanged since the last run.
    ///
    /// - Parameters:
    ///   - rows: how many rows or elements it has, rejected ones too.
    ///   - links: what stands at the request's `nextLink`.
    ///   - digest: the SHA-256 of its bytes, by which a service that ignores the page number is noticed.
    case received(rows: Int, links: [String] = [], digest: String? = nil)
    /// The service has no such file (HTTP 404 or 410).
    case notFound
    /// The transfer failed for good, with a reason for the operator.
    case failed(String)
}

/// What to do next.
public enum SourceStep: Sendable, Equatable {
    case request(SourceRequest)
    /// Everything is here.
    case done
    /// Required files are not there yet: wait as long as `HTTPSource.waitForSet` allows, then hold the run.
    case incomplete(missing: [String])
    /// The run fails, with a reason for the operator. It holds no path and no query.
    case failed(String)
}

/// The plan of one run of a feed over HTTPS.
public struct SourcePlan: Sendable {
    private enum State {
        case notStarted
        case waiting(file: Int, url: String, page: Int)
        case ended(SourceStep)
    }

    private let files: [FileRule]
    private let source: HTTPSource
    private let pageLimit: Int
    private let date: CalendarDate
    private var state = State.notStarted
    private var missing: [String] = []
    /// Addresses asked for in this run.
    private var asked: Set<String> = []
    private var lastDigest: String?

    /// - Parameter date: the day that dated paths are asked for.
    /// - Returns: nil for an adapter whose files come from an inbox.
    public init?(_ manifest: Manifest, on date: CalendarDate) {
        guard case .https(let source) = manifest.source else { return nil }
        self.source = source
        self.date = date
        // Another layout without an address of its own is only handed in.
        files = manifest.files.filter { $0.path != nil }
        pageLimit = manifest.limits.pages
    }

    /// The next step. Give nil to begin, then what came of each request.
    public mutating func next(_ answer: SourceAnswer?) -> SourceStep {
        switch (state, answer) {
        case (.ended(let step), _): return step
        case (.notStarted, _): return begin(file: 0)
        case (.waiting, nil): return end(.failed("The plan was asked for a step while an answer is due."))
        case (.waiting(let file, let url, let page), .some(let answer)):
            return take(answer, file: file, url: url, page: page)
        }
    }

    private mutating func begin(file index: Int) -> SourceStep {
        lastDigest = nil
        guard index < files.count else { return end(missing.isEmpty ? .done : .incomplete(missing: missing)) }
        let file = files[index]
        guard let path = file.path else { return end(.failed("The file \(file.name) has no path.")) }
        var url = source.origin.description + path.path(on: date)
        if case .pageNumber(let name, let first) = file.paging { url = Self.adding("\(name)=\(first)", to: url) }
        return ask(url, file: index, page: 1)
    }

    private mutating func take(_ answer: SourceAnswer, file index: Int, url: String, page: Int) -> SourceStep {
        let file = files[index]
        switch answer {
        case .failed(let why): return end(.failed(why))
        case .notFound:
            guard page == 1 else {
                return end(.failed("Part \(page) of \(file.name) is not there, although the part before it names it."))
            }
            if file.isRequired { missing.append(file.name) }
            return begin(file: index + 1)
        case .received(let rows, let links, let digest):
            switch file.paging {
            case nil: return begin(file: index + 1)
            case .nextLink: return follow(links, file: index, url: url, page: page)
            case .pageNumber(let name, let first):
                if rows == 0 { return begin(file: index + 1) }
                if let digest, digest == lastDigest {
                    return end(
                        .failed(
                            "Part \(page) of \(file.name) is the same as the part before: the page number is ignored."))
                }
                lastDigest = digest
                let base = source.origin.description + (file.path?.path(on: date) ?? "/")
                return ask(Self.adding("\(name)=\(first + page)", to: base), file: index, page: page + 1)
            }
        }
    }

    private mutating func follow(_ links: [String], file index: Int, url: String, page: Int) -> SourceStep {
        let stated = links.filter { !$0.isEmpty }
        guard let link = stated.first else { return begin(file: index + 1) }
        let name = files[index].name
        if stated.contains(where: { $0 != link }) {
            return end(.failed("Part \(page) of \(name) names several next parts."))
        }
        guard let next = source.origin.resolving(link, from: url) else {
            return end(
                .failed("Part \(page) of \(name) leads to another host than \(source.origin), which is not followed."))
        }
        return ask(next, file: index, page: page + 1)
    }

    private mutating func ask(_ url: String, file index: Int, page: Int) -> SourceStep {
        let file = files[index]
        guard asked.insert(url).inserted else {
            return end(.failed("The parts of \(file.name) go round in a circle: part \(page) was there before."))
        }
        guard page <= pageLimit else {
            return end(.failed("\(file.name) has more than \(pageLimit) parts, which is the limit."))
        }
        state = .waiting(file: index, url: url, page: page)
        var link: JSONPath?
        if case .nextLink(let path) = file.paging { link = path }
        return .request(
            SourceRequest(url: url, headers: source.headers, file: file.name, page: page, nextLink: link))
    }

    private mutating func end(_ step: SourceStep) -> SourceStep {
        state = .ended(step)
        return step
    }

    private static func adding(_ query: String, to url: String) -> String {
        url + (url.contains("?") ? "&" : "?") + query
    }
}
