// Which requests a feed over HTTPS needs, one after the other. A state machine without I/O: it is told what came of
// one request and says the next step.

import Configuring
import SENDRecords

/// The plan of one run of a feed over HTTPS.
public struct SourcePlan: Sendable {
    private enum State {
        case notStarted
        case waiting(Walk)
        case ended(SourceStep)
    }

    /// Where the run is within the parts of one answer.
    fileprivate struct Walk {
        let part: Int
        var page = 1
        var url = ""
        /// Rows that have come.
        var rows = 0
        /// How many there are, as the answers say.
        var total: Int?
        /// What told the parts so far from each other.
        var marks: Set<Int> = []
        var cursors: Set<String> = []
    }

    private let files: [FileRule]
    private let source: HTTPSource
    private let pageLimit: Int
    private let parts: [SourcePart]
    private var state = State.notStarted
    /// Files that the service doesn't have, and those that came.
    private var notFound: [Int] = []
    private var came: Set<Int> = []
    /// Parts that the service doesn't have and without which there is no run.
    private var lacking: [String] = []
    /// Parts that the service doesn't have and that the run goes on without.
    public private(set) var absent: [AbsentPart] = []
    /// Requests made in this run: address and body.
    private var asked: Set<String> = []

    /// - Returns: nil for an adapter whose files come from elsewhere.
    public init?(_ manifest: Manifest, _ circumstances: SourceCircumstances) {
        guard case .https(let source) = manifest.source else { return nil }
        self.source = source
        // Another layout without an address of its own is only handed in.
        files = manifest.files.filter { $0.request != nil }
        pageLimit = manifest.limits.pages
        parts = SourcePart.all(of: files, source, circumstances)
    }

    /// - Parameter date: the day that dated paths are asked for.
    public init?(_ manifest: Manifest, on date: CalendarDate) {
        self.init(manifest, SourceCircumstances(date: date))
    }

    /// The next step. Give nil to begin, then what came of each request.
    public mutating func next(_ answer: SourceAnswer?) -> SourceStep {
        switch (state, answer) {
        case (.ended(let step), _): return step
        case (.notStarted, _): return begin(part: 0)
        case (.waiting, nil): return end(.failed("The plan was asked for a step while an answer is due."))
        case (.waiting(let walk), .some(let answer)): return take(answer, walk)
        }
    }

    private mutating func begin(part index: Int) -> SourceStep {
        if index < parts.count { return ask(Walk(part: index), more: firstPage(of: index)) }
        if parts.isEmpty, !files.isEmpty {
            return end(.failed("There is nothing to ask for: sendgate.yaml names no school."))
        }
        if !lacking.isEmpty {
            return end(
                .failed("The service has nothing for \(lacking.joined(separator: "; ")), and nothing else was used."))
        }
        let missing = missing
        return end(missing.isEmpty ? .done : .incomplete(missing: missing))
    }

    /// What the set lacks: of a file and other layouts of it one is enough.
    private var missing: [String] {
        notFound.map { files[$0] }.filter { file in
            file.isRequired && file.layoutOf.isEmpty && !came.contains { files[$0].places.contains(file.name) }
        }.map(\.name)
    }

    private mutating func take(_ answer: SourceAnswer, _ walk: Walk) -> SourceStep {
        let file = files[parts[walk.part].file]
        switch answer {
        case .failed(let why): return end(.failed(why))
        case .notFound: return lack(walk, file)
        case .received(let facts):
            came.insert(parts[walk.part].file)
            guard let paging = file.paging else { return begin(part: walk.part + 1) }
            var walk = walk
            if let fault = walk.noticing(facts) { return fail(walk, fault) }
            switch paging {
            case .nextLink, .linkHeader: return follow(facts.links, walk)
            case .page(let name, let first, let until, _):
                if until.isReached(by: facts) { return finish(walk) }
                return ask(walk.turned, more: (name, .number(first + walk.page)))
            case .offset(let name, let first, let until, _):
                if until.isReached(by: facts) { return finish(walk) }
                return ask(walk.turned, more: (name, .number(first + walk.rows)))
            case .cursor(_, let name, let more, let untilEmpty, _):
                return go(on: facts, walk, name: name, saysMore: more != nil, untilEmpty: untilEmpty)
            }
        }
    }

    private mutating func lack(_ walk: Walk, _ file: FileRule) -> SourceStep {
        guard walk.page == 1 else {
            return fail(walk, "is not there, although the part before it names it.")
        }
        let part = parts[walk.part].name
        if part.isEmpty {
            notFound.append(parts[walk.part].file)
        } else if source.each?.absent == .skip || !file.isRequired {
            absent.append(AbsentPart(file: file.name, part: part))
        } else {
            lacking.append("\(file.name) of \(part)")
        }
        return begin(part: walk.part + 1)
    }

    // MARK: Going on

    private mutating func follow(_ links: [String], _ walk: Walk) -> SourceStep {
        let stated = links.filter { !$0.isEmpty }
        guard let link = stated.first else { return finish(walk) }
        if stated.contains(where: { $0 != link }) { return fail(walk, "names several next parts.") }
        guard let next = source.origin.resolving(link, from: walk.url) else {
            return fail(walk, "leads to another host than \(source.origin), which is not followed.")
        }
        return ask(walk.turned, url: next, body: nil)
    }

