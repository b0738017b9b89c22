// Workbooks: the rows of a sheet, as an object by header name or in raw mode as an array.

extension RecordPrinter {
    func printWorkbook(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        let reader = WorkbookReader(sheet: options.sheet)
        var openings: [[UInt8]] = []
        let take: (CSVEvent) throws -> Void = { event in
            switch event {
            case .header(let names): openings = Self.openings(names)
            case .row(let row): try Self.print(row, openings, isRaw: options.isRaw, to: &lines)
            case .rejected(let rejection):
                try lines.reject(line: rejection.line, reason: rejection.reason)
            case .aside(let aside): try lines.reject(line: aside.line, reason: aside.kind.meaning)
            }
        }
        do {
            if options.isRaw {
                try reader.readRaw(&source, take)
                return []
            }
            return try reader.read(&source, take).notes
        } catch let error as WorkbookError {
            throw ParseRefusal("\(error)")
        }
    }

    /// What stands before each value: `{"name":` for the first, `,"name":` for the others.
    static func openings(_ names: [String]) -> [[UInt8]] {
        names.enumerated().map { index, name in
            Array((index == 0 ? "{" : ",").utf8) + JSONValue.string(name).serialisedBytes() + Array(":".utf8)
        }
    }

    static func print(_ row: CSVRow, _ openings: [[UInt8]], isRaw: Bool, to lines: inout PrintedLines) throws {
        for index in 0..<row.count {
            if isRaw {
                lines.append(json: index == 0 ? "[" : "," as StaticString)
            } else {
                lines.append(json: openings[index])
            }
            row.withBytes(at: index) { lines.append(utf8: $0) }
        }
        lines.append(json: isRaw ? "]" : "}" as StaticString)
        try lines.endLine()
    }
}
