// JSON documents and JSON Lines: each record as it stands, without its spaces. Digits, escapes and order are the file's;
// of two members with one name the last is printed.

extension RecordPrinter {
    func printJSON(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        do {
            let path = try options.path.map { text throws(JSONPathError) in try JSONPath(parsing: text) }
            var limits = JSONLimits()
            limits.element = options.limit
            let reader = JSONReader(limits: limits)
            if let path, !path.streams {
                return try reader.read(&source, elements: .root) { document in
                    for value in path.values(in: document.value) { try lines.append(value) }
                }.notes
            }
            return try reader.read(&source, elements: path) { try lines.append($0.value) }.notes
        } catch let error as JSONPathError {
            throw ParseRefusal("\(error)")
        } catch let error as JSONError {
            throw refusal(error)
        }
    }

    func printJSONLines(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        do {
            let path = try options.path.map { text throws(JSONPathError) in try JSONPath(parsing: text) }
            var limits = JSONLimits()
            limits.element = options.limit
            return try JSONReader(limits: limits).readLines(&source) { event in
                switch event {
                case .element(let element):
                    for value in path?.values(in: element.value) ?? [element.value] { try lines.append(value) }
                case .rejected(let rejection):
                    try lines.reject(line: rejection.line, reason: rejection.fault.description)
                }
            }.notes
        } catch let error as JSONPathError {
            throw ParseRefusal("\(error)")
        } catch let error as JSONError {
            throw refusal(error)
        }
    }

    /// With the way out, where there is one.
    private func refusal(_ error: JSONError) -> ParseRefusal {
        guard case .tooLarge(let limit) = error.problem else { return ParseRefusal("\(error)") }
        let why = options.path == nil ? "one record" : "what the path has to be asked about"
        return ParseRefusal(
            "line \(error.line), column \(error.column): \(why) is larger than \(limit) bytes, and that much has to be held "
                + "in memory at once. Names, [*] and indices from the front are followed without holding the document; "
                + "--limit allows more.")
    }
}

extension PrintedLines {
    fileprivate mutating func append(_ value: JSONValue) throws {
        append(value: value)
        try endLine()
    }
}