    private mutating func go(
        on facts: AnswerFacts, _ walk: Walk, name: String, saysMore: Bool, untilEmpty: Bool
    ) -> SourceStep {
        if untilEmpty, facts.rows == 0 { return finish(walk) }
        let cursor = facts.cursor.flatMap { $0.isEmpty ? nil : $0 }
        if saysMore {
            guard let more = facts.more else { return fail(walk, "doesn't say whether there is more.") }
            if !more { return finish(walk) }
            if cursor == nil { return fail(walk, "says that there is more, and names no cursor.") }
        }
        guard let cursor else { return finish(walk) }
        var walk = walk
        guard walk.cursors.insert(cursor).inserted else {
            return fail(walk, "names a cursor that was there before: it would go on for ever.")
        }
        return ask(walk.turned, more: (name, .text(cursor)))
    }

    /// What the first request of a paged file says of its place.
    private func firstPage(of part: Int) -> (String, PagingValue)? {
        switch files[parts[part].file].paging {
        case .page(let name, let first, _, _), .offset(let name, let first, _, _): (name, .number(first))
        case .nextLink, .linkHeader, .cursor, nil: nil
        }
    }

    private mutating func finish(_ walk: Walk) -> SourceStep {
        if let total = walk.total, total != walk.rows {
            return end(
                .failed(
                    "\(name(of: walk)) holds \(total) rows, as the service says, but \(walk.rows) came: some were lost between its parts, or stand there twice."
                ))
        }
        return begin(part: walk.part + 1)
    }

    // MARK: Asking

    private mutating func ask(_ walk: Walk, more: (name: String, value: PagingValue)?) -> SourceStep {
        let part = parts[walk.part]
        let file = files[part.file]
        guard let request = file.request else { return end(.failed("The file \(file.name) has no path.")) }
        let isInBody = file.paging?.place == .body
        let inAddress = more.flatMap { isInBody ? nil : [($0.name, $0.value.text)] } ?? []
        let inBody = more.flatMap { isInBody ? [$0] : nil } ?? []
        let body = request.post.map { $0.text(part.values, and: inBody) }
        guard let address = request.address(part.values, and: inAddress), body.map({ $0 != nil }) ?? true else {
            return end(
                .failed(
                    "The request for \(name(of: walk)) could not be put together: a value that it needs is missing."))
        }
        return ask(walk, url: source.origin.description + address, body: body ?? nil)
    }

    private mutating func ask(_ walk: Walk, url: String, body: String?) -> SourceStep {
        let part = parts[walk.part]
        let file = files[part.file]
        guard asked.insert("\(url)\n\(body ?? "")").inserted else {
            return end(
                .failed("The parts of \(name(of: walk)) go round in a circle: part \(walk.page) was there before."))
        }
        guard walk.page <= pageLimit else {
            return end(.failed("\(name(of: walk)) has more than \(pageLimit) parts, which is the limit."))
        }
        var walk = walk
        walk.url = url
        state = .waiting(walk)
        let post = body == nil ? nil : file.request?.post
        return .request(
            SourceRequest(
                url: url, body: body, contentType: post?.contentType, isRepeatable: post?.isSafe ?? true,
                headers: source.headers, file: file.name, requested: part.requested, page: walk.page))
    }

    // MARK: Ending

    private func name(of walk: Walk) -> String {
        let part = parts[walk.part]
        return part.name.isEmpty ? files[part.file].name : "\(files[part.file].name) of \(part.name)"
    }

    private mutating func fail(_ walk: Walk, _ why: String) -> SourceStep {
        end(.failed("Part \(walk.page) of \(name(of: walk)) \(why)"))
    }

    private mutating func end(_ step: SourceStep) -> SourceStep {
        state = .ended(step)
        return step
    }
}

extension SourcePlan.Walk {
    fileprivate var turned: Self {
        var next = self
        next.page += 1
        return next
    }

    /// Takes in what came; says what is wrong with it.
    fileprivate mutating func noticing(_ facts: AnswerFacts) -> String? {
        rows += facts.rows
        if let stated = facts.total {
            if let total, stated < total {
                return
                    "says that there are \(stated) rows, and the part before it said \(total): rows were taken away meanwhile, and others may have moved to a part that has come already."
            }
            total = stated
        }
        if let mark = facts.mark, !marks.insert(mark).inserted {
            return "is the same as a part before it: the service doesn't turn the page."
        }
        return nil
    }
}

extension Paging {
    fileprivate var place: Place {
        switch self {
        case .nextLink, .linkHeader: .query
        case .page(_, _, _, let place), .offset(_, _, _, let place), .cursor(_, _, _, _, let place): place
        }
    }
}

extension Paging.End {
    fileprivate func isReached(by facts: AnswerFacts) -> Bool {
        switch self {
        case .empty: facts.rows == 0
        case .short(let size): facts.rows < size
        }
    }
}
