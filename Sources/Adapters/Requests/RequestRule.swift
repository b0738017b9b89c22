// What is asked of a service for one file: path, query and body.

import Feeds

/// The request of a file, before a run fills its places.
public struct RequestRule: Sendable {
    public let path: RequestTemplate
    /// A value whose place has nothing to stand for is left out of the query with its name.
    public let query: [QueryPart]
    /// A body makes the request a POST.
    public let post: PostRule?

    /// One name and value of the query, or of a form.
    public struct QueryPart: Sendable, Hashable {
        public let name: String
        public let value: RequestTemplate
    }

    /// Names of all places.
    public var names: Set<String> {
        var names = Set(path.names + query.flatMap(\.value.names))
        switch post?.body {
        case .text(let text, _): names.formUnion(text.names)
        case .form(let parts): names.formUnion(parts.flatMap(\.value.names))
        case nil: break
        }
        return names
    }

    /// Names of places without which there is no request.
    var neededNames: Set<String> {
        var names = Set(path.names)
        if case .text(let text, _)? = post?.body { names.formUnion(text.names) }
        return names
    }

    /// The path and query, after the origin; nil where a needed place has no value.
    func address(_ values: RequestValues, and more: [(name: String, value: String)] = []) -> String? {
        guard var address = path.filled(values, as: .address) else { return nil }
        var parts = query.compactMap { part in part.value.filled(values, as: .plain).map { (part.name, $0) } }
        parts += more.map { ($0.name, $0.value) }
        for (name, value) in parts {
            address += address.contains("?") ? "&" : "?"
            address += "\(PercentEncoding.encoded(name))=\(PercentEncoding.encoded(value))"
        }
        return address
    }
}

/// The body of a request.
public struct PostRule: Sendable {
    /// What is sent.
    public enum Body: Sendable {
        case text(RequestTemplate, isJSON: Bool)
        case form([RequestRule.QueryPart])
    }

    public let body: Body
    public let contentType: String
    /// Whether asking twice does no more than asking once, so that a lost answer can be asked for again.
    public let isSafe: Bool

    /// - Parameter more: what paging adds: names, with dots between those of objects inside each other, and values.
    /// - Returns: nil where a place has no value, or where what is added finds no object to be put into.
    func text(_ values: RequestValues, and more: [(name: String, value: PagingValue)] = []) -> String? {
        switch body {
        case .form(let parts):
            let stated = parts.compactMap { part in part.value.filled(values, as: .plain).map { (part.name, $0) } }
            return (stated + more.map { ($0.name, $0.value.text) }).map { name, value in
                "\(PercentEncoding.encoded(name))=\(PercentEncoding.encoded(value))"
            }.joined(separator: "&")
        case .text(let template, let isJSON):
            guard let text = template.filled(values, as: isJSON ? .json : .plain) else { return nil }
            if more.isEmpty { return text }
            guard isJSON, var document = try? JSONValue(parsing: text) else { return nil }
            for (name, value) in more {
                let names = name.split(separator: ".").map(String.init)
                guard let changed = document.setting(names[...], to: value.json) else { return nil }
                document = changed
            }
            return document.serialised()
        }
    }
}

/// What paging says of the next part: a number or a text.
enum PagingValue: Sendable, Hashable {
    case number(Int)
    case text(String)

    var text: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text
        }
    }

    var json: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .text(let text): .string(text)
        }
    }
}

extension JSONValue {
    /// The object with one member, at a path of names, set. Nil where something on the way is no object.
    fileprivate func setting(_ names: ArraySlice<String>, to value: JSONValue) -> JSONValue? {
        guard let name = names.first else { return value }
        guard var members else { return nil }
        // What is null so far becomes an object where a name lies below it.
        let inner = self[name].flatMap { $0.isNull && names.count > 1 ? nil : $0 } ?? .object([])
        guard let changed = inner.setting(names.dropFirst(), to: value) else { return nil }
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value = changed
        } else {
            members.append(JSONMember(name, changed))
        }
        return .object(members)
    }
}
