// CSV: an object by header name for each row, or in raw mode an array for each record.

extension RecordPrinter {
    func printCSV(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        let reader = CSVReader(
            dialect: CSVDialect(delimiter: options.delimiter, encoding: options.encoding, escape: options.escape))
        var names: PrintedNames?
        let take: (CSVEvent) throws -> Void = { try lines.append($0, names: &names) }
        do {
            return try (options.isRaw ? reader.readRaw(&source, take) : reader.read(&source, take)).notes
        } catch let error as CSVError {
            throw ParseRefusal("\(error)")
        }
    }
}

extension PrintedLines {
    /// Appends what a table's reader tells; the names stay nil where there is no header.
    mutating func append(_ event: CSVEvent, names: inout PrintedNames?) throws {
        switch event {
        case .header(let header): names = PrintedNames(header)
        case .row(let row):
            append(row, names: names)
            try endLine()
        case .rejected(let rejection): try reject(line: rejection.line, reason: rejection.reason)
        case .aside(let aside): try reject(line: aside.line, reason: aside.kind.meaning)
        }
    }
}
