// `answers.yaml` of an example: what a partner's service answered once, so that the whole fetching is tried offline.

import Configuring
import Feeds
import SENDRecords

/// A service that is played from records.
struct RecordedAnswers {
    static let fileName = "answers.yaml"

    /// One answer.
    struct Recorded {
        /// `GET /v1/students?limit=200`.
        let request: String
        let body: String?
        let status: Int
        /// Beside `answers.yaml`; nil for an answer without a body.
        let file: String?
        let headers: [(name: String, value: String)]
        let line: Int

        func fits(_ request: SourceRequest) -> Bool {
            guard self.request == Self.words(request) else { return false }
            guard let body, let asked = request.body else { return body == request.body }
            if let first = try? JSONValue(parsing: body), let second = try? JSONValue(parsing: asked) {
                return first == second
            }
            return body == asked
        }

        static func words(_ request: SourceRequest) -> String {
            "\(request.body == nil ? "GET" : "POST") \(request.address)"
        }
    }

    private enum Keys {
        static let request = Key<Located<String>>(
            "request", .located(.text), required: true, "the method, a blank, and the path with its query")
        static let body = Key<String>("body", .text, "what was posted")
        static let status = DefaultedKey<Int>("status", .integer(100...599), default: 200, "the answer's status")
        static let file = Key<String>("file", .text, "the file with the answer's body")
        static let headers = Key<[Named<String>]>("headers", .names(to: .text), "the answer's headers")
        static let all: [any DeclaredKey] = [request, body, status, file, headers]
    }

    /// The keys of an answer, for the documentation.
    static let keys = Keys.all

    let folder: String
    let answers: [Recorded]

    /// - Parameter files: the names of the files beside it.
    init(folder: String, files: [String]) throws(ConfigurationProblems) {
        self.folder = folder
        let problems = ProblemCollector()
        let node = try ConfigurationNode.load("\(folder)/\(Self.fileName)", called: Self.fileName)
        if node.elements == nil { problems.report("answers.yaml should be a list of answers", at: node.place) }
        answers = (node.elements ?? []).compactMap { node in
            guard let reader = MappingReader(node, called: "the answer", keys: Keys.all, problems) else { return nil }
            let (body, status, file) = (reader[Keys.body], reader[Keys.status], reader[Keys.file])
            let headers = (reader[Keys.headers] ?? []).map { ($0.name.lowercased(), $0.value) }
            if let file, !files.contains(file) {
                reader.report(
                    "there is no file `\(file)` beside answers.yaml", hint: NearestName.hint(for: file, among: files),
                    at: Keys.file)
            }
            guard let request = reader[Keys.request] else { return nil }
            let words = request.value.split(separator: " ")
            if words.count != 2 || !["GET", "POST"].contains(words[0]) || !words[1].hasPrefix("/") {
                problems.report(
                    "`request` should be a method and a path", hint: "Such as GET /v1/students?limit=200.",
                    at: request.place)
            }
            return Recorded(
                request: request.value, body: body, status: status, file: file, headers: headers, line: node.place.line)
        }
        try problems.throwIfAny()
    }

    // MARK: Playing

    /// What a run fetched.
    struct Play {
        struct Part {
            let file: String
            let name: String
            let path: String
            /// What it was asked for.
            var requested = RequestedPart.whole
        }

        var parts: [Part] = []
        /// Why the run failed or waits; nil where everything came.
        var failure: String?
        var absent: [AbsentPart] = []
        /// What was asked and what is recorded are not the same.
        var differences: [String] = []
        /// A request had no answer, so that the run could not go on.
        var isCut = false
    }

    /// Plays a run of the manifest's plan, as the daemon does, against the records.
    func play(_ manifest: Manifest, _ circumstances: SourceCircumstances) throws -> Play {
        var play = Play()
        guard var plan = SourcePlan(manifest, circumstances) else {
            play.differences.append("answers.yaml is for adapters that are fetched over HTTPS.")
            return play
        }
        var answer: SourceAnswer?
        var next = 0
        while true {
            switch plan.next(answer) {
            case .done:
                play.absent = plan.absent
                return ended(play, after: next)
            case .incomplete(let missing):
                play.failure = "The set is incomplete: \(missing.joined(separator: ", "))."
                return ended(play, after: next)
            case .failed(let reason):
                play.failure = reason
                return ended(play, after: next)
            case .request(let request):
                guard next < answers.count, answers[next].fits(request) else {
                    play.differences.append(unanswered(request, at: next))
                    play.isCut = true
                    return play
                }
                answer = try self.answer(answers[next], request, of: manifest, &play)
                next += 1
            }
        }
    }

    private func answer(
        _ recorded: Recorded, _ request: SourceRequest, of manifest: Manifest, _ play: inout Play
    ) throws -> SourceAnswer {
        switch recorded.status {
        case 200...299: break
        case 404, 410: return .notFound
        default: return .failed("\(request.file): The service answered \(recorded.status).")
        }
        let path = recorded.file.map { "\(folder)/\($0)" } ?? "/dev/null"
        play.parts.append(
            .init(
                file: request.file, name: recorded.file ?? "", path: path, requested: request.requested))
        guard let rule = manifest.file(request.file) else { return .failed("There is no file \(request.file).") }
        var source = FileByteSource(path: path)
        let links = recorded.headers.filter { $0.name == "link" }.map(\.value)
        do {
            return try rule.answer(in: &source, linkHeaders: links)
        } catch let error as any PayloadError {
            return .failed("\(request.file): \(error.description)")
        }
    }

    private func unanswered(_ request: SourceRequest, at index: Int) -> String {
        let asked = Self.told(Recorded.words(request), request.body)
        guard index < answers.count else { return "request \(index + 1): \(asked) has no answer in answers.yaml" }
        let recorded = answers[index]
        return
            "request \(index + 1): answers.yaml line \(recorded.line) has \(Self.told(recorded.request, recorded.body)), but the adapter asks \(asked)"
    }

    private func ended(_ play: Play, after next: Int) -> Play {
        var play = play
        play.differences += answers[next...].map {
            "answers.yaml line \($0.line): \(Self.told($0.request, $0.body)) was not asked for"
        }
        return play
    }

    private static func told(_ request: String, _ body: String?) -> String {
        "`\(request)`" + (body.map { " with the body `\($0)`" } ?? "")
    }
}
