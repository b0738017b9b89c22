// Workbooks: the rows of a sheet, as an object by header name or in raw mode as an array.

extension RecordPrinter {
    func printWorkbook(_ source: inout some ByteSource, to lines: inout PrintedLines) throws -> [FeedNote] {
        let reader = WorkbookReader(sheet: options.sheet)
        var names: PrintedNames?
        let take: (CSVEvent) throws -> Void = { try lines.append($0, names: &names) }
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
}
