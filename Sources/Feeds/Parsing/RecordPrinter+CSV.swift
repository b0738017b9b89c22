// CSV: an object by header name for each row, or in raw mode an array for each record.

extension RecordPrinter {
    func printCSV(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        let reader = CSVReader(
            dialect: CSVDialect(delimiter: options.delimiter, encoding: options.encoding, escape: options.escape))
        // What stands before each value: `{"name":` for the first, `,"name":` for the others.
        var openings: [[UInt8]] = []
        do {
            let take: (CSVEvent) throws -> Void = { event in
                switch event {
                case .header(let names):
                    openings = names.enumerated().map { index, name in
                        Array((index == 0 ? "{" : ",").utf8) + JSONValue.string(name).serialisedBytes()
                            + Array(":".utf8)
                    }
                case .row(let row):
                    for index in 0..<row.count {
                        if options.isRaw {
                            lines.append(json: index == 0 ? "[" : "," as StaticString)
                        } else {
                            lines.append(json: openings[index])
                        }
                        row.withBytes(at: index) { lines.append(utf8: $0) }
                    }
                    lines.append(json: options.isRaw ? "]" : "}" as StaticString)
                    try lines.endLine()
                case .rejected(let rejection):
                    try lines.reject(line: rejection.line, reason: rejection.reason)
                case .aside(let aside):
                    try lines.reject(line: aside.line, reason: aside.kind.meaning)
                }
            }
            return try (options.isRaw ? reader.readRaw(&source, take) : reader.read(&source, take)).notes
        } catch let error as CSVError {
            throw ParseRefusal("\(error)")
        }
    }
}
