// The request and the paging of a file, and whether they fit the source.

import Configuring
import Feeds

extension ManifestReader {
    /// Path, query and body; nil where the file is not fetched over HTTPS.
    func request(_ reader: MappingReader, source: FeedSource?, file name: String) -> RequestRule? {
        let path = reader[FileKeys.path]
        let query = (reader[FileKeys.query] ?? []).compactMap { queryPart($0, in: "query") }
        let post = reader[FileKeys.post].flatMap(post)
        for key in [FileKeys.query as any DeclaredKey, FileKeys.post]
        where reader.states(key) && !reader.states(FileKeys.path) {
            reader.report("`\(key.name)` needs `path`", at: key)
        }
        guard let path else { return nil }
        checkQuery(of: path, at: reader.place(of: FileKeys.path))
        let request = RequestRule(path: path, query: query, post: post)
        if case .https(let https) = source { checkPlaces(of: request, reader, https) }
        return request
    }

    private func queryPart(_ entry: Named<Located<String>>, in key: String) -> RequestRule.QueryPart? {
        if SecretLikeName.isOne(entry.name), !entry.value.value.contains("{") {
            problems.report(
                "`\(entry.name)` looks like a secret in plain text",
                hint: "Write `auth: {query: \(entry.name), secret: name-of-the-secret}` under `https`.",
                at: entry.value.place)
            return nil
        }
        guard let value = RequestTemplate(value: entry.value.value) else {
            problems.report(
                "`\(entry.name)` of `\(key)` has a brace that is not closed, or a date format that is none",
                hint: "A place is {since} or {date:yyyy-MM-dd}.", at: entry.value.place)
            return nil
        }
        return RequestRule.QueryPart(name: entry.name, value: value)
    }

    /// A secret in the query of the path itself.
    private func checkQuery(of path: RequestTemplate, at place: ConfigurationPlace) {
        guard let mark = path.description.firstIndex(of: "?") else { return }
        for part in path.description[mark...].dropFirst().split(separator: "&") {
            let name = String(part.prefix { $0 != "=" })
            guard SecretLikeName.isOne(name) else { continue }
            problems.report(
                "`\(name)` in the path looks like a secret in plain text",
                hint: "Write `auth: {query: \(name), secret: name-of-the-secret}` under `https`.", at: place)
        }
    }

    private func post(_ node: ConfigurationNode) -> PostRule? {
        if let text = node.text, !node.isBlank {
            return body(Located(text, at: node.place), type: nil, isSafe: false)
        }
        guard let reader = MappingReader(node, called: "`post`", keys: PostKeys.all, problems),
            let kind = reader.exactlyOne(of: [PostKeys.body, PostKeys.form])
        else { return nil }
        let (type, isSafe) = (reader[PostKeys.type], reader[PostKeys.safe])
        if kind == "form" {
            if type != nil { reader.report("`type` is for `body`", at: PostKeys.type) }
            let parts = (reader[PostKeys.form] ?? []).compactMap { queryPart($0, in: "form") }
            return PostRule(body: .form(parts), contentType: "application/x-www-form-urlencoded", isSafe: isSafe)
        }
        return reader[PostKeys.body].flatMap { body($0, type: type, isSafe: isSafe) }
    }

    private func body(_ text: Located<String>, type: String?, isSafe: Bool) -> PostRule? {
        let type = type ?? "application/json"
        let template = RequestTemplate(body: text.value)
        let isJSON = type.lowercased().contains("json")
        if isJSON {
            // With numbers in its places it must be JSON, wherever they stand.
            let filled = template.parts.map { part in
                switch part {
                case .text(let fixed): fixed
                case .place: "0"
                }
            }.joined()
            guard let document = try? JSONValue(parsing: filled) else {
                problems.report(
                    "the body is no JSON", hint: "State `type` where it is something else.", at: text.place)
                return nil
            }
            for member in document.members ?? [] where SecretLikeName.isOne(member.name) && member.value.text != "0" {
                problems.report(
                    "`\(member.name)` in the body looks like a secret in plain text",
                    hint: "Secrets are sent by `auth` or a header.", at: text.place)
            }
        }
        return PostRule(body: .text(template, isJSON: isJSON), contentType: type, isSafe: isSafe)
    }

    /// Every place has something to stand for.
    private func checkPlaces(of request: RequestRule, _ reader: MappingReader, _ source: HTTPSource) {
        let known = [RequestTemplate.date] + (source.each?.names ?? []) + [source.incremental?.name].compactMap(\.self)
        func place(of name: String) -> ConfigurationPlace {
            if request.path.names.contains(name) { return reader.place(of: FileKeys.path) }
            if let part = (reader[FileKeys.query] ?? []).first(where: { $0.value.value.contains("{\(name)") }) {
                return part.value.place
            }
            return reader.place(of: FileKeys.post)
        }
        for name in request.names.sorted() where !known.contains(name) {
            let hint =
                name == "since" && source.incremental == nil
                ? "State `incremental` under `https`: where a row says when it was changed."
                : NearestName.hint(for: name, among: known)
            problems.report("nothing says what {\(name)} stands for", hint: hint, at: place(of: name))
        }
        if let incremental = source.incremental, incremental.first == nil,
            request.neededNames.contains(incremental.name)
        {
            problems.report(
                "the first run has nothing to put for {\(incremental.name)} here",
                hint: "State `first` of `incremental`, or move the place into `query`, where it is left out then.",
                at: place(of: incremental.name))
        }
    }

