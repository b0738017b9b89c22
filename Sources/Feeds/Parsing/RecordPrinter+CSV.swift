// CSV: an object by header name for each row, or in raw mode an array for each record.

extension RecordPrinter {
    func printCSV(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        let reader = CSVReader(
            dialect: CSVDialect(delimiter: options.delimiter, encoding: options.encoding, escape: options.escape))
        var names: PrintedNames?
        let isRaw = options.isRaw
        do {
            let take: (CSVEvent) throws -> Void = { event in
                switch event {
                case .header(let header): names = PrintedNames(header)
                case .row(let row):
                    lines.append(row, names: names)
                    try lines.endLine()
                case .rejected(let rejection):
                    try lines.reject(line: rejection.line, reason: rejection.reason)
                case .aside(let aside):
                    try lines.reject(line: aside.line, reason: aside.kind.meaning)
                }
            }
            return try (isRaw ? reader.readRaw(&source, take) : reader.read(&source, take)).notes
        } catch let error as CSVError {
            throw ParseRefusal("\(error)")
        }
    }
}