    // MARK: Paging

    func paging(_ node: ConfigurationNode, formats: FeedFormats, hasBody: Bool) -> Paging? {
        guard let reader = MappingReader(node, called: "`paging`", keys: PagingKeys.all, problems),
            let kind = reader.exactlyOne(of: PagingKeys.all)
        else { return nil }
        var paging: Paging?
        switch kind {
        case "next-link": paging = reader[PagingKeys.nextLink].map(Paging.nextLink)
        case "link-header":
            guard reader[PagingKeys.linkHeader] == true else {
                reader.report("`link-header` is true or isn't stated", at: PagingKeys.linkHeader)
                return nil
            }
            paging = .linkHeader
        case "page":
            paging = reader[PagingKeys.page].flatMap { counted($0, called: "page", first: 1) }
                .map { .page(name: $0.name, first: $0.first, until: $0.until, in: $0.place) }
        case "offset":
            paging = reader[PagingKeys.offset].flatMap { counted($0, called: "offset", first: 0) }
                .map { .offset(name: $0.name, first: $0.first, until: $0.until, in: $0.place) }
        default: paging = reader[PagingKeys.cursor].flatMap(cursor)
        }
        guard let paging else { return nil }
        if !paging.captures.isEmpty, formats.json == nil {
            problems.report("`\(kind)` reads a JSON document, and the file has no `format: {json: …}`", at: node.place)
        }
        if paging.isInBody, !hasBody { problems.report("`in: body` needs `post`", at: node.place) }
        return paging
    }

    private func counted(
        _ node: ConfigurationNode, called name: String, first: Int
    ) -> (name: String, first: Int, until: Paging.End, place: Paging.Place)? {
        if let text = node.text, !node.isBlank { return (text, first, .empty, .query) }
        guard let reader = MappingReader(node, called: "`\(name)`", keys: CountedPagingKeys.all, problems) else {
            return nil
        }
        let size = reader[CountedPagingKeys.size]
        var until = Paging.End.empty
        if reader[CountedPagingKeys.until] == "short" {
            if let size {
                until = .short(of: size)
            } else {
                reader.report("`until: short` needs `size`: how many rows a part has", at: CountedPagingKeys.until)
            }
        }
        let start = reader[CountedPagingKeys.first] ?? first
        let place = reader[CountedPagingKeys.place]
        return reader[CountedPagingKeys.name].map { ($0, start, until, place) }
    }

    private func cursor(_ node: ConfigurationNode) -> Paging? {
        guard let reader = MappingReader(node, called: "`cursor`", keys: CursorPagingKeys.all, problems) else {
            return nil
        }
        let name = reader[CursorPagingKeys.name]
        let more = reader[CursorPagingKeys.more]
        let untilEmpty = reader[CursorPagingKeys.until] != nil
        let place = reader[CursorPagingKeys.place]
        guard let at = reader[CursorPagingKeys.at], let name else { return nil }
        return .cursor(at: at, name: name, more: more, untilEmpty: untilEmpty, in: place)
    }

    // MARK: The whole

    /// What can be told only when source, contract and files are known together.
    func checkSource(_ source: FeedSource?, _ files: [FileRule], isSnapshot: Bool?, _ node: ConfigurationNode) {
        guard case .https(let https) = source else { return }
        let place =
            (node["source"]?["https"]).map { https in { (key: String) in https[key]?.place ?? https.place } }
            ?? { _ in node.place }
        let asked = files.compactMap(\.request).map(\.names)
        for name in https.each?.names ?? [] where !asked.contains(where: { $0.contains(name) }) {
            problems.report(
                "no request takes {\(name)}", hint: "Put it into a path, a query or a body.", at: place("each"))
        }
        guard let rule = https.incremental else { return }
        let incremental = files.filter { $0.request?.names.contains(rule.name) ?? false }
        if isSnapshot == true {
            problems.report(
                "a snapshot can't be incremental: what hasn't changed would count as gone",
                hint: "State `snapshot: false`, or take `incremental` away.", at: place("incremental"))
        }
        if incremental.isEmpty, !files.isEmpty {
            problems.report(
                "no request takes {\(rule.name)}", hint: "Put it into a query: `updated_after: \"{\(rule.name)}\"`.",
                at: place("incremental"))
        }
        if rule.kind == .integer, incremental.count > 1 {
            problems.report(
                "one number can't be the cursor of several files: \(incremental.map(\.name).joined(separator: ", "))",
                hint: "Give each file an adapter of its own, or go by a moment.", at: place("incremental"))
        }
        if incremental.contains(where: \.formats.hasElements) {
            for field in rule.fields where (try? JSONPath(parsing: field)) == nil {
                problems.report("`\(field)` is no path", hint: "Such as $.updated_at.", at: place("incremental"))
            }
        }
    }
}

extension Paging {
    fileprivate var isInBody: Bool {
        switch self {
        case .nextLink, .linkHeader: false
        case .page(_, _, _, let place), .offset(_, _, _, let place), .cursor(_, _, _, _, let place): place == .body
        }
    }
}
